import { Failure, failedWith } from '../../failure.js';
import type { Act } from '../act.js';
import type { MakeOrder } from '../conversation.js';
import { describeChanges, firstFootage, hasChanged } from '../draft-difference.js';
import { Interruption } from '../interruption.js';
import type { Session, SessionState, TurnEvent, TurnResult } from '../ports/video-backend.js';
import { withSession } from '../session.js';
import { timed } from '../telemetry.js';
import { isExportable } from '../timeline.js';
import { tellTexts, tellTurn } from './tell-turn.js';

/** What became of one message to the agent. */
export interface TurnOutcome {
  /** The timeline is there and can be rendered. */
  readonly exportable: boolean;
  /** The agent waits for an answer, so nothing is finished. */
  readonly asked: boolean;
}

/** Waits before the state is read again after a silent edit: the backend may write it a little later (contract §8). */
const SETTLE_WAITS = [0, 3_000, 8_000];
/** Failed reads of the state during recovery are not "unchanged"; this many in all are tolerated. */
const MAX_FAILED_POLLS = 15;

/**
 * One message to the agent, sent once. Baseline before, difference after; a lost stream is recovered by state and
 * never by sending again, because a second send is a second charge.
 */
export async function runTurn(act: Act, text: string, order: MakeOrder): Promise<TurnOutcome> {
  const { session, before, result } = await withSession(act, (session) => sendOnce(act, session, text));
  if (result.ending === 'stopped') throw new Interruption('stop');

  // Outside: a session that is lost now took the work with it, and another one must not be sent the same words.
  const recovered = result.ending !== 'complete';
  const after = await act.journal
    .scope(`${session.sessionId}/`)
    .step('result', () =>
      recovered ? recoverByState(act, session, before, result) : settledState(act, session, before, result),
    );
  act.conversation.draft = after.draft;
  await act.save();
  const changes = hasChanged(before, after) ? describeChanges(before, after, act.language) : [];
  await tellTurn(act, { result, after, changes, recovered, order });
  return { exportable: isExportable(after.draft), asked: result.questions.length > 0 };
}

interface SentTurn {
  readonly session: Session;
  readonly before: SessionState;
  readonly result: TurnResult;
}

/** A refusal that certainly had no effect, such as a lost session, may be followed by another try. */
async function sendOnce(act: Act, session: Session, text: string): Promise<SentTurn> {
  const scope = act.journal.scope(`${session.sessionId}/`);
  const before = await scope.step('baseline', () => act.backend.state(session, act.signal));
  const result = await scope.once(
    'turn',
    () => sendToAgent(act, session, before, text),
    async (): Promise<TurnResult> => ({ ...NOTHING_SEEN, ending: 'lost' }),
  );
  return { session, before, result };
}

const NOTHING_SEEN: TurnResult = {
  ending: 'complete',
  texts: [],
  sawTool: false,
  textAfterLastTool: false,
  questions: [],
};

/** Streams the turn; the kind of tool words the card, and raw footage is announced as soon as it is there. */
async function sendToAgent(
  act: Act,
  session: Session,
  before: SessionState,
  text: string,
): Promise<TurnResult> {
  act.card.phase(act.words.phase.thinking);
  let announcing: Promise<void> | undefined;
  const onEvent = (event: TurnEvent) => {
    if (event.kind === 'text' && RAW_CLIP_READY.test(event.text) && inTwoStages(act)) {
      announcing ??= announceFootage(act, session, before);
    }
    if (event.kind === 'tool-started') act.card.phase(act.words.activity[event.activity]);
    if (event.kind === 'tool-finished' && event.activity === 'generating' && inTwoStages(act)) {
      announcing ??= announceFootage(act, session, before);
    }
  };
  const result = await timed(act, 'turn', () =>
    act.backend.turn(session, text, { signal: act.signal, onEvent }),
  ).catch((refusal: unknown) => {
    act.metrics.turn('refused');
    throw refusal;
  });
  act.metrics.turn(result.ending);
  await announcing;
  // Cut by us: whether the agent goes on is unknown, so the journal must not say that the turn is over.
  if (result.ending === 'stopped') act.signal.throwIfAborted();
  return result;
}

/** Stage 1 may also be told in words (contract §8). */
const RAW_CLIP_READY =
  /\braw (clip|video|footage)\b.*\b(ready|done|finished|generated)\b|原始(视频|片段|素材).*(完成|好了|生成)/i;

/** The studio assembles everything in one go; only the cloud adds music and titles after the raw clip. */
function inTwoStages(act: Act): boolean {
  return act.backend.identity.name === 'nemovideo';
}

/** Two-stage generation: the raw clip is told at once, music and titles follow (contract §8). */
async function announceFootage(act: Act, session: Session, before: SessionState): Promise<void> {
  try {
    const footage = firstFootage(before, await act.backend.state(session, act.signal));
    if (!footage) return;
    const about = [
      footage.seconds === undefined ? undefined : `${Math.round(footage.seconds * 10) / 10}s`,
      footage.label,
    ];
    await act.say('footage', {
      kind: 'text',
      language: act.language,
      text: act.words.footageReady(about.filter(Boolean).join(', ')),
    });
  } catch (problem) {
    // Only an early word: the end of the turn tells everything again.
    act.log.info({ code: Failure.from(problem).code }, 'raw footage could not be announced');
  }
}

/** After a proper end: one read, and a few more when the turn was silent and nothing has changed yet. */
async function settledState(
  act: Act,
  session: Session,
  before: SessionState,
  result: TurnResult,
): Promise<SessionState> {
  const untold = !result.textAfterLastTool && result.questions.length === 0;
  if (untold) act.card.phase(act.words.phase.checking);
  let state = before;
  for (const wait of untold ? SETTLE_WAITS : [0]) {
    if (wait > 0) await act.clock.sleep(wait, act.signal);
    state = await readState(act, session);
    if (hasChanged(before, state)) return state;
  }
  return state;
}

/** One read with patience for a backend that is briefly away: the work itself is done. */
async function readState(act: Act, session: Session): Promise<SessionState> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act.backend.state(session, act.signal);
    } catch (problem) {
      if (attempt >= 3 || !failedWith(problem, 'backend-unavailable', 'rate-limited')) throw problem;
      act.metrics.retry('state');
      await act.clock.sleep(attempt * 2_000, act.signal);
    }
  }
}

/**
 * Recovery (contract §9): wait, read, compare; given up after the last poll without a change. Reads that fail are not
 * counted as unchanged.
 */
async function recoverByState(
  act: Act,
  session: Session,
  before: SessionState,
  result: TurnResult,
): Promise<SessionState> {
  act.card.phase(act.words.phase.lost);
  let failed = 0;
  for (let poll = 0; poll < act.settings.recoveryPolls.length; ) {
    await act.clock.sleep(act.settings.recoveryPolls[poll] ?? 0, act.signal);
    try {
      const state = await act.backend.state(session, act.signal);
      if (hasChanged(before, state)) {
        act.metrics.recovery('turn', 'recovered');
        return state;
      }
      poll += 1;
    } catch (problem) {
      failed += 1;
      if (
        act.signal.aborted ||
        failedWith(problem, 'session-lost', 'token-refused') ||
        failed >= MAX_FAILED_POLLS
      ) {
        throw problem;
      }
    }
  }
  act.metrics.recovery('turn', 'lost');
  await tellTexts(act, result);
  throw new Failure(result.ending === 'deadline' ? 'turn-timeout' : 'turn-unconfirmed', {
    detail: `stream ended as "${result.ending}" and the state did not change`,
  });
}
