import type { AspectRatio } from '../../src/conversation/action.js';
import type { AttachmentRef, Language, Place } from '../../src/conversation/inbound.js';
import { Failure } from '../../src/failure.js';
import { languageOf } from '../chat/locale.js';
import { type Answer, addressOf } from './acknowledge.js';
import { canHoldThreads, isDirect, isThread } from './channels.js';
import { type Listening, receiveInThread } from './incoming.js';
import { toMarkdown } from './markdown.js';
import { belongsToSomebodyElse } from './ownership.js';
import { type Interaction, personOf } from './payloads.js';
import { ATTACH_FILES, missingPermissions, TO_BEGIN, TO_GO_ON } from './permissions.js';
import { directPlace, threadPlace } from './place.js';
import { CODES, DiscordProblem, fixOf, refusedWith } from './problems.js';
import { discordWords } from './words.js';

/** A request for a video, from a command, a form or the menu of a message. */
export interface Order {
  readonly prompt: string;
  readonly attachments: readonly AttachmentRef[];
  readonly skill?: string;
  readonly aspect?: AspectRatio;
  /** Only between the bot and the person. */
  readonly isPrivate?: boolean;
  /** The message whose pictures are meant: its thread is where the video is made. */
  readonly from?: string;
}

interface Where {
  readonly place: Place;
  readonly isNew: boolean;
  /** What the person is told, in Discord's markdown. */
  readonly told: string;
}

/** Finds or opens the place of the conversation, writes the request down, and says where it goes on. */
export async function makeVideo(tools: Listening, interaction: Interaction, order: Order): Promise<Answer> {
  const person = personOf(interaction);
  if (!person) throw new Failure('internal', { detail: 'an interaction without a person' });
  const language = languageOf(interaction.locale);
  const words = discordWords(language);
  const where = await findPlace(tools, interaction, order, person.id);
  if (typeof where === 'string') return where;
  const { place } = where;
  tools.limits.told(place, interaction);
  tools.whisper.remember(place.conversation, person.id, addressOf(interaction), false);
  if (!where.isNew && (await belongsToSomebodyElse(tools, place, person.id))) {
    return toMarkdown(words.onlyStarter);
  }
  await receiveInThread(
    tools,
    {
      id: `interaction:${interaction.id}`,
      place,
      user: person.id,
      userName: person.name,
      text: [order.prompt, order.aspect && words.aspectOrder(order.aspect)].filter(Boolean).join('\n'),
      attachments: order.attachments,
      skill: order.skill,
      locale: interaction.locale,
    },
    where,
  );
  if (where.isNew && place.address.kind === 'thread') {
    const thread = place.address.channel ?? '';
    // So that it stands in the person's list of threads; they can open it without.
    tools.background.run('add a person to their thread', () => tools.api.addToThread(thread, person.id));
  }
  return where.told;
}

/** Where an interaction took place, when that can be a conversation: a thread, a forum post or the DM with the bot. */
export function placeHere(interaction: Interaction): Place | undefined {
  const { guild_id: guild, channel_id: channel, channel: about } = interaction;
  const person = personOf(interaction);
  if (!channel || !person || isForeign(interaction)) return undefined;
  if (guild) return isThread(about?.type ?? -1) ? threadPlace(guild, channel) : undefined;
  const isBotDirect =
    interaction.context === BOT_DM || (interaction.context === undefined && isDirect(about?.type ?? 1));
  return isBotDirect ? directPlace(person.id, channel) : undefined;
}

const BOT_DM = 1;
const PRIVATE_CHANNEL = 2;
/** Keys of `authorizing_integration_owners`: installed in a guild, or by a person for themselves. */
const BY_GUILD = '0';
const BY_PERSON = '1';

/** Installed by the person alone: the bot is not a member there, sees nothing and may not write. */
export function isForeign({ context, authorizing_integration_owners: owners = {} }: Interaction): boolean {
  if (context === PRIVATE_CHANNEL) return true;
  return context !== BOT_DM && BY_PERSON in owners && !(BY_GUILD in owners);
}

/** The place, or what to tell the person when there is none. */
async function findPlace(
  tools: Listening,
  interaction: Interaction,
  order: Order,
  user: string,
): Promise<Where | string> {
  const language = languageOf(interaction.locale);
  const words = discordWords(language);
  const here = placeHere(interaction);
  const { guild_id: guild, channel_id: channel, app_permissions: granted } = interaction;
  if (here?.address.kind === 'direct') return { place: here, isNew: false, told: words.onIt };
  if (order.isPrivate || isForeign(interaction) || !guild || !channel) {
    return directWhere(tools, interaction, user);
  }
  const missing = missingPermissions(granted, here ? TO_GO_ON : TO_BEGIN);
  if (missing.length > 0) return toMarkdown(words.cannotWork(words.fixPermissions(missing.join(', '))));
  const noFiles =
    missingPermissions(granted, ['attach']).length > 0
      ? `\n${toMarkdown(words.fixAttach(ATTACH_FILES))}`
      : '';
  if (here) return { place: here, isNew: false, told: words.onIt + noFiles };
  const type = interaction.channel?.type ?? (await tools.channels.typeOf(channel));
  if (!canHoldThreads(type)) return toMarkdown(words.noThreadsHere);
  const { prompt, from } = order;
  try {
    const cause = `interaction:${interaction.id}`;
    const thread = await tools.channels.openThread({ cause, channel, type, prompt, language, from });
    return {
      place: threadPlace(guild, thread.id),
      isNew: thread.isNew,
      told: words.startedIn(`<#${thread.id}>`) + noFiles,
    };
  } catch (thrown) {
    return problemWords(thrown, language);
  }
}

async function directWhere(
  tools: Listening,
  interaction: Interaction,
  user: string,
): Promise<Where | string> {
  const language = languageOf(interaction.locale);
  const words = discordWords(language);
  try {
    const channel = await tools.api.openDirect(user);
    const link = `<#${channel}>`;
    const told = isForeign(interaction) ? words.notMemberHere(link) : words.startedInDirect(link);
    return { place: directPlace(user, channel), isNew: false, told };
  } catch (thrown) {
    if (refusedWith(thrown, CODES.cannotMessageUser, CODES.noMutualGuilds, CODES.missingAccess)) {
      return toMarkdown(words.directClosed);
    }
    return problemWords(thrown, language);
  }
}

function problemWords(thrown: unknown, language: Language): string {
  if (!(thrown instanceof DiscordProblem)) throw thrown;
  const words = discordWords(language);
  if (refusedWith(thrown, CODES.missingPermissions)) {
    return toMarkdown(words.cannotWork(words.fixPermissions('Create Public Threads')));
  }
  const fix = fixOf(thrown.problem, language);
  return toMarkdown(fix ? words.cannotWork(fix) : words.tryAgain);
}
