import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/open-store.js';
import { conversation, type HeldClock, message } from '../store/samples.js';

/** An empty database and the means to open it again and again. */
export interface StoreUnderTest {
  readonly clock: HeldClock;
  open(): Promise<Store>;
  dispose(): Promise<void>;
}

const TENANT = 'slack:T1';
const THREAD = `${TENANT}/C1:1.0`;
const MONTH = 30 * 24 * 3_600_000;

/** What every store promises to the core, whatever database is below it. */
export function storeConformance(fresh: () => Promise<StoreUnderTest>): void {
  let under: StoreUnderTest;
  let store: Store;

  beforeEach(async () => {
    under = await fresh();
    store = await under.open();
  });
  afterEach(async () => {
    await store.close();
    await under.dispose();
  });

  async function restart(): Promise<void> {
    await store.close();
    store = await under.open();
  }

  describe('inbox', () => {
    it('accepts a message once per tenant', async () => {
      expect(await store.inbox.accept(message('1'), 'ordered')).toBe(true);
      expect(await store.inbox.accept(message('1'), 'ordered')).toBe(false);
      expect(await store.inbox.accept(message('1', { tenant: 'slack:T2' }), 'ordered')).toBe(true);
    });

    it('lets one of many simultaneous deliveries through', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => store.inbox.accept(message('1'), 'ordered')),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    it('hands messages out in the order in which they were accepted, and gives back what it was given', async () => {
      for (const id of ['9', '10', '1']) await store.inbox.accept(message(id), 'ordered');
      const order: string[] = [];
      for (;;) {
        const next = await store.inbox.next(THREAD, 'ordered');
        if (!next) break;
        expect(next).toEqual(message(next.id));
        order.push(next.id);
        await store.inbox.done(next);
      }
      expect(order).toEqual(['9', '10', '1']);
    });

    it('keeps the order of messages that were handed in without waiting', async () => {
      const ids = Array.from({ length: 50 }, (_, index) => `m${index}`);
      await Promise.all(ids.map((id) => store.inbox.accept(message(id), 'ordered')));
      expect((await store.inbox.waiting(THREAD)).map(({ id }) => id)).toEqual(ids);
    });

    it('keeps the lanes apart: only ordered messages wait', async () => {
      await store.inbox.accept(message('1'), 'ordered');
      await store.inbox.accept(message('2'), 'aside');
      expect((await store.inbox.next(THREAD, 'aside'))?.id).toBe('2');
      expect((await store.inbox.next(THREAD, 'ordered'))?.id).toBe('1');
      expect((await store.inbox.waiting(THREAD)).map(({ id }) => id)).toEqual(['1']);
    });

    it('finds what is unfinished after a restart, and not what is done', async () => {
      await store.inbox.accept(message('1', { thread: 'A' }), 'ordered');
      await store.inbox.accept(message('2', { thread: 'A' }), 'aside');
      await store.inbox.accept(message('3', { thread: 'B' }), 'ordered');
      await store.inbox.done(message('3', { thread: 'B' }));
      await restart();
      expect(await store.inbox.unfinished()).toEqual([`${TENANT}/A`]);
      const lanes = (await store.unfinishedLanes()).map(
        ({ conversation, lane }) => `${lane} ${conversation}`,
      );
      expect(lanes.sort()).toEqual([`aside ${TENANT}/A`, `ordered ${TENANT}/A`]);
      expect(await store.inbox.accept(message('3', { thread: 'B' }), 'ordered')).toBe(false);
    });

    it('takes text of any kind', async () => {
      const text = 'null \0, half a surrogate \ud83d, quotes \'"; -- 照片 🎬 \u2028';
      await store.inbox.accept(message('1', { text }), 'ordered');
      expect((await store.inbox.next(THREAD, 'ordered'))?.text).toBe(text);
    });

    it('refuses a conversation that does not start with its tenant', async () => {
      const stray = { ...message('1'), place: { ...message('1').place, conversation: 'slack:T12/C1' } };
      await expect(store.inbox.accept(stray, 'ordered')).rejects.toMatchObject({ code: 'internal' });
    });
  });

  describe('journal', () => {
    const done = { state: 'done', value: { uploaded: ['a'] }, at: 1_790_000_000_000 } as const;

    it('keeps each step of each message', async () => {
      await store.journal.write(THREAD, '1', 'turn', { state: 'started', at: 1 });
      await Promise.all([
        store.journal.write(THREAD, '1', 'upload:1', done),
        store.journal.write(THREAD, '1', 'upload:2', { state: 'done', value: null, at: 2 }),
        store.journal.write(THREAD, '2', 'turn', done),
      ]);
      await restart();
      expect(await store.journal.read(THREAD, '1')).toEqual({
        turn: { state: 'started', at: 1 },
        'upload:1': done,
        'upload:2': { state: 'done', value: null, at: 2 },
      });
    });

    it('replaces an entry and forgets a message', async () => {
      await store.journal.write(THREAD, '1', 'turn', { state: 'started', at: 1 });
      await store.journal.write(THREAD, '1', 'turn', done);
      expect(await store.journal.read(THREAD, '1')).toEqual({ turn: done });
      await store.journal.clear(THREAD, '1');
      expect(await store.journal.read(THREAD, '1')).toEqual({});
    });
  });

  describe('conversations', () => {
    it('gives back what was saved, after a restart too', async () => {
      const saved = conversation(TENANT, 'A', {
        updatedAt: under.clock.now(),
        session: { sessionId: '7400000000000000001', skill: 'image-to-ai' },
        draft: { text: '\0 :base64:AAAA ：标题', number: 0.1, nested: [null, { a: [] }] },
      });
      await store.conversations.save(saved);
      await restart();
      expect(await store.conversations.get(saved.id)).toEqual(saved);
      expect(await store.conversations.get(`${TENANT}/B`)).toBeUndefined();
    });

    it('creates a conversation once, and leaves one that is there as it is', async () => {
      const titles = ['first', 'second', 'third'];
      await Promise.all(
        titles.map((title) => store.conversations.create(conversation(TENANT, 'A', { title }))),
      );
      const created = await store.conversations.get(`${TENANT}/A`);
      expect(titles).toContain(created?.title);
      await store.conversations.create(conversation(TENANT, 'A', { title: 'late', updatedAt: 99 }));
      expect(await store.conversations.get(`${TENANT}/A`)).toEqual(created);
      expect(await store.conversations.list(TENANT, 9)).toEqual([created]);
    });

    it('lists the newest first, of one tenant', async () => {
      for (const [thread, updatedAt] of [
        ['A', 1],
        ['B', 3],
        ['C', 2],
      ] as const) {
        await store.conversations.save(conversation(TENANT, thread, { updatedAt }));
      }
      await store.conversations.save(conversation('slack:T12', 'D', { updatedAt: 9 }));
      await store.conversations.save(conversation(TENANT, 'A', { updatedAt: 4 }));
      const ids = (await store.conversations.list(TENANT, 2)).map(({ id }) => id);
      expect(ids).toEqual([`${TENANT}/A`, `${TENANT}/B`]);
      expect(await store.conversations.list('slack:T9', 2)).toEqual([]);
    });

    it('finds what a person began, in one tenant, however old it is', async () => {
      const mine = [conversation(TENANT, 'A', { starter: `O'Neil "U2"` }), conversation(TENANT, 'B')];
      await store.conversations.create(conversation(TENANT, 'A', { starter: `O'Neil "U2"` }));
      await store.conversations.save(conversation(TENANT, 'B', { updatedAt: -1 }));
      await store.conversations.save(conversation(TENANT, 'C', { starter: 'U3', title: '"starter":"U1"' }));
      await store.conversations.save(conversation('slack:T12', 'D'));
      expect(await store.conversations.begunBy(TENANT, `O'Neil "U2"`)).toEqual([mine[0]]);
      expect(await store.conversations.begunBy(TENANT, 'U1')).toEqual([{ ...mine[1], updatedAt: -1 }]);
      expect(await store.conversations.begunBy(TENANT, 'U9')).toEqual([]);
    });
  });

  describe('forget', () => {
    async function fill(tenant: string, thread: string): Promise<void> {
      const saved = conversation(tenant, thread);
      await store.conversations.save(saved);
      await store.inbox.accept(message(`m-${thread}`, { tenant, thread }), 'ordered');
      await store.journal.write(saved.id, `m-${thread}`, 'turn', { state: 'started', at: 1 });
      await store.values('notes').set(`${saved.id}/last`, 'a note');
      await store.sealed('installation').set(tenant, 'a token');
    }

    async function left(tenant: string, thread: string): Promise<boolean[]> {
      const id = `${tenant}/${thread}`;
      return [
        (await store.conversations.get(id)) !== undefined,
        (await store.conversations.list(tenant, 9)).some((found) => found.id === id),
        (await store.inbox.waiting(id)).length > 0,
        'turn' in (await store.journal.read(id, `m-${thread}`)),
        (await store.values('notes').get(`${id}/last`)) !== undefined,
        (await store.sealed('installation').get(tenant)) !== undefined,
      ];
    }

    it('removes one conversation and nothing else', async () => {
      await fill(TENANT, 'A_1');
      await fill(TENANT, 'A%1');
      await store.conversations.forget({ conversation: `${TENANT}/A_1` });
      expect(await left(TENANT, 'A_1')).toEqual([false, false, false, false, false, true]);
      expect(await left(TENANT, 'A%1')).toEqual([true, true, true, true, true, true]);
    });

    it('removes a whole tenant and nothing else', async () => {
      await fill(TENANT, 'A');
      await fill(TENANT, 'B');
      await fill('slack:T12', 'A');
      await store.conversations.forget({ tenant: TENANT });
      expect(await left(TENANT, 'A')).toEqual([false, false, false, false, false, false]);
      expect(await left(TENANT, 'B')).toEqual([false, false, false, false, false, false]);
      expect(await left('slack:T12', 'A')).toEqual([true, true, true, true, true, true]);
    });
  });

  describe('values', () => {
    it('keeps namespaces apart, whatever the keys look like', async () => {
      await store.values('a').set('b:c', 1);
      await store.values('a').set('c', 2);
      await store.values('a').set('a:c', 3);
      await store.values('b').set('c', 4);
      await store.sealed('a').set('c', 5);
      expect(await store.values('a').get('b:c')).toBe(1);
      expect(await store.values('a').get('c')).toBe(2);
      expect(await store.values('a').get('a:c')).toBe(3);
      expect(await store.values('b').get('c')).toBe(4);
      expect(await store.sealed('a').get('c')).toBe(5);
    });

    it('replaces, deletes, and knows nothing of what was never set', async () => {
      const values = store.values('a');
      await values.set('x', { one: 1 });
      await values.set('x', { two: 2 });
      expect(await values.get('x')).toEqual({ two: 2 });
      await values.delete('x');
      await values.delete('x');
      expect(await values.get('x')).toBeUndefined();
    });

    it.each(['values', 'sealed'] as const)('lets %s end after their time', async (kind) => {
      const values = store[kind]('a');
      await values.set('x', 'short', 1_000);
      await values.set('y', 'long', 5_000);
      await values.set('z', 'renewed', 1_000);
      under.clock.move(999);
      await values.set('z', 'renewed', 1_000);
      expect(await values.get('x')).toBe('short');
      under.clock.move(1);
      expect(await values.get('x')).toBeUndefined();
      await store.sweep(MONTH);
      expect(await values.get('y')).toBe('long');
      expect(await values.get('z')).toBe('renewed');
    });

    it.each(['', 'x'.repeat(961)])('refuses a key that cannot be stored', async (key) => {
      await expect(store.values('a').set(key, 1)).rejects.toMatchObject({ code: 'internal' });
    });

    it('makes a secret once', async () => {
      const [one, two] = await Promise.all([store.secret('button-seal'), store.secret('button-seal')]);
      expect(one).toHaveLength(32);
      expect(two).toEqual(one);
      expect(await store.secret('other')).not.toEqual(one);
      await restart();
      expect(await store.secret('button-seal')).toEqual(one);
    });
  });

  describe('sweep', () => {
    it('removes what is done and old, and keeps what still waits', async () => {
      await store.inbox.accept(message('old-done'), 'ordered');
      await store.inbox.done(message('old-done'));
      await store.inbox.accept(message('old-waiting'), 'ordered');
      for (const id of ['old-done', 'old-waiting']) {
        await store.journal.write(THREAD, id, 'turn', { state: 'done', at: under.clock.now() });
      }
      under.clock.move(MONTH + 1);
      await store.inbox.accept(message('new-done'), 'ordered');
      await store.inbox.done(message('new-done'));
      await store.sweep(MONTH);

      expect((await store.inbox.waiting(THREAD)).map(({ id }) => id)).toEqual(['old-waiting']);
      expect(await store.journal.read(THREAD, 'old-done')).toEqual({});
      expect(await store.journal.read(THREAD, 'old-waiting')).toHaveProperty('turn');
      // A row that is gone is no longer recognised, one that is kept still is.
      expect(await store.inbox.accept(message('new-done'), 'ordered')).toBe(false);
      expect(await store.inbox.accept(message('old-done'), 'ordered')).toBe(true);
    });

    it('gets through more rows than fit into one piece', async () => {
      const count = 450;
      await Promise.all(
        Array.from({ length: count }, async (_, index) => {
          const one = message(`m${index}`);
          await store.inbox.accept(one, 'ordered');
          await store.inbox.done(one);
          await store.values('nonce').set(`n${index}`, index, 1);
        }),
      );
      await store.values('nonce').set('kept', 1);
      under.clock.move(MONTH + 1);
      await store.sweep(MONTH);
      const accepted = await Promise.all(
        Array.from({ length: count }, (_, index) => store.inbox.accept(message(`m${index}`), 'ordered')),
      );
      expect(accepted.every(Boolean)).toBe(true);
      expect(await store.values('nonce').get('kept')).toBe(1);
    });
  });

  it('says that it is well', async () => {
    await expect(store.check()).resolves.toBeUndefined();
  });

  it('rejects with a Failure once it is closed', async () => {
    await store.close();
    await expect(store.check()).rejects.toMatchObject({ code: 'store-unavailable' });
    await expect(store.inbox.accept(message('1'), 'ordered')).rejects.toMatchObject({
      code: 'store-unavailable',
    });
    store = await under.open();
  });
}
