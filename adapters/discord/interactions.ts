import { ApplicationCommandType, InteractionType } from 'discord.js';
import { privateAnswer, respond } from './acknowledge.js';
import { type AttachedFiles, onPress } from './buttons.js';
import { onCommand, onForm, onMessageMenu } from './commands.js';
import type { Listening } from './incoming.js';
import { interactionSchema } from './payloads.js';
import { Recent } from './recall.js';
import { discordWords, languageOf } from './words.js';

/** Commands, presses and forms. Every one is answered once, also when the gateway tells of it twice. */
export function createInteractions(
  tools: Listening,
  files: AttachedFiles,
): (payload: unknown) => Promise<void> {
  const seen = new Recent<true>(10_000);

  return async (payload) => {
    const parsed = interactionSchema.safeParse(payload);
    if (!parsed.success) return;
    const interaction = parsed.data;
    if (seen.get(interaction.id)) return;
    seen.set(interaction.id, true);
    if (interaction.channel) tools.channels.learn(interaction.channel.id, interaction.channel.type);
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
