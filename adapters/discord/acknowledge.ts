import { type APIInteractionResponse, InteractionResponseType } from 'discord.js';
import { failedWith } from '../../src/failure.js';
import { languageOf } from '../chat/locale.js';
import type { Listening } from './incoming.js';
import { FLAGS } from './limits.js';
import { toMarkdown } from './markdown.js';
import type { Interaction } from './payloads.js';
import { DiscordProblem } from './problems.js';
import { discordWords } from './words.js';

/** What to show the person who asked, in Discord's markdown; undefined when the deferred answer is filled by others. */
export type Answer = string | undefined;

/**
 * Discord waits three seconds. When the row is written sooner, the acknowledgement comes after it; when the store or
 * Discord itself is slow, the person is not kept waiting for them.
 */
const DEFER_AFTER_MS = 1_000;

/**
 * Answers a command, a form or a press exactly once, then tells how it went. `reply` defers an answer that only the
 * asker sees, `update` leaves the message with the button as it is. Never rejects.
 */
export async function acknowledge(
  tools: Listening,
  interaction: Interaction,
  as: 'reply' | 'update',
  work: () => Promise<Answer>,
): Promise<void> {
  const outcome = attempt(tools, interaction, work);
  const late = new AbortController();
  await Promise.race([
    outcome,
    tools.clock.sleep(DEFER_AFTER_MS, late.signal).catch(() => {
      // Aborted: the work was quicker.
    }),
  ]);
  late.abort();
  await respond(tools, interaction, DEFERRALS[as]);
  const answer = await outcome;
  if (answer !== undefined) await tell(tools, interaction, as, answer);
}

/** An answer that needs nothing else, such as a form. Never rejects. */
export async function respond(
  { api, log }: Pick<Listening, 'api' | 'log'>,
  interaction: Interaction,
  response: APIInteractionResponse,
): Promise<void> {
  try {
    await api.respond(addressOf(interaction), response);
  } catch (thrown) {
    if (!(thrown instanceof DiscordProblem)) throw thrown;
    // Too late, or Discord is away: what was asked for is done nevertheless.
    log.warn({ problem: thrown.message }, 'an interaction could not be acknowledged');
  }
}

/** Words that only the asker sees, as the one answer to an interaction. */
export function privateAnswer(text: string): APIInteractionResponse {
  return {
    type: InteractionResponseType.ChannelMessageWithSource,
    data: { content: toMarkdown(text), flags: FLAGS.ephemeral, allowed_mentions: { parse: [] } },
  };
}

export function addressOf({ id, application_id: applicationId, token }: Interaction) {
  return { id, applicationId, token };
}

const DEFERRALS = {
  reply: {
    type: InteractionResponseType.DeferredChannelMessageWithSource,
    data: { flags: FLAGS.ephemeral },
  },
  update: { type: InteractionResponseType.DeferredMessageUpdate },
} as const satisfies Record<string, APIInteractionResponse>;

async function attempt(
  tools: Listening,
  interaction: Interaction,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const words = discordWords(languageOf(interaction.locale));
  try {
    return await work();
  } catch (thrown) {
    const isStore = failedWith(thrown, 'store-unavailable', 'store-full');
    tools.log.warn(
      { problem: thrown instanceof Error ? thrown.message : 'unknown' },
      'an interaction failed',
    );
    return toMarkdown(isStore ? words.notAccepted : words.tryAgain);
  }
}

async function tell(
  { api, log }: Listening,
  interaction: Interaction,
  as: 'reply' | 'update',
  content: string,
): Promise<void> {
  const at = addressOf(interaction);
  const message = { content, components: [] };
  try {
    await (as === 'reply' ? api.editResponse(at, message) : api.followUp(at, message));
  } catch (thrown) {
    if (!(thrown instanceof DiscordProblem)) throw thrown;
    log.warn({ problem: thrown.message }, 'an interaction could not be answered');
  }
}
