import { type Action, ASPECT_RATIOS, RESOLUTIONS, VIDEO_FORMATS } from '../../src/conversation/action.js';
import { foreignText } from '../../src/conversation/foreign-text.js';
import type { Place } from '../../src/conversation/inbound.js';
import { findProfile, PROFILES } from '../../src/conversation/profiles.js';
import { forgetPerson } from '../chat/forget-person.js';
import { languageOf } from '../chat/locale.js';
import { acknowledge, addressOf, privateAnswer, respond } from './acknowledge.js';
import { allAttachments, attachmentRefs } from './attachments.js';
import { FORM_ID, PRIVATE_FORM_ID, readForm, videoForm } from './form.js';
import { type Listening, receive, receiveInThread } from './incoming.js';
import { LIMITS } from './limits.js';
import { isForeign, makeVideo, placeHere } from './new-video.js';
import { readOwnId } from './own-buttons.js';
import { belongsToSomebodyElse, isOrder } from './ownership.js';
import { type Interaction, personOf } from './payloads.js';
import { asidePlace, guildTenant, personTenant, readPlace } from './place.js';
import { discordWords } from './words.js';

/** `/video …` */
export async function onCommand(tools: Listening, interaction: Interaction): Promise<void> {
  const subcommand = interaction.data?.options[0];
  const option = (name: string) => subcommand?.options.find((given) => given.name === name)?.value;
  switch (subcommand?.name) {
    case 'create':
      return onCreate(tools, interaction, option);
    case 'forget':
      return acknowledge(tools, interaction, 'reply', () => forget(tools, interaction));
    case 'export':
      return onAction(tools, interaction, {
        do: 'export',
        format: VIDEO_FORMATS.find((format) => format === option('format')),
        resolution: RESOLUTIONS.find((resolution) => resolution === option('resolution')),
      });
    case 'skill':
      return onAction(tools, interaction, {
        do: 'skill',
        slug: findProfile(String(option('skill') ?? ''))?.slug,
      });
    case 'timeline':
    case 'stop':
    case 'credits':
    case 'help':
      return onAction(tools, interaction, { do: subcommand.name });
    default: {
      const words = discordWords(languageOf(interaction.locale));
      return respond(tools, interaction, privateAnswer(words.tryAgain));
    }
  }
}

type OptionReader = (name: string) => string | number | boolean | undefined;

async function onCreate(tools: Listening, interaction: Interaction, option: OptionReader): Promise<void> {
  const prompt = foreignText(String(option('prompt') ?? '')).trim();
  const files = interaction.data?.resolved?.attachments ?? {};
  const attachments = Array.from({ length: LIMITS.files }, (_, index) =>
    String(option(`image${index + 1}`) ?? ''),
  ).flatMap((id) => files[id] ?? []);
  const isPrivate = option('private') === true;
  if (!prompt && attachments.length === 0) {
    const id = isPrivate ? PRIVATE_FORM_ID : FORM_ID;
    const language = languageOf(interaction.locale);
    return respond(tools, interaction, videoForm({ id, language, isNew: true }));
  }
  const aspect = ASPECT_RATIOS.find((ratio) => ratio === option('aspect'));
  const skill = findProfile(String(option('skill') ?? ''))?.slug;
  return acknowledge(tools, interaction, 'reply', () =>
    makeVideo(tools, interaction, {
      prompt,
      attachments: attachmentRefs(attachments),
      skill,
      aspect,
      isPrivate,
    }),
  );
}

/** What a command means inside a thread; help and credits are answered to the one who asked anywhere. */
async function onAction(tools: Listening, interaction: Interaction, action: Action): Promise<void> {
  const words = discordWords(languageOf(interaction.locale));
  const person = personOf(interaction);
  const place = placeHere(interaction) ?? aside(interaction, action);
  if (!place || !person) return respond(tools, interaction, privateAnswer(words.useInThread));
  tools.limits.told(place, interaction);
  const isAside = place.address.kind === 'aside';
  await acknowledge(tools, interaction, 'reply', async () => {
    if (isOrder(action) && (await belongsToSomebodyElse(tools, place, person.id))) return words.onlyStarter;
    tools.whisper.remember(place.conversation, person.id, addressOf(interaction), isAside);
    const incoming = {
      id: `interaction:${interaction.id}`,
      place,
      user: person.id,
      userName: person.name,
      action,
      locale: interaction.locale,
    };
    await receive(tools, incoming);
    return isAside ? undefined : words.onIt;
  });
}

function aside(interaction: Interaction, action: Action): Place | undefined {
  const { guild_id: guild, channel_id: channel } = interaction;
  const person = personOf(interaction);
  if (!channel || !person || (action.do !== 'help' && action.do !== 'credits')) return undefined;
  const isMember = guild !== undefined && !isForeign(interaction);
  return asidePlace(isMember ? guildTenant(guild) : personTenant(person.id), channel, person.id);
}

/** Deletes every conversation that this person began here; resolves to the words about it. */
async function forget(tools: Listening, interaction: Interaction): Promise<string> {
  const words = discordWords(languageOf(interaction.locale));
  const person = personOf(interaction);
  if (!person) return words.tryAgain;
  const { guild_id: guild } = interaction;
  const tenants = [
    personTenant(person.id),
    ...(guild && !isForeign(interaction) ? [guildTenant(guild)] : []),
  ];
  let threads = 0;
  for (const tenant of tenants) {
    threads += await forgetPerson(tools, { tenant, user: person.id }, (begun) => {
      const kind = readPlace(begun)?.kind;
      return kind === 'thread' || kind === 'direct';
    });
  }
  return words.forgotten(threads);
}

/** "Make a video from this" in the menu of a message. */
export async function onMessageMenu(tools: Listening, interaction: Interaction): Promise<void> {
  const language = languageOf(interaction.locale);
  const words = discordWords(language);
  const target = interaction.data?.target_id ?? '';
  const message = interaction.data?.resolved?.messages?.[target];
  const channel = message?.channel_id ?? interaction.channel_id;
  const attachments = message
    ? attachmentRefs(
        allAttachments(message),
        isForeign(interaction) ? undefined : { channel, message: target },
      )
    : [];
  if (attachments.length === 0) return respond(tools, interaction, privateAnswer(words.noPictures));
  // The message was not written for the bot, so its words are no order: the skill's own main example is.
  const prompt = PROFILES[tools.config.skill].mainExample[language];
  return acknowledge(tools, interaction, 'reply', () =>
    makeVideo(tools, interaction, { prompt, attachments, from: target }),
  );
}

/** A form that was sent: a new video, or a changed request in its thread. */
export async function onForm(tools: Listening, interaction: Interaction): Promise<void> {
  const words = discordWords(languageOf(interaction.locale));
  const id = interaction.data?.custom_id ?? '';
  const filledIn = readForm(interaction);
  if (!filledIn.prompt && filledIn.attachments.length === 0) {
    return respond(tools, interaction, privateAnswer(words.promptOrFiles));
  }
  if (id === FORM_ID || id === PRIVATE_FORM_ID) {
    const order = { ...filledIn, isPrivate: id === PRIVATE_FORM_ID };
    return acknowledge(tools, interaction, 'reply', () => makeVideo(tools, interaction, order));
  }
  const place = placeHere(interaction);
  const person = personOf(interaction);
  const own = place && readOwnId(tools.seal, id, place);
  if (!place || !person || typeof own !== 'object' || own.verb !== 'edit') {
    return respond(tools, interaction, privateAnswer(words.buttonRefused));
  }
  return acknowledge(tools, interaction, 'reply', async () => {
    if (await belongsToSomebodyElse(tools, place, person.id)) return words.onlyStarter;
    const { prompt: text, attachments } = filledIn;
    const incoming = {
      id: `interaction:${interaction.id}`,
      place,
      user: person.id,
      userName: person.name,
      text,
      attachments,
      locale: interaction.locale,
    };
    await receiveInThread(tools, incoming, { isNew: false });
    return words.onIt;
  });
}
