import type { Clause } from '../clause.js';
import type { Inability, Order } from '../orders.js';

const MAX_UNDO = 20;

/** Undo, help, questions, and wishes that this studio knows of and cannot fulfil. */
export function readAside(clause: Clause): Order[] {
  if (clause.verb('undo')) return [{ do: 'undo', steps: stepsOf(clause) }];
  if (clause.verb('redo')) return [{ do: 'redo' }];
  if (clause.verb('help')) return [{ do: 'help' }];
  if (isQuestion(clause)) return [{ do: 'describe' }];
  return [];
}

export function readInabilities(clause: Clause): Order[] {
  if (clause.removing) return [];
  const found = new Set<Inability>(clause.all('beyond').map(({ what }) => what));
  // A link to a song cannot be fetched as music.
  if (clause.thing('music') && clause.all('quote').some(({ words }) => /^https?:/.test(words)))
    found.add('music-link');
  if (clause.verb('export')) found.add('export-here');
  return [...found].map((what) => ({ do: 'cannot', what }));
}

function stepsOf(clause: Clause): number {
  if (clause.word('all')) return MAX_UNDO;
  if (clause.word('twice') || clause.all('amount').some(({ factor }) => factor === 2)) return 2;
  const counted = clause.first('number')?.value ?? countOf(clause);
  return counted !== undefined && counted >= 1 ? Math.min(Math.floor(counted), MAX_UNDO) : 1;
}

/** "undo the last two changes" */
function countOf(clause: Clause): number | undefined {
  const ref = clause.first('image')?.ref;
  return ref?.by === 'last' ? ref.count : undefined;
}

/** "how long is it?" asks; "what about calm music?" and "can you make it red?" are wishes. */
function isQuestion(clause: Clause): boolean {
  if (!clause.word('question')) return false;
  const raw = clause.plain.trim();
  if (/^(?:what|how) about\b|^why (?:not|don)/i.test(raw)) return false;
  if (/\btell me (?:how|what|which|if)\b/i.test(raw)) return true;
  return (
    /^(?:what|which|why|who|where|when|how|is|are|does|did|do|was|were|has)\b/i.test(raw) ||
    /什么|怎么|多长|多少|哪些|哪个|是不是|有没有/.test(raw)
  );
}
