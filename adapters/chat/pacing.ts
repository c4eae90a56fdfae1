import type { Reply } from '../../src/conversation/reply.js';

/** What is known of a message that stands in a thread. */
export interface Drawn {
  /** What it shows; undefined after a restart. */
  readonly reply?: Reply;
  /** How often it was edited so far. */
  readonly edits: number;
}

/** Between the edits of a running card that say something new; the last for all further ones. */
const CARD_GAPS_MS = [6_000, 20_000, 60_000, 120_000, 180_000];
/** When nothing but the elapsed time has changed: once or twice, then the note beside the card tells it. */
const ELAPSED_GAPS_MS = [60_000, 60_000, 600_000];
/** The core edits its note every two minutes, unless it is told otherwise. */
const NOTE_GAP_MS = 5_000;

/**
 * Milliseconds that have to pass between the last drawing of a message and this one. A 15-minute turn has to get by
 * with 30 calls to the platform, of which the sign of work, the "Still working" note and the outcome need most: a
 * running card is redrawn seldom and ever more seldom. What ends something is never held back, because a card must not say "working"
 * when nothing works any more.
 */
export function editGap(drawn: Drawn, next: Reply): number {
  const { reply, edits } = drawn;
  if (next.kind === 'note') return reply?.kind === 'note' ? NOTE_GAP_MS : 0;
  if (next.kind !== 'progress' || next.state !== 'running') return 0;
  if (reply?.kind !== 'progress' || reply.state !== 'running') return 0;
  const sameWork = next.phase === reply.phase && next.percent === reply.percent;
  const gaps = sameWork ? ELAPSED_GAPS_MS : CARD_GAPS_MS;
  return gaps[Math.min(edits, gaps.length - 1)] ?? 0;
}
