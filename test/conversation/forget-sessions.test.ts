import { expect, it } from 'vitest';
import type { Conversation } from '../../src/conversation/conversation.js';
import { sessionsToForget } from '../../src/conversation/forget-sessions.js';
import type { ConversationStore } from '../../src/conversation/ports/stores.js';
import { Failure, type FailureCode } from '../../src/failure.js';
import { silentLog } from '../fakes/silent-log.js';

const session = (sessionId: string) => ({ sessionId, skill: 'image-to-ai' });
const kept = {
  one: { session: session('now'), earlierSessions: [session('before')] },
  two: {},
  three: { session: session('third') },
} as unknown as Record<string, Conversation>;
const conversations = {
  get: async (id: string) => kept[id],
  list: async () => Object.values(kept),
} as unknown as ConversationStore;

async function forgotten(
  scope: { conversation: string } | { tenant: string },
  broken?: { session: string; code: FailureCode },
) {
  const asked: string[] = [];
  const backend = {
    forget: async ({ sessionId }: { sessionId: string }) => {
      asked.push(sessionId);
      if (broken && sessionId === broken.session) throw new Failure(broken.code);
    },
  };
  const forget = await sessionsToForget({ conversations, backend, log: silentLog }, scope);
  expect(asked).toEqual([]);
  await forget();
  return asked;
}

it('finds the session of a conversation and those before "new project"', async () => {
  expect(await forgotten({ conversation: 'one' })).toEqual(['before', 'now']);
  expect(await forgotten({ conversation: 'two' })).toEqual([]);
  expect(await forgotten({ conversation: 'unknown' })).toEqual([]);
});

it('finds those of a whole tenant, and goes on behind one that cannot be deleted', async () => {
  const broken = { session: 'before', code: 'store-unavailable' } as const;
  expect(await forgotten({ tenant: 'slack:T1' }, broken)).toEqual(['before', 'now', 'third']);
});

it('does not wait for a backend that is away once for each session', async () => {
  const broken = { session: 'now', code: 'backend-unavailable' } as const;
  expect(await forgotten({ tenant: 'slack:T1' }, broken)).toEqual(['before', 'now']);
});

it('does nothing where the backend cannot delete', async () => {
  const forget = await sessionsToForget(
    { conversations, backend: {}, log: silentLog },
    { conversation: 'one' },
  );
  await expect(forget()).resolves.toBeUndefined();
});
