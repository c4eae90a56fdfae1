import type { Reply } from '../../src/conversation/reply.js';

/** What is known of a message that stands in a thread. Times in Unix milliseconds. */
export interface Drawn {
  /** What it shows; undefined after a restart. */
  readonly reply?: Reply;
  /** When it was drawn last. */
  readonly at: number;
  /** Since when it shows running work, and how often it was redrawn since then. */
  readonly runningSince: number;
  readonly edits: number;
}

/**
 * After this long a running card may be redrawn for the first, second, ... time. What was not used up stays: a phase
 * that begins after a quiet time is shown at once.
 */
const CARD_REDRAWN_AFTER_MS = [10_000, 45_000, 420_000, 960_000, 1_800_000];
/** Afterwards, from one to the next. */
const CARD_LATER_MS = 1_200_000;
/** Phases and percentages come in bursts; the newest is waited for. */
const CARD_GAP_MS = 10_000;
/** When nothing but the elapsed time has changed: once, then the note beside the card tells it. */
const ELAPSED_AFTER_MS = 60_000;
/** The core edits its note every two minutes, unless it is told otherwise. */
const NOTE_GAP_MS = 5_000;

/**
 * When `next` may be drawn, Unix milliseconds; undefined when it is not worth a call. A 15-minute turn has to get by
 * with 30 calls to the platform, of which the sign of work, the "Still working" note and the outcome need most: a
 * running card is redrawn three times in that time. What ends something is never held back, because a card must not
 * say "working" when nothing works any more.
 */
export function drawAt(drawn: Drawn | undefined, next: Reply): number | undefined {
  const { reply, at = 0, runningSince = 0, edits = 0 } = drawn ?? {};
  if (next.kind === 'note' && !endsSomething(next)) return reply?.kind === 'note' ? at + NOTE_GAP_MS : 0;
  if (!isRunning(next) || !isRunning(reply)) return 0;
  const sameWork = next.phase === reply.phase && next.percent === reply.percent;
  if (sameWork) return edits === 0 ? runningSince + ELAPSED_AFTER_MS : undefined;
  const allowedAfter = CARD_REDRAWN_AFTER_MS[edits];
  const allowedAt = allowedAfter === undefined ? at + CARD_LATER_MS : runningSince + allowedAfter;
  return Math.max(allowedAt, at + CARD_GAP_MS);
}

/** What is known of a message after `reply` was drawn at this time. */
export function redrawn(before: Drawn | undefined, reply: Reply, at: number): Drawn {
  if (!before || !isRunning(before.reply) || !isRunning(reply)) return firstDrawn(reply, at);
  return { ...before, reply, at, edits: before.edits + 1 };
}

export function firstDrawn(reply: Reply, at: number): Drawn {
  return { reply, at, runningSince: at, edits: 0 };
}

/** After this a message shows nothing that goes on: nothing will overtake it. */
export function endsSomething(reply: Reply): boolean {
  if (reply.kind === 'progress') return reply.state !== 'running' && reply.state !== 'queued';
  return reply.kind !== 'note' || reply.isOver === true;
}

function isRunning(reply: Reply | undefined): reply is Extract<Reply, { kind: 'progress' }> {
  return reply?.kind === 'progress' && reply.state === 'running';
}
