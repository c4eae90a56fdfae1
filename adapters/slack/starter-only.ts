import type { Place } from '../../src/conversation/inbound.js';
import { type Listening, languageFor } from './incoming.js';
import { isDirect, readPlace } from './place.js';
import { slackWords } from './words.js';
import type { Workspace } from './workspaces.js';

/**
 * THREAD_REPLIES=starter, for what is meant for the bot without doubt: mentions, buttons, the shortcut. True when
 * somebody else began this thread.
 */
export async function belongsToAnother(
  { config, threads }: Pick<Listening, 'config' | 'threads'>,
  place: Place,
  user: string,
): Promise<boolean> {
  const at = readPlace(place);
  if (config.threadReplies !== 'starter' || at?.kind !== 'thread' || isDirect(at.channel)) return false;
  const thread = await threads.find(place.conversation);
  return thread !== undefined && thread.starter !== user;
}

/** Somebody who speaks to the bot is answered, also when the bot may not listen. */
export function refuseAnother(tools: Listening, workspace: Workspace, place: Place, user: string): void {
  tools.background.run('refuse somebody who did not begin the thread', async () => {
    const words = slackWords(await languageFor(tools, workspace, user));
    await tools.whisper.say(workspace, place, user, words.onlyStarter);
  });
}
