import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/conversation/action.js';
import { createButtonSeal } from '../../src/conversation/button-seal.js';

const seal = createButtonSeal(randomBytes(32));
const here = { conversation: 'slack:T1/C1/1.2' };
const elsewhere = { conversation: 'slack:T2/C1/1.2' };

const ACTIONS: Action[] = [
  { do: 'export' },
  { do: 'export', format: 'webm', resolution: '720p' },
  { do: 'timeline' },
  { do: 'credits' },
  { do: 'status' },
  { do: 'stop' },
  { do: 'help' },
  { do: 'new' },
  { do: 'skill' },
  { do: 'skill', slug: 'image-to-video-converter-ai-free' },
  { do: 'retry', request: '1a2b3c4d' },
  { do: 'answer', asked: 'Zx8_-abc', question: 2, option: 11 },
  { do: 'aspect', ratio: '9:16' },
  { do: 'example', index: 2 },
];

describe('button ids', () => {
  it.each(ACTIONS)('carry their whole meaning within 100 characters: %j', (action) => {
    const id = seal.seal(action, here);
    expect(id.length).toBeLessThanOrEqual(100);
    expect(seal.open(id, here)).toEqual(action);
  });

  it('are refused in another thread, and with another secret', () => {
    const id = seal.seal({ do: 'export' }, here);
    expect(() => seal.open(id, elsewhere)).toThrow('button-refused');
    expect(() => createButtonSeal(randomBytes(32)).open(id, here)).toThrow('button-refused');
  });

  it('are refused when anything is changed or made up', () => {
    const id = seal.seal({ do: 'aspect', ratio: '9:16' }, here);
    expect(() => seal.open(id.replace('9:16', '1:1'), here)).toThrow('button-refused');
    fc.assert(
      fc.property(fc.string(), (made) => {
        expect(() => seal.open(made, here)).toThrow('button-refused');
      }),
    );
  });
});
