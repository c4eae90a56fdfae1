import type { Reply } from '../../src/conversation/reply.js';

/** What is known of a message that stands in a thread. */
export interface Drawn {
  /** What it shows; undefined after a restart. */
  readonly reply?: Reply;
  /** How often it was edited so far. */
  readonly edits: number;
}

/** Between the first edits of a running card, and from then on: one in five minutes. */
const CARD_GAPS_MS = [4_000, 20_000, 90_000, 300_000];
/** When nothing but the elapsed time has changed; the note beside the card tells it too. */
const ELAPSED_GAP_MS = 60_000;
/** The core edits its note every two minutes, unless it is told otherwise. */
const NOTE_GAP_MS = 5_000;

/**
 * Milliseconds that have to pass between the last drawing of a message and this one. A 15-minute turn has to get by
 * with 30 calls to Discord, of which typing, the "Still working" note and the outcome need most: a running card is
 * redrawn seldom and ever more seldom. What ends something is never held back, because a card must not say "working"
 * when nothing works any more.
 */
export function editGap(drawn: Drawn, next: Reply): number {
  const { reply, edits } = drawn;
  if (next.kind === 'note') return reply?.kind === 'note' ? NOTE_GAP_MS : 0;
  if (next.kind !== 'progress' || next.state !== 'running') return 0;
  if (reply?.kind !== 'progress' || reply.state !== 'running') return 0;
  const gap = CARD_GAPS_MS[Math.min(edits, CARD_GAPS_MS.length - 1)] ?? 0;
  const sameWork = next.phase === reply.phase && next.percent === reply.percent;
  return sameWork ? Math.max(gap, ELAPSED_GAP_MS) : gap;
}
