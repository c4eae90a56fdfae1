import { describe, expect, it } from 'vitest';
import type { Signal } from '../../../src/nemo/turn/signal.js';
import { SignalReader } from '../../../src/nemo/turn/signal-reader.js';

function read(bytes: Buffer, pieceSize: number): Signal[] {
  const signals: Signal[] = [];
  const reader = new SignalReader((taken) => signals.push(...taken));
  for (let at = 0; at < bytes.length; at += pieceSize) reader.feed(bytes.subarray(at, at + pieceSize));
  reader.end();
  return signals;
}

const text = (words: string): Signal => ({ kind: 'text', text: words, partial: false, key: '' });

describe.each([1, 2, 3, 1_000])('bytes in pieces of %i', (pieceSize) => {
  it('keeps characters whole', () => {
    const bytes = Buffer.from('data: {"text":"标题 🎬 é"}\n\ndata: {"text":"done"}\n\n');
    expect(read(bytes, pieceSize)).toEqual([text('标题 🎬 é'), text('done')]);
  });

  it('ignores a byte order mark at the beginning, and only there', () => {
    const bytes = Buffer.from('\uFEFFdata: {"text":"\uFEFFa"}\n\n');
    expect(read(bytes, pieceSize)).toEqual([text('\uFEFFa')]);
  });

  it('takes a last event without its empty line, and tells comments as signs of life', () => {
    const bytes = Buffer.from(': heartbeat\n\ndata: {"text":"a"}');
    expect(read(bytes, pieceSize)).toEqual([{ kind: 'alive' }, text('a')]);
  });
});
