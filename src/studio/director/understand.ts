import { captureWords } from './capture-words.js';
import type { Clause } from './clause.js';
import { lex } from './lexer.js';
import { type NamedMedia, NameIndex } from './names.js';
import type { ImageRef, MakeOrder, Order, OrderOf } from './orders.js';
import { mentions } from './read/images.js';
import { readClause } from './read/read-clause.js';
import type { Scene } from './read/scene.js';
import { subjectOf } from './read/subject.js';
import { splitClauses } from './split.js';

export interface Understanding {
  /** In the order in which they are to be done. */
  readonly orders: Order[];
  /** What the person said that gave no order, word for word. */
  readonly unclear: string[];
}

export interface MessageScene extends Scene {
  readonly media: readonly NamedMedia[];
}

/** Reads a message in English or Chinese. Pure: the same words about the same video give the same orders. */
export function understand(message: string, scene: MessageScene): Understanding {
  const source = withoutListMarks(message);
  const tokens = captureWords(lex(source, new NameIndex(scene.media)), source);
  const orders: Order[] = [];
  const unclear: string[] = [];
  let focus = scene.focus;
  let named: ImageRef[] = [];
  for (const clause of splitClauses(tokens, source)) {
    clause.antecedents = named;
    const read = readClause(clause, { ...scene, focus });
    named = mentions(clause, true).map(({ ref }) => ref);
    orders.push(...read.filter((order) => order.do !== 'skip'));
    if (read.length === 0 && saysSomething(clause)) unclear.push(clause.raw.trim());
    focus = subjectOf(clause) ?? focus;
  }
  return { orders: arrange(withoutGuesses(withWordsGiven(orders)), scene), unclear };
}

/** "1. first wish\n2. second wish": the numbers of a list are no images. Offsets stay. */
function withoutListMarks(message: string): string {
  return message.replace(/^[ \t]*(?:[-*•]|\d{1,2}[.)、](?!\d))[ \t]*/gm, (mark) => ' '.repeat(mark.length));
}

/** False for "please", "thanks", "hello": nothing that would have to be understood. */
function saysSomething(clause: Clause): boolean {
  return clause.tokens.some(({ meaning }) => meaning.is !== 'filler' && meaning.is !== 'word');
}

/** "add an end card, write \"Thank you\"": the words that would have been asked for come in the next sentence. */
function withWordsGiven(orders: readonly Order[]): Order[] {
  return orders.flatMap((order, index): Order[] => {
    const [previous, next] = [orders[index - 1], orders[index + 1]];
    if (order.do === 'ask-words' && next && saysWordsOnly(next)) {
      return [{ ...order.text, words: next.words, look: { ...order.text.look, ...next.look } }];
    }
    return previous?.do === 'ask-words' && saysWordsOnly(order) ? [] : [order];
  });
}

function saysWordsOnly(order: Order): order is OrderOf<'text'> & { words: string } {
  return order.do === 'text' && order.words !== undefined && order.role === undefined;
}

/** "square, for Instagram": the shape that was named, and not the one that the platform is known for. */
function withoutGuesses(orders: readonly Order[]): Order[] {
  const isNamed = orders.some((order) => order.do === 'aspect' && !order.platform);
  return orders.filter((order) => !(isNamed && order.do === 'aspect' && order.platform));
}

/** Needs no video: these are answered, or they concern the past. */
const ASIDES: ReadonlySet<Order['do']> = new Set([
  ...(['undo', 'redo', 'help', 'describe', 'cannot', 'ask-aspect', 'remake', 'skip'] as const),
]);

/** Puts the making first and says it once; the first order ever makes the video that it is about. */
function arrange(orders: readonly Order[], scene: Scene): Order[] {
  const makes = orders.filter((order): order is MakeOrder => order.do === 'make');
  const kept = orders.flatMap((order) => (order.do === 'keep-images' ? order.images : []));
  const needsVideo = !scene.hasDraft && orders.some((order) => !ASIDES.has(order.do));
  if (makes.length === 0 && !needsVideo) return [...orders];
  const named = [...kept, ...makes.flatMap((make) => make.images ?? [])];
  // Without a video yet, "add these photos" is the same wish as "make a video of these".
  const others = orders.filter(
    (order) => order.do !== 'make' && order.do !== 'keep-images' && !(needsVideo && addsOnlyNew(order)),
  );
  const images = unique(named);
  return [{ do: 'make', ...(images.length > 0 && { images }) }, ...others];
}

function addsOnlyNew(order: Order): boolean {
  return (
    order.do === 'add-images' && order.images.every(({ by }) => by === 'new' || by === 'this' || by === 'all')
  );
}

function unique(images: readonly ImageRef[]): ImageRef[] {
  const seen = new Set<string>();
  return images.filter((image) => {
    const key = JSON.stringify(image);
    return !seen.has(key) && seen.add(key);
  });
}
