import type { Meaning } from './classify.js';
import type { Intent, IntentContext } from './meanings.js';
import type { ExportOptions } from './options.js';

/**
 * Who says several things is answered to the first of these; all others come in the order in which they
 * were said.
 */
const FIRST: readonly Intent['kind'][] = ['stop', 'new', 'skill', 'export'];
const LAST: readonly Intent['kind'][] = ['upload', 'help', 'small-talk'];

/**
 * What a message means of which every clause was understood. It may still be for the agent: answers, "go
 * ahead".
 */
export function answeredHere(meanings: readonly Meaning[], context: IntentContext): Intent {
  const orders = meanings.flatMap((meaning) => (meaning.what === 'order' ? [meaning.intent] : []));
  const chosen =
    FIRST.map((kind) => orders.find((order) => order.kind === kind)).find((order) => order !== undefined) ??
    orders.find((order) => !LAST.includes(order.kind)) ??
    orders[0];
  if (chosen?.kind !== 'export') return chosen ?? withoutOrder(meanings, context);
  // "Export it, mp4, 1080p": the options of all clauses; what was said first wins.
  const options = meanings.flatMap((meaning): ExportOptions[] => {
    if (meaning.what === 'options') return [meaning.options];
    return meaning.what === 'order' && meaning.intent.kind === 'export' ? [meaning.intent] : [];
  });
  const format = options.find((option) => option.format)?.format;
  const resolution = options.find((option) => option.resolution)?.resolution;
  const unavailable = options.find((option) => option.unavailable)?.unavailable;
  return {
    kind: 'export',
    ...(format && { format }),
    ...(resolution && { resolution }),
    ...(unavailable && { unavailable }),
  };
}

const MOODS = ['thanks', 'bye', 'greeting', 'ack', 'unclear'] as const;

/** Talk, answers and fragments. */
function withoutOrder(meanings: readonly Meaning[], context: IntentContext): Intent {
  const agent: Intent = { kind: 'agent', makesVideo: false };
  const moods = meanings.flatMap((meaning) => (meaning.what === 'talk' ? [meaning.mood] : []));
  const mood = MOODS.find((candidate) => moods.includes(candidate));
  const hasFiles = context.attachments.length > 0;
  const hasWork = hasFiles || context.hasMedia || context.hasDraft;
  if (context.openQuestion && meanings.some(answers)) return agent;
  if (meanings.some((meaning) => meaning.what === 'go' || meaning.what === 'options')) {
    return hasWork ? agent : { kind: 'small-talk', mood: mood ?? 'greeting' };
  }
  // Files with a greeting are files without an order.
  if (hasFiles) return { kind: 'upload' };
  if (mood) return { kind: 'small-talk', mood };
  const needsAgent = meanings.some((meaning) => meaning.what === 'noise' && !meaning.polite);
  return needsAgent && hasWork ? agent : { kind: 'small-talk', mood: 'unclear' };
}

/** "Yes", "the second", "ok": an answer. A greeting or thanks alone is none, nor is a row of punctuation. */
function answers(meaning: Meaning): boolean {
  if (meaning.what === 'talk') return meaning.mood === 'ack';
  return meaning.what !== 'order';
}
