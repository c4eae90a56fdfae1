import { Failure } from '../failure.js';
import type { ConversationStore } from './ports/stores.js';
import type { Log } from './ports/tools.js';
import type { Session, VideoBackend } from './ports/video-backend.js';

interface Options {
  readonly conversations: ConversationStore;
  readonly backend: Pick<VideoBackend, 'forget'>;
  readonly log: Log;
}

/**
 * Finds the sessions of a conversation or a tenant, while those can still be read, and returns how to delete them at
 * the backend. Does nothing where the backend cannot delete. A session that cannot be deleted now is in the log.
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
      : await conversations.list(scope.tenant, Number.MAX_SAFE_INTEGER);
  const sessions: Session[] = found.flatMap((one) => [
    ...(one?.earlierSessions ?? []),
    ...(one?.session ? [one.session] : []),
  ]);
  return async () => {
    for (const session of sessions) {
      await forget(session).catch((problem: unknown) => {
        const { code, detail } = Failure.from(problem);
        log.warn(
          { session: session.sessionId, code, detail },
          'a session could not be deleted at the backend',
        );
      });
    }
  };
}
