import { expect, it } from 'vitest';
import type { Conversation } from '../../src/conversation/conversation.js';
import { sessionsToForget } from '../../src/conversation/forget-sessions.js';
import type { ConversationStore } from '../../src/conversation/ports/stores.js';
import { Failure } from '../../src/failure.js';
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

async function forgotten(scope: { conversation: string } | { tenant: string }, broken?: string) {
  const asked: string[] = [];
  const backend = {
    forget: async ({ sessionId }: { sessionId: string }) => {
      asked.push(sessionId);
      if (sessionId === broken) throw new Failure('backend-unavailable');
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
  expect(await forgotten({ tenant: 'slack:T1' }, 'before')).toEqual(['before', 'now', 'third']);
});

it('does nothing where the backend cannot delete', async () => {
  const forget = await sessionsToForget(
    { conversations, backend: {}, log: silentLog },
    { conversation: 'one' },
  );
  await expect(forget()).resolves.toBeUndefined();
});
