import { Failure } from '../../failure.js';
import { type Act, postKey } from '../act.js';
import type { Action } from '../action.js';
import type { MakeOrder, OpenQuestions } from '../conversation.js';
import { foreignLine, foreignText } from '../foreign-text.js';
import { translateGuiText } from '../gui-phrases.js';
import type { SessionState, TurnResult } from '../ports/video-backend.js';
import type { Button } from '../reply.js';
import { buttonsFor } from '../simple-replies.js';
import { isExportable, readTimeline, summariseTimeline } from '../timeline.js';
import { isVague } from './vague.js';

/** Tells a finished turn: the agent's words after GUI translation, what changed, a question. Never silence. */
export async function tellTurn(
  act: Act,
  told: {
    result: TurnResult;
    after: SessionState;
    changes: readonly string[];
    recovered: boolean;
    order: MakeOrder;
  },
): Promise<void> {
  const { result, after, changes, recovered } = told;
  const { words, language } = act;
  const translated = result.texts.map((text) => translateGuiText(agentText(text), language));
  const spoken = translated.map((part) => part.text).filter(Boolean);
  const offers = new Set<Action['do']>(
    translated.flatMap((part) => part.offers.filter((offer) => offer !== 'upload')),
  );
  const summary = summariseTimeline(readTimeline(after.draft), language);
  const asked = result.questions.length > 0;

  if (result.problem && spoken.length === 0 && changes.length === 0 && !asked) {
    throw agentFailure(act, result.problem);
  }

  const lines: string[] = [];
  if (recovered) lines.push(words.recoveredDone);
  lines.push(...spoken);
  if (!result.textAfterLastTool || recovered || spoken.length === 0) lines.push(...changes);
  if (result.problem) lines.push(words.somethingWentWrong);
  if (changes.length > 0 && summary) lines.push(summary);
  if (lines.length === 0 && !asked) {
    // The agent had words, but only for somebody with a screen: then the timeline is the answer.
    lines.push(result.texts.length > 0 && summary ? summary : words.noVisibleChange);
    if (changes.length === 0 && isVague(act.message.text)) lines.push(...tip(act));
  }

  if (isExportable(after.draft) && !asked) {
    offers.add('export');
    offers.add('timeline');
  }
  act.conversation.awaitsAnswer = /[?？]\s*$/.test(spoken.at(-1) ?? '');
  await act.save();
  if (lines.length > 0) {
    await act.say('outcome', {
      kind: 'text',
      language,
      text: lines.join('\n\n'),
      buttons: buttonsFor(language, [...offers]),
    });
  }
  if (asked) await askPerson(act, result, told.order);
}

/** The agent's words as data; tokens are taken out, because a thread is read by many. */
function agentText(text: string): string {
  return foreignText(text).replace(/\b(?:nmv_usr|clm)_[\w-]+/g, '[…]');
}

/** Business errors inside the stream have their own words and buttons; the rest is the agent's own reason. */
function agentFailure(act: Act, { code, message }: NonNullable<TurnResult['problem']>): Failure {
  const business = BUSINESS_CODES.find((known) => known === code);
  const userId = act.conversation.session?.userId;
  if (business) {
    const anonymous = userId?.startsWith('anon_') ?? act.settings.sharedAccount;
    return new Failure(business, {
      detail: 'error event in the stream',
      facts: { anonymous, bindId: userId },
    });
  }
  const facts = code === 'temporary-issue' ? {} : { reason: humanReason(message) };
  return new Failure('agent-error', { detail: code ?? 'error event', facts });
}

/** An exception, JSON, an address or a code is not for people; a sentence such as "The prompt was blocked." is. */
function humanReason(message: string): string | undefined {
  const technical =
    /[{}[\]<>=\\]|https?:|\w(Error|Exception)\b|Traceback|NoneType|\b[A-Z]+_[A-Z_]+\b|\.(py|js|ts)\b|\b\d{1,3}(\.\d{1,3}){3}\b/;
  const isSentence = /\p{L}\S*\s+\S+/u.test(message) || /\p{Script=Han}{4}/u.test(message);
  return isSentence && !technical.test(message) ? message : undefined;
}

const BUSINESS_CODES = [
  'no-credits',
  'session-lost',
  'plan-blocks-export',
  'rate-limited',
  'token-expired',
  'token-refused',
  'backend-unavailable',
] as const;

/** What the agent had said before the connection broke, when no change followed. */
export async function tellTexts(act: Act, result: TurnResult): Promise<void> {
  const spoken = result.texts
    .map((text) => translateGuiText(agentText(text), act.language).text)
    .filter(Boolean);
  if (spoken.length === 0) return;
  await act.say('heard', { kind: 'text', language: act.language, text: spoken.join('\n\n') });
}

/** The agent's question with a button for each option; the answer is an ordinary message (contract §6.1). */
async function askPerson(act: Act, result: TurnResult, order: MakeOrder): Promise<void> {
  const { words, language, conversation, message } = act;
  const asked: OpenQuestions = {
    id: postKey(message, 'question').slice(0, 8),
    questions: result.questions,
    answers: [],
    order,
  };
  conversation.asked = asked;
  await act.save();
  const lines = [words.questionIntro];
  const buttons: Button[] = [];
  for (const [index, question] of result.questions.entries()) {
    const number = result.questions.length > 1 ? `${index + 1}. ` : '';
    lines.push(number + foreignLine(question.prompt, 300));
    for (const [option, { label }] of question.options.entries()) {
      lines.push(`- ${foreignLine(label, 100)}`);
      buttons.push({
        label: number + foreignLine(label, 60),
        action: { do: 'answer', asked: asked.id, question: index, option },
      });
    }
  }
  lines.push(words.questionAnswerFreely);
  await act.say('question', { kind: 'question', language, text: lines.join('\n'), buttons });
}

function tip(act: Act): string[] {
  const found = act.profile.tips.find((candidate) => candidate.when === 'vague-request');
  return found ? [found.text[act.language]] : [];
}
