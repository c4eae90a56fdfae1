import { decideFates, type Fate, introducesText, isChinese, memberOf } from './fates.js';
import { findBrackets, viewOf } from './mask.js';
import { invitationsIn, type Offer, replacementsFor } from './offers.js';
import { type Clause, type Sentence, type Span, splitClauses, splitSentences } from './split.js';

/** What is left of a piece of text, and what stands in for the rest. */
export interface Translated {
  /** '' when nothing is left. */
  readonly text: string;
  readonly isChanged: boolean;
  readonly offers: readonly Offer[];
  /** An edit was asked for that the person can have made here. */
  readonly edit: boolean;
}

/** A text with its masks: see `mask.ts`. */
export interface Masked {
  readonly text: string;
  readonly mask: string;
  /** The mask with brackets covered as well. */
  readonly bare: string;
}

/** Nobody writes a sentence of so many clauses; whoever does is not translated, and costs no time. */
const MOST_CLAUSES = 100;

/** Translates one line (or what stands in brackets), sentence by sentence. */
export function translateLine(masked: Masked, line: Span): Translated {
  const { text, bare } = masked;
  const cuts = idleBrackets(masked, line);
  const sentences = splitSentences(bare, line);
  const parts: { translated: Translated; gap: string }[] = [];
  let isSomebodysText = false;
  for (const sentence of sentences) {
    const translated = isSomebodysText
      ? untouched(text.slice(sentence.start, sentence.end) + sentence.terminator)
      : translateSentence(masked, sentence, cuts.spans);
    isSomebodysText ||= opensSomebodysText(bare, sentence);
    parts.push({ translated, gap: sentence.gap });
  }
  const kept = parts.filter(({ translated }) => translated.text !== '');
  const isChanged = cuts.spans.length > 0 || parts.some(({ translated }) => translated.isChanged);
  return {
    text: kept
      .map(({ translated, gap }, index) => translated.text + (index < kept.length - 1 ? gap : ''))
      .join(''),
    isChanged,
    offers: [...cuts.offers, ...parts.flatMap(({ translated }) => translated.offers)],
    edit: cuts.edit || parts.some(({ translated }) => translated.edit),
  };
}

export function untouched(text: string): Translated {
  return { text, isChanged: false, offers: [], edit: false };
}

/** Brackets that hold nothing but instructions: "(click it to edit)". */
function idleBrackets(masked: Masked, line: Span): { spans: Span[]; offers: Offer[]; edit: boolean } {
  const idle = { spans: [] as Span[], offers: [] as Offer[], edit: false };
  for (const bracket of findBrackets(masked.mask.slice(line.start, line.end))) {
    const inside = { start: line.start + bracket.start + 1, end: line.start + bracket.end - 1 };
    if (inside.end <= inside.start) continue;
    const translated = translateLine({ ...masked, bare: masked.mask }, inside);
    if (translated.text !== '' || !translated.isChanged) continue;
    const blanks = /\s*$/.exec(masked.text.slice(line.start, inside.start - 1))?.[0].length ?? 0;
    idle.spans.push({ start: inside.start - 1 - blanks, end: inside.end + 1 });
    idle.offers.push(...translated.offers);
    idle.edit ||= translated.edit;
  }
  return idle;
}

/** "Narration: Click the link. Open the door." is somebody's text to the end of the line. */
function opensSomebodysText(mask: string, sentence: Sentence): boolean {
  const [first, second] = splitClauses(mask, sentence).map((clause) => memberOf(mask, clause));
  return first !== undefined && introducesText(first.view, second);
}

function translateSentence({ text, bare }: Masked, sentence: Sentence, cuts: readonly Span[]): Translated {
  const clauses = splitClauses(bare, sentence);
  const emit = (span: Span) => emitWithout(text, span, cuts);
  const whole = emit(sentence) + sentence.terminator;
  if (clauses.length > MOST_CLAUSES) return untouched(whole);

  const fates = decideFates(clauses.map((clause) => memberOf(bare, clause)));
  const dropped = clauses.filter((_clause, index) => fates[index]?.dropped);
  const kept = clauses.filter((_clause, index) => !fates[index]?.dropped);
  const shortened = new Map(
    clauses.flatMap((clause, index) => {
      const words = fates[index]?.reading.placeWords ?? 0;
      return words > 0 && !fates[index]?.dropped
        ? [[clause, withoutLastWords(bare, clause, words)] as const]
        : [];
    }),
  );
  if (dropped.length === 0 && shortened.size === 0) {
    return { text: whole, isChanged: false, offers: invitationsIn(viewOf(whole)), edit: false };
  }

  const places = [...shortened].map(([clause, short]) => text.slice(short.end, clause.end));
  const said = compose(kept, clauses, (clause) => emit(shortened.get(clause) ?? clause));
  const last = kept.at(-1);
  const isCut = last !== undefined && (last !== clauses.at(-1) || shortened.has(last));
  return {
    text: said === '' ? '' : said + ending(said, sentence.terminator, isCut),
    isChanged: true,
    ...standIns(clauses, fates, text, places),
  };
}

/**
 * Buttons for what was dropped; side clauses ("to export, ...") only where the instruction itself says
 * nothing.
 */
function standIns(
  clauses: readonly Clause[],
  fates: readonly Fate[],
  text: string,
  places: readonly string[],
): Pick<Translated, 'offers' | 'edit'> {
  const textOf = (isWanted: (fate: Fate) => boolean) =>
    clauses.flatMap((clause, index) => {
      const fate = fates[index];
      return fate && isWanted(fate) ? [text.slice(clause.start, clause.end)] : [];
    });
  const main = [
    ...textOf((fate) => fate.dropped && (fate.reading.role !== 'side' || fate.reading.onScreen === true)),
    ...places,
  ];
  const replacements = main.map(replacementsFor);
  if (replacements.every(({ offers, edit }) => !edit && offers.every((offer) => offer === 'timeline'))) {
    replacements.push(...textOf((fate) => fate.dropped && fate.reading.role === 'side').map(replacementsFor));
  }
  const said = textOf((fate) => !fate.dropped).join(' ');
  const offers = [...replacements.flatMap((replacement) => replacement.offers), ...invitationsIn(said)];
  // An edit that was meant to be seen is best shown as the timeline; a file that was meant to be dropped is
  // no edit.
  const edit =
    !offers.includes('upload') &&
    replacements.some((one) => one.edit && one.offers.every((offer) => offer === 'timeline'));
  return { offers: edit ? [...offers, 'timeline'] : offers, edit };
}

/**
 * Joins what is kept with what stood before each piece; a piece that comes first now begins like a sentence.
 */
function compose(kept: readonly Clause[], all: readonly Clause[], emit: (clause: Clause) => string): string {
  let said = '';
  for (const clause of kept) {
    const piece = emit(clause);
    if (said !== '') said += separatorBefore(clause, kept, all) + piece;
    else said = clause === all[0] ? piece : beginSentence(piece);
  }
  return said.trim();
}

/** What divides a piece from the kept one before it; a colon stays, whatever went behind it. */
function separatorBefore(clause: Clause, kept: readonly Clause[], all: readonly Clause[]): string {
  const previous = kept[kept.indexOf(clause) - 1];
  const behind = previous && all[all.indexOf(previous) + 1];
  return behind && /[:：]/.test(behind.separator) ? behind.separator : clause.separator;
}

function beginSentence(piece: string): string {
  const bare = piece.replace(
    /^\s*(?:(?:and|or|but|so|then)\s+|[并並]且|[并並]|或者|或|然[后後]|接[着著]|以及|而且|但是|不[过過]|所以|因此)+/i,
    '',
  );
  return bare.replace(/^\s*([a-z])(?!\w*(?:\.\w|:\/\/))/, (_match, letter: string) => letter.toUpperCase());
}

function ending(said: string, terminator: string, isCut: boolean): string {
  if (!isCut) return terminator;
  if (/^[!！.。]/.test(terminator)) return terminator;
  if (terminator === '' && /[\p{P}\p{Extended_Pictographic}]$/u.test(said) && !/[\])）”"'】》`*]$/.test(said))
    return '';
  return isChinese(said) ? '。' : '.';
}

function emitWithout(text: string, span: Span, cuts: readonly Span[]): string {
  let emitted = '';
  let from = span.start;
  for (const cut of cuts) {
    if (cut.end <= from || cut.start >= span.end) continue;
    emitted += text.slice(from, Math.max(from, cut.start));
    from = cut.end;
  }
  return emitted + text.slice(from, Math.max(from, span.end));
}

function withoutLastWords(mask: string, clause: Clause, count: number): Span {
  let end = clause.end;
  for (let left = count; left > 0; ) {
    const piece = mask.slice(clause.start, end);
    const word = /\S+\s*$/.exec(piece);
    if (!word) break;
    end = clause.start + word.index;
    if (viewOf(word[0]) !== '') left -= 1;
  }
  return { start: clause.start, end: clause.start + mask.slice(clause.start, end).trimEnd().length };
}
