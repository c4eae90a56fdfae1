import { ApplicationCommandType, ChannelType, InteractionType } from 'discord.js';
import { languageOf } from '../chat/locale.js';
import { Recent } from '../chat/recent.js';
import { privateAnswer, respond } from './acknowledge.js';
import { type AttachedFiles, onPress } from './buttons.js';
import { onCommand, onForm, onMessageMenu } from './commands.js';
import type { Listening } from './incoming.js';
import { type Interaction, interactionSchema } from './payloads.js';
import { threadPlace } from './place.js';
import { DiscordProblem } from './problems.js';
import { discordWords } from './words.js';

/** Commands, presses and forms. Every one is answered once, also when the gateway tells of it twice. */
export function createInteractions(
  tools: Listening,
  files: AttachedFiles,
): (payload: unknown) => Promise<void> {
  const seen = new Recent<true>(10_000);

  return async (payload) => {
    const parsed = interactionSchema.safeParse(payload);
    if (!parsed.success) {
      tools.log.warn(
        { fields: parsed.error.issues.map(({ path }) => path.join('.')) },
        'an unknown interaction',
      );
      return;
    }
    const { id } = parsed.data;
    if (seen.get(id)) return;
    seen.set(id, true);
    const interaction = await withChannel(tools, parsed.data);
    switch (interaction.type) {
      case InteractionType.ApplicationCommand:
        return interaction.data?.type === ApplicationCommandType.Message
          ? onMessageMenu(tools, interaction)
          : onCommand(tools, interaction);
      case InteractionType.MessageComponent:
        return onPress(tools, files, interaction);
      case InteractionType.ModalSubmit:
        return onForm(tools, interaction);
      case InteractionType.Ping:
        return;
      default: {
        const words = discordWords(languageOf(interaction.locale));
        return respond(tools, interaction, privateAnswer(words.tryAgain));
      }
    }
  };
}

/** Discord waits three seconds for an answer. */
const TYPE_WITHIN_MS = 700;

/** Whether it was in a thread decides what a command means; payloads of older clients do not say it. */
async function withChannel(tools: Listening, interaction: Interaction): Promise<Interaction> {
  const { guild_id: guild, channel_id: id, channel } = interaction;
  if (!guild || !id) return interaction;
  if (channel?.type !== undefined) {
    tools.channels.learn(id, channel.type);
    return interaction;
  }
  const late = new AbortController();
  const unknown = tools.clock.sleep(TYPE_WITHIN_MS, late.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    const type = await Promise.race([tools.channels.typeOf(id), unknown]);
    return { ...interaction, channel: { id, type: type ?? guess(), parent_id: undefined } };
  } catch (thrown) {
    if (!(thrown instanceof DiscordProblem)) throw thrown;
    return { ...interaction, channel: { id, type: guess(), parent_id: undefined } };
  } finally {
    late.abort();
  }

  function guess(): number {
    const { conversation } = threadPlace(guild ?? '', id ?? '');
    const isEngaged = tools.threads.recent().some(({ place }) => place.conversation === conversation);
    return isEngaged ? ChannelType.PublicThread : ChannelType.GuildText;
  }
}
