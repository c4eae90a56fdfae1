import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/open-store.js';
import { conversation, type HeldClock, heldClock, message, quiet } from './samples.js';

const TENANT = 'slack:T1';
const MONTH = 30 * 24 * 3_600_000;
let dataDir: string;
let clock: HeldClock;
let store: Store;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'reelthread-scrub-'));
  clock = heldClock();
  store = await openStore({ dataDir, log: quiet, clock });
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true });
});

/** Which of these words are found in the bytes of which file. */
async function filesWith(...words: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(dataDir)) {
    const bytes = await readFile(path.join(dataDir, name));
    found.push(...words.filter((word) => bytes.includes(word)).map((word) => `${name}: ${word}`));
  }
  return found;
}

/** Short and long values in every table, between those of others, so that pages are split, shared and freed. */
async function talk(thread: string, word: string): Promise<void> {
  for (let count = 0; count < 40; count++) {
    const text = `${word} `.repeat(count % 4 === 0 ? 900 : 3);
    const said = message(`${thread}-${count}`, { thread, text });
    await store.conversations.save(conversation(TENANT, thread, { title: text.slice(0, 60) }));
    await store.inbox.accept(said, 'ordered');
    await store.journal.write(`${TENANT}/${thread}`, said.id, 'turn', { state: 'done', value: text, at: 1 });
    await store.values('notes').set(`${TENANT}/${thread}/note`, text);
  }
}

describe('the bytes of what was deleted are in no file any more', () => {
  it('after "forget"', async () => {
    await talk('other', 'ordinary-words');
    await talk('mine', 'forbidden-words');
    await talk('another', 'ordinary-words');
    expect(await filesWith('forbidden-words')).not.toEqual([]);
    await store.conversations.forget({ conversation: `${TENANT}/mine` });
    expect(await filesWith('forbidden-words')).toEqual([]);
    expect(await filesWith('ordinary-words')).toEqual(['reelthread.db: ordinary-words']);
  });

  it('after a message is done and the store was swept, while its row still recognises repetitions', async () => {
    await talk('mine', 'forbidden-words');
    await store.conversations.save(conversation(TENANT, 'mine', { title: '' }));
    await store.values('notes').delete(`${TENANT}/mine/note`);
    for (const said of await store.inbox.waiting(`${TENANT}/mine`)) {
      await store.inbox.done(said);
      await store.journal.clear(`${TENANT}/mine`, said.id);
    }
    await store.sweep(MONTH);
    expect(await filesWith('forbidden-words')).toEqual([]);
    expect(await store.inbox.accept(message('mine-1', { thread: 'mine' }), 'ordered')).toBe(false);
  });

  it('after the process has ended', async () => {
    await talk('mine', 'forbidden-words');
    await store.conversations.forget({ tenant: TENANT });
    await store.close();
    expect(await filesWith('forbidden-words')).toEqual([]);
    store = await openStore({ dataDir, log: quiet, clock });
  });
});
