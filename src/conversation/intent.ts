import { readBatch } from './intent/batch.js';
import { type Meaning, meaningOf } from './intent/classify.js';
import { type Clause, clauses } from './intent/clauses.js';
import { exportWish } from './intent/export-wish.js';
import { answeredHere } from './intent/local.js';
import { makingOf } from './intent/making.js';
import type { Intent, IntentContext } from './intent/meanings.js';
import { normalise } from './intent/normalise.js';
import { skillByName } from './intent/skill-choice.js';
import { readStopping, withoutStop, withStopApart } from './intent/stopping.js';

/**
 * Decides what a message asks for, before anything is sent (NemoVideo contract §15).
 *
 * The words are normalised, quoted passages become content, and the message is split into clauses. A clause is an order
 * to the bot only when a rule accounts for every word of it; a single clause that is not understood so makes the message
 * one for the agent. Pure, never throws.
 */
export function routeMessage(text: string, context: IntentContext): Intent {
  return route(text, context, forAgent);
}

/**
 * The same, as far as it matters at the door: what is for the agent or needs files is only called `agent`. Less than half
 * of the work, for something that is done while the platform waits.
 */
export function routeRoughly(text: string, context: IntentContext): Intent {
  return route(text, context, () => ({ kind: 'agent', makesVideo: false }));
}

function route(text: string, context: IntentContext, toAgent: typeof forAgent): Intent {
  const plain = normalise(text);
  const skill = skillByName(plain);
  if (skill) return skill;
  const said = clauses(withStopApart(withoutSlash(plain)));
  const meant = reader(context);
  const stopping = readStopping(said, context.running ? meant : reader({ ...context, running: true }));
  if (stopping?.wish) {
    const intent = intentOf(withoutStop(text), plain, stopping.wish, context, meant, toAgent);
    return context.running ? { ...intent, stopsFirst: true } : intent;
  }
  if (stopping && context.running) return { kind: 'stop' };
  return intentOf(text, plain, said, context, meant, toAgent);
}

type Reader = (clause: Clause) => Meaning;

/** Every clause is understood once, however often it is asked about. */
function reader(context: IntentContext): Reader {
  const known = new Map<Clause, Meaning>();
  return (clause) => {
    const meaning = known.get(clause) ?? meaningOf(clause, context);
    known.set(clause, meaning);
    return meaning;
  };
}

function intentOf(
  text: string,
  plain: string,
  said: readonly Clause[],
  context: IntentContext,
  meant: Reader,
  toAgent: typeof forAgent,
): Intent {
  // Most messages are for the agent, and the first clause that says so is enough.
  const isContent = said.some((clause) => meant(clause).what === 'content');
  return isContent ? toAgent(text, plain, said, context, meant) : answeredHere(said.map(meant), context);
}

/** Commands that are no orders by their word alone. */
const COMMANDS: ReadonlyMap<string, string> = new Map([
  ['new', 'new project'],
  ['start', 'hello'],
  ['video', ''],
]);

/** "/export 1080p" is "export 1080p". */
function withoutSlash(plain: string): string {
  const command = /^\/(\p{L}+)(?=$|\s)/u.exec(plain)?.[1];
  if (command === undefined) return plain;
  return `${COMMANDS.get(command) ?? command}${plain.slice(command.length + 1)}`;
}

/** Something that costs credits, unless files are missing. */
function forAgent(
  text: string,
  plain: string,
  said: readonly Clause[],
  context: IntentContext,
  meant: Reader,
): Intent {
  const names = context.attachments.map((attachment) => attachment.name);
  const wish = said.filter((clause) => meant(clause).what === 'content');
  const making = makingOf(plain, wish.map(({ text: words }) => words).join('\n'));
  const hasFiles = context.hasMedia || names.length > 0 || /https?:\/\//.test(plain);
  if (!hasFiles && !context.hasDraft && making.makesVideo && (making.namesMaterial || making.saysNoTopic)) {
    return { kind: 'needs-files' };
  }
  const orders = readBatch(text, names, context.hasMedia);
  if (orders) return { kind: 'batch', orders };
  const inPassing = exportWish(said, context);
  const wantsExport = making.file || inPassing ? { ...making.file, ...inPassing } : undefined;
  return { kind: 'agent', makesVideo: making.makesVideo, ...(wantsExport && { wantsExport }) };
}
