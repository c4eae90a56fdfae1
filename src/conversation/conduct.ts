import { Failure } from '../failure.js';
import type { Act } from './act.js';
import { mark } from './act.js';
import { collectAnswer } from './acts/answer.js';
import { exportVideo } from './acts/export-video.js';
import { makeBatch, makeVideo } from './acts/make-video.js';
import { acknowledgeFiles, receiveFiles } from './acts/receive-files.js';
import {
  askForFiles,
  changeSkill,
  smallTalk,
  startNewProject,
  stop,
  tellCredits,
  tellExports,
  tellHelp,
  tellTimeline,
} from './acts/small-acts.js';
import { welcome } from './acts/welcome.js';
import { tellFailure } from './failures.js';
import type { Intent } from './intent/meanings.js';
import { withoutStop } from './intent/stopping.js';
import { routeMessage } from './intent.js';
import { Interruption } from './interruption.js';
import { type AsideKind, wayOf } from './lane.js';
import { mediaUrls, offeredFiles, withoutUrls } from './media.js';
import { ensureSession } from './session.js';
import { textReply } from './simple-replies.js';

/** One message of the ordered lane, start to end: first contact, files, then what the words ask for. */
export async function conduct(act: Act): Promise<void> {
  const first = await act.journal.step('first', async () => !act.conversation.greeted);
  if (first) await welcome(act);
  const order = await wordsOf(act);
  const files = act.message.attachments.length + mediaUrls(order ?? '').length;
  const text = (files > 0 ? withoutUrls(order ?? '') : (order ?? '')).trim();
  // Written down, because a run after a crash finds the conversation as this one has changed it: the same words could
  // then be read in another way.
  const intent = await act.journal.step('intent', async () =>
    order === undefined ? undefined : intentOf(act, text, files),
  );

  if (files > 0 || (intent && needsBackend(intent))) {
    await openCard(act);
    await ensureSession(act);
  } else if (first) {
    await connect(act);
  }
  if (first) {
    act.conversation.greeted = true;
    await act.save();
  }
  if (!intent) return;
  if (files > 0) {
    const received = await receiveFiles(act);
    // What was asked was about these files; without any of them the agent would only guess, and be paid for it.
    const nothingToWorkOn = received.stored.length === 0 && isAboutFiles(intent);
    if (text === '' || intent.kind === 'small-talk' || intent.kind === 'upload' || nothingToWorkOn) {
      return acknowledgeFiles(act, received);
    }
    if (received.refusals.length > 0) {
      await act.say('refused', textReply(act, [...received.refusals, act.words.someUnusable].join('\n')));
    }
  }
  await carryOut(act, intent, text, first);
  await act.card.close('done');
}

async function openCard(act: Act): Promise<void> {
  await act.card.open(act.journal.resumed ? act.words.phase.resumed : act.profile.settingUp[act.language]);
}

/**
 * "On first interaction, connect before doing anything else" (seeds), also when the first word is only "hi". It costs
 * nothing; when the backend is away, the answer does not wait for it.
 */
async function connect(act: Act): Promise<void> {
  await openCard(act);
  try {
    await ensureSession(act);
    await act.card.close('done', `✅ ${act.words.ready}`);
  } catch (problem) {
    const failure = Failure.from(problem);
    act.log.warn({ code: failure.code, detail: failure.detail }, 'no session at first contact');
    await act.card.close('failed', tellFailure(failure, act).text);
  }
}

/** Intents that only read: answered at once, also while something runs. They never change the conversation. */
export async function conductAside(act: Act): Promise<void> {
  if (!act.conversation.greeted && !act.message.action) await welcome(act);
  const kind = wayOf(act.message).aside ?? 'help';
  return kind === 'stop' ? stop(act) : readOut(act, kind);
}

/** What only reads, in either lane. */
async function readOut(act: Act, kind: Exclude<AsideKind, 'stop'>): Promise<void> {
  switch (kind) {
    case 'credits':
      return tellCredits(act);
    case 'timeline':
      return tellTimeline(act);
    case 'exports':
      return tellExports(act);
    case 'help':
      return tellHelp(act);
  }
}

/** The words to act on: typed, or what a button stands for. Undefined when the button was all there was to it. */
async function wordsOf(act: Act): Promise<string | undefined> {
  const { action, text } = act.message;
  const { words, profile, language } = act;
  switch (action?.do) {
    case undefined:
    case 'export':
      return text;
    case 'new':
      await startNewProject(act);
      return undefined;
    case 'skill':
      await changeSkill(act, action.slug);
      return undefined;
    case 'aspect':
      return words.aspectOrder(action.ratio);
    case 'example':
      return profile.examples[action.index]?.[language] ?? '';
    case 'answer':
      return act.journal.step('answer', () => collectAnswer(act, action));
    default:
      return text;
  }
}

function route(act: Act, text: string, files: number): Intent {
  const { conversation, message } = act;
  return routeMessage(text, {
    hasMedia: conversation.media.length > 0,
    attachments:
      files > 0 && message.attachments.length === 0 ? [{ name: 'link' }] : offeredFiles(message).attachments,
    hasDraft: conversation.draft !== undefined,
    openQuestion: conversation.asked !== undefined || conversation.awaitsAnswer === true,
    running: conversation.running !== undefined && conversation.running.messageId !== message.id,
  });
}

function intentOf(act: Act, text: string, files: number): Intent {
  const { action } = act.message;
  if (action?.do !== 'export') return route(act, text, files);
  return { kind: 'export', format: action.format, resolution: action.resolution };
}

function needsBackend(intent: Intent): boolean {
  return intent.kind === 'agent' || intent.kind === 'export' || intent.kind === 'batch';
}

function isAboutFiles({ kind }: Intent): boolean {
  return kind === 'agent' || kind === 'batch' || kind === 'needs-files';
}

async function carryOut(act: Act, intent: Intent, text: string, first: boolean): Promise<void> {
  switch (intent.kind) {
    case 'agent':
      await mark(act, 'turn');
      return makeVideo(act, withoutStop(text), intent);
    case 'batch':
      await mark(act, 'turn');
      return makeBatch(act, intent.orders);
    case 'export':
      await mark(act, 'export');
      return exportVideo(act, {
        format: intent.format,
        resolution: intent.resolution,
        unavailable: intent.unavailable,
      });
    case 'credits':
    case 'timeline':
    case 'exports':
    case 'help':
      return readOut(act, intent.kind);
    case 'stop':
      // Only with files in the same message; whatever ran before it is over by now.
      await act.say('stop', textReply(act, act.words.nothingRuns));
      return;
    case 'new':
      return startNewProject(act);
    case 'skill':
      return changeSkill(act, intent.slug);
    case 'upload':
    case 'needs-files':
      return askForFiles(act, intent.kind);
    case 'small-talk':
      return smallTalk(act, intent.mood, first);
  }
}

/** What *stop* cut, in words. */
export function stoppedWords(act: Act): string {
  const what = act.conversation.running?.what;
  if (act.signal.reason instanceof Interruption && act.signal.reason.why !== 'stop')
    return act.words.cardStopped;
  if (!act.journal.knows('first')) return act.words.stoppedQueued;
  if (what === 'export') return act.words.stoppedRender;
  return what === 'turn' ? act.words.stoppedTurn : act.words.stoppedUpload;
}
