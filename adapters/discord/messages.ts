import { foreignText } from '../../src/conversation/foreign-text.js';
import type { Place } from '../../src/conversation/inbound.js';
import { type Failure, failedWith } from '../../src/failure.js';
import { isHeardInThread } from '../chat/threads.js';
import { allAttachments, attachmentRefs } from './attachments.js';
import { canHoldThreads, isThread } from './channels.js';
import type { Identity } from './gateway.js';
import { hear } from './hearing.js';
import { type Listening, receiveInThread } from './incoming.js';
import { fromMarkdown, toMarkdown } from './markdown.js';
import { nonceOf } from './nonce.js';
import { belongsToSomebodyElse } from './ownership.js';
import type { DiscordMessage } from './payloads.js';
import { ATTACH_FILES, missingPermissions, TO_BEGIN, TO_GO_ON } from './permissions.js';
import { directPlace, threadPlace } from './place.js';
import { CODES, DiscordProblem, fixOf, refusedWith } from './problems.js';
import { discordWords } from './words.js';

/** Words and files of people: mentions, replies, DMs, and talk in threads that the bot takes part in. */
export async function onMessage(tools: Listening, message: DiscordMessage): Promise<void> {
  const self = tools.self();
  if (!self) return;
  const heard = hear(message, self.user);
  if (heard === 'not-ours') return;
  try {
    await listen(tools, message, self, heard);
  } catch (thrown) {
    // Whose the thread is may be unknown as well; whoever spoke to the bot is told in any case.
    if (heard !== 'order' || !failedWith(thrown, 'store-unavailable', 'store-full')) throw thrown;
    notAccepted(tools, message, thrown);
  }
}

async function listen(
  tools: Listening,
  message: DiscordMessage,
  self: Identity,
  heard: 'order' | 'talk',
): Promise<void> {
  const { author, guild_id: guild, channel_id: channel } = message;
  if (!author) return;
  const text = textOf(message, self.user);
  const attachments = attachmentsOf(message, heard === 'order');
  // Without the intent, what was not meant for the bot comes without its words; a reply that does not ping it, too.
  if (!message.content && attachments.length === 0) return;

  if (!guild) {
    if (text || attachments.length > 0) {
      await take(tools, message, { place: directPlace(author.id, channel), isNew: false, text, attachments });
    }
    return;
  }

  const here = threadPlace(guild, channel);
  const engaged = await tools.threads.find(here.conversation);
  const { threadReplies } = tools.config;
  if (heard === 'talk') {
    if (!engaged || (!text && attachments.length === 0)) return;
    if (!isHeardInThread(threadReplies, engaged, author.id)) return;
  } else if (await belongsToSomebodyElse(tools, here, author.id)) {
    refuse(tools, message, (words) => words.onlyStarter);
    return;
  }
  if (engaged) {
    await take(tools, message, { place: here, isNew: false, text, attachments });
    return;
  }
  const begun = await begin(tools, message, guild, text);
  if (begun) await take(tools, message, { ...begun, text, attachments });
}

/** Where the conversation of a mention is: the thread it stands in, or a new one below it. */
async function begin(
  tools: Listening,
  message: DiscordMessage,
  guild: string,
  text: string,
): Promise<{ place: Place; isNew: boolean } | undefined> {
  const { channel_id: channel } = message;
  try {
    const type = await tools.channels.typeOf(channel);
    const inThread = isThread(type);
    const granted = tools.permissionsIn(channel);
    const missing = missingPermissions(granted, inThread ? TO_GO_ON : TO_BEGIN);
    if (missing.length > 0) {
      refuse(tools, message, (words) => words.cannotWork(words.fixPermissions(missing.join(', '))));
      return undefined;
    }
    if (!inThread && !canHoldThreads(type)) {
      refuse(tools, message, (words) => words.noThreadsHere);
      return undefined;
    }
    const thread = inThread
      ? { id: channel, isNew: false }
      : await tools.channels.openThread({
          cause: `message:${message.id}`,
          channel,
          type,
          prompt: text,
          language: languageGuess(text),
          from: message.id,
        });
    const place = threadPlace(guild, thread.id);
    if (!thread.isNew && message.author && (await belongsToSomebodyElse(tools, place, message.author.id))) {
      refuse(tools, message, (words) => words.onlyStarter);
      return undefined;
    }
    if (missingPermissions(granted, ['attach']).length > 0) warnAboutFiles(tools, thread.id, message, text);
    return { place, isNew: thread.isNew };
  } catch (thrown) {
    if (!(thrown instanceof DiscordProblem)) throw thrown;
    tools.log.info({ problem: thrown.message }, 'a mention could not open a thread');
    const { problem } = thrown;
    refuse(tools, message, (words, language) => {
      if (refusedWith(thrown, CODES.missingAccess, CODES.missingPermissions)) {
        return words.cannotWork(words.fixPermissions('Create Public Threads'));
      }
      const fix = fixOf(problem, language);
      return fix ? words.cannotWork(fix) : words.tryAgain;
    });
    return undefined;
  }
}

async function take(
  tools: Listening,
  message: DiscordMessage,
  heard: {
    place: Place;
    isNew: boolean;
    text: string;
    attachments: ReturnType<typeof attachmentRefs>;
  },
): Promise<void> {
  const { place, isNew, text, attachments } = heard;
  const { author, member } = message;
  if (!author) return;
  const incoming = {
    id: `message:${message.id}`,
    place,
    user: author.id,
    userName: member?.nick ?? author.global_name ?? author.username,
    text,
    attachments,
  };
  try {
    await receiveInThread(tools, incoming, { isNew });
  } catch (thrown) {
    if (!failedWith(thrown, 'store-unavailable', 'store-full')) throw thrown;
    notAccepted(tools, message, thrown);
  }
}

/** Discord does not deliver again, so the person has to send it again. */
function notAccepted(tools: Listening, message: DiscordMessage, failure: Failure): void {
  tools.log.warn({ error: failure.message }, 'a message could not be written down');
  refuse(tools, message, (words) => words.notAccepted);
}

function textOf(message: DiscordMessage, botId: string): string {
  const mentioned = message.mentions.map(({ id, global_name, username }) => ({
    id,
    name: foreignText(global_name ?? username ?? id),
  }));
  return fromMarkdown(message.content ?? '', botId, mentioned);
}

/** A person who answers somebody's pictures with "@bot make a video" means those pictures. */
function attachmentsOf(message: DiscordMessage, isOrder: boolean) {
  const { id, channel_id: channel, referenced_message: referenced } = message;
  const own = attachmentRefs(allAttachments(message), { channel, message: id });
  if (own.length > 0 || !isOrder || !referenced || referenced.author?.bot) return own;
  return attachmentRefs(allAttachments(referenced), { channel, message: referenced.id });
}

/** Messages carry no locale; the words themselves tell. */
function languageGuess(text: string): 'en' | 'zh' {
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}

/** Somebody who speaks to the bot is answered, also when the bot may not work there. */
function refuse(
  tools: Listening,
  message: DiscordMessage,
  say: (words: ReturnType<typeof discordWords>, language: 'en' | 'zh') => string,
): void {
  const language = languageGuess(message.content ?? '');
  const content = toMarkdown(say(discordWords(language), language));
  tools.background.run('refuse a mention', async () => {
    const answer = { content, components: [] };
    try {
      await tools.api.postMessage(message.channel_id, answer, message.id);
    } catch (thrown) {
      const isClosed = refusedWith(thrown, CODES.missingAccess, CODES.missingPermissions, CODES.threadLocked);
      if (!isClosed || !message.author) throw thrown;
      await tools.api.postMessage(await tools.api.openDirect(message.author.id), answer, message.id);
    }
  });
}

function warnAboutFiles(tools: Listening, thread: string, { id }: DiscordMessage, text: string): void {
  const content = toMarkdown(discordWords(languageGuess(text)).fixAttach(ATTACH_FILES));
  const nonce = nonceOf(thread, `no files:${id}`);
  tools.background.run('say that files cannot be attached', () =>
    tools.api.postMessage(thread, { content, components: [] }, nonce),
  );
}
