import type { Action } from '../../src/conversation/action.js';
import type { Place } from '../../src/conversation/inbound.js';
import type { Listening } from './incoming.js';

/**
 * THREAD_REPLIES=starter: true when somebody else began this thread, so that this person gives no orders in it, neither
 * in words nor with commands, forms and buttons. Those speak to the bot directly, so `mention` lets them all through.
 * Rejects with Failure when the store does not answer.
 */
export async function belongsToSomebodyElse(
  { config, threads }: Pick<Listening, 'config' | 'threads'>,
  place: Place,
  user: string,
): Promise<boolean> {
  if (config.threadReplies !== 'starter') return false;
  const engaged = await threads.find(place.conversation);
  return engaged !== undefined && engaged.starter !== user;
}

/** What changes nothing and is shown to the asker alone is for everybody. */
export function isOrder({ do: verb }: Action): boolean {
  return verb !== 'help' && verb !== 'credits';
}
