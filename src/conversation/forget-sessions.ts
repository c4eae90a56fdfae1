import { Failure } from '../failure.js';
import type { ConversationStore } from './ports/stores.js';
import type { Log } from './ports/tools.js';
import type { Session, VideoBackend } from './ports/video-backend.js';

/** Of one tenant, newest first: they are read at once. Sessions of older ones end when the backend sweeps. */
const MAX_CONVERSATIONS = 10_000;

interface Options {
  readonly conversations: ConversationStore;
  readonly backend: Pick<VideoBackend, 'forget'>;
  readonly log: Log;
}

/**
 * Finds the sessions of a conversation or a tenant, while those can still be read, and returns how to delete them at
 * the backend. Does nothing where the backend cannot delete. What cannot be deleted now is told in the log, and goes when
 * the backend sweeps what nobody has used.
 */
export async function sessionsToForget(
  { conversations, backend, log }: Options,
  scope: { conversation: string } | { tenant: string },
): Promise<() => Promise<void>> {
  const forget = backend.forget?.bind(backend);
  if (!forget) return async () => {};
  const found =
    'conversation' in scope
      ? [await conversations.get(scope.conversation)]
      : await conversations.list(scope.tenant, MAX_CONVERSATIONS);
  const sessions: Session[] = found.flatMap((one) => [
    ...(one?.earlierSessions ?? []),
    ...(one?.session ? [one.session] : []),
  ]);
  return async () => {
    for (const [index, session] of sessions.entries()) {
      try {
        await forget(session);
      } catch (problem) {
        const { code, detail } = Failure.from(problem);
        const facts = { session: session.sessionId, code, detail, left: sessions.length - index };
        log.warn(facts, 'a session could not be deleted at the backend');
        // Each of the others would be waited for just as long, and a tenant may have thousands.
        if (code === 'backend-unavailable') return;
      }
    }
  };
}
