import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../src/conversation/inbound.js';
import type { Door } from '../../src/conversation/ports/stores.js';
import type { Lane } from '../../src/conversation/ports/work.js';
import type { Store } from '../../src/store/open-store.js';
import { conversation, message } from '../store/samples.js';
import type { StoreUnderTest } from './store.js';

const TENANT = 'slack:T1';

function from(person: string, thread: string, id: string, tenant = TENANT): InboundMessage {
  return { ...message(id, { tenant, thread }), author: { id: person } };
}

/** How every store counts what waits and what runs. */
export function limitsConformance(fresh: () => Promise<StoreUnderTest>): void {
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

  function knock(one: InboundMessage, limits: Partial<Door['limits']> = {}, lane: Lane = 'ordered') {
    const { tenant, conversation: thread } = one.place;
    return store.inbox.accept(one, lane, {
      limits: { thread: 9, person: 9, tenant: 9, ...limits },
      conversation: conversation(tenant, thread.slice(tenant.length + 1)),
    });
  }

  describe('the door', () => {
    it.each(['thread', 'person', 'tenant'] as const)(
      'refuses what is too much for one %s',
      async (crowded) => {
        const limits = { [crowded]: 2 };
        for (const id of ['1', '2']) expect(await knock(from('anna', 'A', id), limits)).toBe(true);
        await expect(knock(from('anna', 'A', '3'), limits)).rejects.toMatchObject({
          code: 'too-many-waiting',
          facts: { crowded, allowed: 2 },
        });
        expect((await store.inbox.waiting(`${TENANT}/A`)).map(({ id }) => id)).toEqual(['1', '2']);
        await store.inbox.done(from('anna', 'A', '1'));
        expect(await knock(from('anna', 'A', '3'), limits)).toBe(true);
      },
    );

    it('counts a person across threads, a tenant across persons, and nobody else', async () => {
      const limits = { thread: 9, person: 2, tenant: 3 };
      for (const thread of ['A', 'B']) await knock(from('anna', thread, `anna-${thread}`), limits);
      await expect(knock(from('anna', 'C', '1'), limits)).rejects.toMatchObject({
        facts: { crowded: 'person' },
      });
      await knock(from('ben', 'A', '2'), limits);
      await expect(knock(from('cem', 'D', '3'), limits)).rejects.toMatchObject({
        facts: { crowded: 'tenant' },
      });
      expect(await knock(from('anna', 'A', '4', 'slack:T12'), limits)).toBe(true);
      expect(await knock(from('anna', 'A', '5'), limits, 'aside')).toBe(true);
    });

    it('counts messages that come at the same moment', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 50 }, (_, index) =>
          knock(from(`p${index % 5}`, `${index}`, `m${index}`), { person: 3, tenant: 12 }),
        ),
      );
      const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(outcomes.length - refusals.length).toBe(12);
      expect(await store.unfinishedLanes()).toHaveLength(12);
      for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'too-many-waiting' });
    });

    it('knows a repetition again, however much waits', async () => {
      const limits = { thread: 1 };
      await knock(from('anna', 'A', '1'), limits);
      expect(await knock(from('anna', 'A', '1'), limits)).toBe(false);
      await store.inbox.done(from('anna', 'A', '1'));
      await knock(from('anna', 'A', '2'), limits);
      const outcomes = await Promise.allSettled(
        ['1', '3', '2'].map((id) => knock(from('anna', 'A', id), limits)),
      );
      expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'refused'))).toEqual(
        [false, 'refused', false],
      );
    });

    it('keeps a new thread together with its first message, and nothing of one that is refused', async () => {
      await knock(from('anna', 'A', '1'), { tenant: 1 });
      expect((await store.conversations.get(`${TENANT}/A`))?.title).toBe('three photos');
      await expect(knock(from('anna', 'B', '2'), { tenant: 1 })).rejects.toThrow();
      expect(await store.conversations.get(`${TENANT}/B`)).toBeUndefined();
      expect(await store.conversations.list(TENANT, 9)).toHaveLength(1);
    });

    it('forgets who it was as soon as the message is done', async () => {
      await knock(from('anna', 'A', '1'), { person: 1 });
      await store.inbox.done(from('anna', 'A', '1'));
      expect(await knock(from('anna', 'B', '2'), { person: 1 })).toBe(true);
    });
  });

  describe('what runs', () => {
    const limits = { person: 2, tenant: 3 };

    async function begin(person: string, thread: string, tenant = TENANT): Promise<boolean> {
      const one = from(person, thread, `m-${thread}`, tenant);
      await store.inbox.accept(one, 'ordered');
      return store.inbox.begin(one, limits);
    }

    it('begins within the limits of its person and its tenant, and again when one is done', async () => {
      expect([await begin('anna', 'A'), await begin('anna', 'B'), await begin('anna', 'C')]).toEqual([
        true,
        true,
        false,
      ]);
      expect([await begin('ben', 'D'), await begin('cem', 'E')]).toEqual([true, false]);
      expect(await begin('anna', 'A', 'slack:T12')).toBe(true);
      await store.inbox.done(from('anna', 'A', 'm-A'));
      expect([await begin('anna', 'C'), await begin('cem', 'E')]).toEqual([true, false]);
    });

    it('keeps its place in another process, and leaves it when its thread is deleted', async () => {
      for (const thread of ['A', 'B', 'C']) await begin('anna', thread);
      await store.close();
      store = await under.open();
      expect([await begin('anna', 'A'), await begin('anna', 'C')]).toEqual([true, false]);
      await store.conversations.forget({ conversation: `${TENANT}/A` });
      expect(await begin('anna', 'C')).toBe(true);
    });

    it('is exact when many begin at the same moment', async () => {
      const threads = Array.from({ length: 20 }, (_, index) => `${index}`);
      const outcomes = await Promise.all(threads.map((thread) => begin(`p${Number(thread) % 7}`, thread)));
      expect(outcomes.filter(Boolean)).toHaveLength(3);
    });

    it('has no limit for a person where there are no persons', async () => {
      const open = { person: Number.POSITIVE_INFINITY, tenant: 3 };
      const outcomes: boolean[] = [];
      for (const thread of ['A', 'B', 'C', 'D']) {
        const one = from('you', thread, thread);
        await store.inbox.accept(one, 'ordered');
        outcomes.push(await store.inbox.begin(one, open));
      }
      expect(outcomes).toEqual([true, true, true, false]);
    });

    it('may go on when its row is gone', async () => {
      expect(await store.inbox.begin(from('anna', 'A', 'never accepted'), limits)).toBe(true);
    });

    it('is told with what could run next: the first of each thread, the oldest first', async () => {
      await begin('anna', 'A');
      await store.inbox.accept(from('ben', 'B', 'm-B'), 'ordered');
      await store.inbox.accept(from('anna', 'A', 'second'), 'ordered');
      await store.inbox.accept(from('anna', 'C', 'aside'), 'aside');
      await begin('anna', 'D', 'slack:T12');
      expect(await store.inbox.heads(TENANT)).toEqual([
        { conversation: `${TENANT}/A`, id: 'm-A', person: 'anna', running: true },
        { conversation: `${TENANT}/B`, id: 'm-B', person: 'ben', running: false },
      ]);
      await store.inbox.done(from('anna', 'A', 'm-A'));
      expect(await store.inbox.heads(TENANT)).toEqual([
        { conversation: `${TENANT}/B`, id: 'm-B', person: 'ben', running: false },
        { conversation: `${TENANT}/A`, id: 'second', person: 'anna', running: false },
      ]);
    });
  });
}
