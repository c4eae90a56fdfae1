import type { Place } from '../../src/conversation/inbound.js';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import { languageOf } from '../chat/locale.js';
import { openAction } from '../chat/sealed-action.js';
import { acknowledge, addressOf, privateAnswer, respond } from './acknowledge.js';
import { videoForm } from './form.js';
import { type Listening, receive } from './incoming.js';
import { ownId, readOwnId } from './own-buttons.js';
import { belongsToSomebodyElse, isOrder } from './ownership.js';
import { type Interaction, personOf } from './payloads.js';
import { mayManageMessages } from './permissions.js';
import { asidePlace, directPlace, guildTenant, personTenant, threadPlace } from './place.js';
import { CODES, refusedWith } from './problems.js';
import { sealedActionOf } from './render.js';
import { discordWords } from './words.js';

/** How long a form may wait for the prompt that it shows: Discord waits three seconds for the form. */
const PROMPT_WITHIN_MS = 800;

/** Presses of the buttons below messages: those of replies, and "Edit" and "Delete" of videos. */
export async function onPress(
  tools: Listening,
  files: AttachedFiles,
  interaction: Interaction,
): Promise<void> {
  const customId = interaction.data?.custom_id ?? '';
  const person = personOf(interaction);
  const places = placesOfPress(interaction);
  const words = discordWords(languageOf(interaction.locale));
  for (const place of places) {
    const own = readOwnId(tools.seal, customId, place);
    if (typeof own === 'object') {
      return own.verb === 'edit'
        ? openEditForm(tools, interaction, place)
        : deleteVideo(tools, files, interaction, { place, requester: own.requester });
    }
    const sealed = sealedActionOf(customId);
    const action = sealed === undefined ? undefined : openAction(tools.seal, sealed, place);
    if (!action || !person) continue;
    tools.limits.told(place, interaction);
    return acknowledge(tools, interaction, 'update', async () => {
      if (isOrder(action) && (await belongsToSomebodyElse(tools, place, person.id))) return words.onlyStarter;
      tools.whisper.remember(place.conversation, person.id, addressOf(interaction), false);
      await receive(tools, {
        id: `interaction:${interaction.id}`,
        place,
        user: person.id,
        userName: person.name,
        action,
        locale: interaction.locale,
      });
      return undefined;
    });
  }
  return respond(tools, interaction, privateAnswer(words.buttonRefused));
}

/** Where the message with the button may belong, as Discord says; the seal decides. */
function placesOfPress(interaction: Interaction): Place[] {
  const { guild_id: guild, channel_id: channel } = interaction;
  const person = personOf(interaction);
  if (!channel || !person) return [];
  const tenant = guild ? guildTenant(guild) : personTenant(person.id);
  const here = guild ? threadPlace(guild, channel) : directPlace(person.id, channel);
  return [
    here,
    asidePlace(tenant, channel, person.id),
    asidePlace(personTenant(person.id), channel, person.id),
  ];
}

async function openEditForm(tools: Listening, interaction: Interaction, place: Place): Promise<void> {
  const late = new AbortController();
  const nothing = () => ({ prompt: '', isRefused: false });
  const { prompt, isRefused } = await Promise.race([
    lookUpForm(tools, place, personOf(interaction)?.id ?? ''),
    tools.clock.sleep(PROMPT_WITHIN_MS, late.signal).then(nothing, nothing),
  ]);
  late.abort();
  const id = ownId(tools.seal, { verb: 'edit' }, place);
  const language = languageOf(interaction.locale);
  const form = videoForm({ id, language, prompt, isNew: false });
  const refusal = privateAnswer(discordWords(language).onlyStarter);
  await respond(tools, interaction, isRefused ? refusal : form);
}

/**
 * The words of the last request that can be repeated, or the first ones of the thread; and whether this person may
 * not change it, which is looked at again when the form is sent.
 */
async function lookUpForm(
  tools: Listening,
  place: Place,
  user: string,
): Promise<{ prompt: string; isRefused: boolean }> {
  try {
    const isRefused = await belongsToSomebodyElse(tools, place, user);
    const conversation = await tools.reception.find(place.conversation);
    return { prompt: conversation?.retry?.text || conversation?.title || '', isRefused };
  } catch (thrown) {
    tools.log.info(
      { problem: thrown instanceof Error ? thrown.message : '' },
      'a form opens without its prompt',
    );
    return { prompt: '', isRefused: false };
  }
}

async function deleteVideo(
  tools: Listening,
  files: AttachedFiles,
  interaction: Interaction,
  { place, requester }: { place: Place; requester: string | undefined },
): Promise<void> {
  const words = discordWords(languageOf(interaction.locale));
  const person = personOf(interaction);
  const message = interaction.message?.id;
  const channel = interaction.channel_id;
  await acknowledge(tools, interaction, 'update', async () => {
    if (!person || !message || !channel) return words.tryAgain;
    const isModerator = mayManageMessages(interaction.member?.permissions);
    const isDirect = interaction.guild_id === undefined;
    if (!isModerator && !isDirect) {
      // Nobody is known to have asked: then it is the thread's starter who decides.
      const owner = requester ?? (await tools.threads.find(place.conversation))?.starter;
      if (owner !== person.id) return words.onlyRequester;
    }
    const file = await files.of(place, message);
    for (const id of file ? [file, message] : [message]) await remove(tools, channel, id);
    return undefined;
  });
}

async function remove(tools: Listening, channel: string, id: string): Promise<void> {
  try {
    await tools.api.deleteMessage(channel, id);
  } catch (thrown) {
    if (!refusedWith(thrown, CODES.unknownMessage)) throw thrown;
  }
}

/** Which file was sent below which message: "Delete" takes both. */
export interface AttachedFiles {
  of(place: Place, message: string): Promise<string | undefined>;
  remember(place: Place, message: string, file: string): Promise<void>;
}

export function createAttachedFiles(values: KeyValueStore): AttachedFiles {
  const key = (place: Place, message: string) => `${place.conversation}/file-of/${message}`;
  return {
    of: (place, message) => values.get<string>(key(place, message)),
    remember: (place, message, file) => values.set(key(place, message), file),
  };
}
