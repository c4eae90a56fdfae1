import { describe, expect, it } from 'vitest';
import { linkify } from '../../../adapters/playground/page/lib/linkify.js';

const links = (text: string) =>
  linkify(text).flatMap((piece) => (piece.url === undefined ? [] : [piece.url]));

describe('linkify', () => {
  it.each([
    ['see https://a.example/x.mp4.', ['https://a.example/x.mp4']],
    ['(https://a.example/x)', ['https://a.example/x']],
    ['https://a.example/wiki/X_(y)', ['https://a.example/wiki/X_(y)']],
    ['视频：https://a.example/x。项目：https://b.example/y', ['https://a.example/x', 'https://b.example/y']],
    ['<https://evil.example|https://bank.example>', ['https://evil.example', 'https://bank.example']],
    ['[https://bank.example](https://evil.example/x)', ['https://bank.example', 'https://evil.example/x']],
    ['https://bank.example@evil.example/', []],
    ['javascript:alert(1) data:text/html,x file:///etc', []],
    ['https:// and http://', []],
  ])('%s', (text, expected) => expect(links(text)).toEqual(expected));

  it('loses no character, and shows every link as the address that it leads to', () => {
    const text = 'a https://a.example/x, b (https://b.example) 字https://c.example/海 end';
    const pieces = linkify(text);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    for (const piece of pieces) if (piece.url) expect(piece.url).toBe(piece.text);
  });
});
