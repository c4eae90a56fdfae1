import { CHINESE_INTRODUCES_TEXT, readChinese } from './chinese.js';
import { ENGLISH_INTRODUCES_TEXT, isEnglishConsequence, readEnglish } from './english.js';
import { isSoundLabel, isSoundName, isTextLabel } from './labels.js';
import { LINK, viewOf } from './mask.js';
import type { Reading } from './reading.js';

/** A clause as the fates are decided over: its view and what divides it from the one before. */
export interface Member {
  readonly view: string;
  readonly separator: string;
}

export interface Fate {
  reading: Reading;
  dropped: boolean;
}

/** Joins things of the same kind: "and", "or", a comma. */
const JOINS =
  /^(?:,\s*(?:(?:and then|and|or|then)\s+)?|\s+(?:and then|and|or|then)\s+|[，、]|并且|并|或者|或|然后|接着|以及|和|再)$/i;
/** Starts something of its own. */
const PARTS = /[;；]|\bbut\b|\bso\b/i;

const DASH = /^\s*[—–-]+\s*$/;

/** One or two words, or a few characters, that tell of nothing done. */
const LISTED_THING = /^(?:(?!\S*ed\b)[\w.+-]+(?: (?!\S*ed\b)[\w.+-]+)?|(?!.*[已了])\p{Script=Han}{1,6})$/u;

/** Side clauses that stand before their main clause. */
const LOOKS_AHEAD = /^(?:if|when|once|should|to|for)\b|^(?:如|若|要|想|当|等|满意)/i;

export function isChinese(view: string): boolean {
  return /\p{Script=Han}/u.test(view);
}

/** True when what follows is somebody's text: a title, a narration, a caption. */
export function introducesText(view: string, next: Member | undefined): boolean {
  if (!next) return false;
  if (/[:：]/.test(next.separator))
    return (isChinese(view) ? CHINESE_INTRODUCES_TEXT : ENGLISH_INTRODUCES_TEXT).test(view);
  if (DASH.test(next.separator)) return isTextLabel(view);
  return (
    /[,，]/.test(next.separator) && /\b(?:says?|saying|reads?|reading)$|(?:写着|写道|念|说)$/i.test(view)
  );
}

/** "BGM: Click Track, 35%": the name of a sound, to the end of the sentence. */
function introducesSound(view: string, next: Member | undefined): boolean {
  if (!next || !(/[:：]/.test(next.separator) || DASH.test(next.separator))) return false;
  return isSoundLabel(view) && isSoundName(next.view);
}

/** Reads every clause of a sentence by itself and then among its neighbours. */
export function decideFates(members: readonly Member[]): Fate[] {
  const fates = members.map(({ view }, index): Fate => {
    const reading: Reading = isChinese(view) ? readChinese(view) : readEnglish(view);
    // An address is content, and the person may need it; a word before a colon is a heading.
    const announces = members[index + 1]?.separator ?? '';
    if (/[:：]/.test(announces) && isSoundLabel(view)) return { reading: { role: 'label' }, dropped: false };
    const isHeading = /[:：]/.test(announces) && /^[\w-]+$/.test(view);
    const hasLink =
      view.includes(LINK) || (/[:：]/.test(announces) && members[index + 1]?.view.includes(LINK));
    if (isHeading && reading.role !== 'content') return { reading: { role: 'label' }, dropped: false };
    const isInstruction = reading.role === 'screen' && !hasLink;
    return {
      reading: reading.role === 'screen' && !isInstruction ? { role: 'content' } : reading,
      dropped: isInstruction,
    };
  });
  coverSomebodysText(members, fates);
  dropWhatSharesThePlace(members, fates);
  decideSides(members, fates);
  dropWhatFollows(members, fates);
  decideSides(members, fates);
  dropLabels(members, fates);
  return fates;
}

function coverSomebodysText(members: readonly Member[], fates: Fate[]): void {
  const from = members.findIndex(
    ({ view }, index) =>
      introducesText(view, members[index + 1]) || introducesSound(view, members[index + 1]),
  );
  if (from < 0) return;
  for (let index = from; index < fates.length; index++)
    fates[index] = { reading: { role: 'content' }, dropped: false };
}

/** "You can trim, split or rearrange clips in the editor": the place at the end holds for all of it. */
function dropWhatSharesThePlace(members: readonly Member[], fates: readonly Fate[]): void {
  for (let index = fates.length - 2; index >= 0; index--) {
    const [fate, next] = [fates[index], fates[index + 1]];
    if (!fate || !next?.dropped || fate.dropped || !JOINS.test(members[index + 1]?.separator ?? '')) continue;
    const { role, leansOnNext, asksReader } = fate.reading;
    const isShared = next.reading.by === 'place' && !next.reading.asksReader;
    const canShare = role === 'continuation' || ((role === 'content' || role === 'label') && asksReader);
    if (!leansOnNext && !(isShared && canShare)) continue;
    fate.dropped = true;
    // What stands before it may share the place as well.
    fate.reading = { ...fate.reading, by: next.reading.by };
  }
}

/** A side clause goes with its main clause; one that is about the screen goes by itself. */
function decideSides(members: readonly Member[], fates: readonly Fate[]): void {
  for (const [index, fate] of fates.entries()) {
    if (fate.reading.role !== 'side' || fate.dropped) continue;
    const main = mainClauseOf(index, members, fates);
    if (main === undefined) {
      fate.dropped = fate.reading.onScreen === true;
    } else if (fates[main]?.dropped || fate.reading.onScreen) {
      fate.dropped = true;
      // "When you click Export, choose 1080p": the order inside the dialogue goes too.
      const mainFate = fates[main];
      if (mainFate?.reading.role === 'continuation' && main > index) mainFate.dropped = true;
    }
  }
}

function mainClauseOf(index: number, members: readonly Member[], fates: readonly Fate[]): number | undefined {
  const isMain = (candidate: number) => {
    const role = fates[candidate]?.reading.role;
    return role !== undefined && role !== 'side' && role !== 'label';
  };
  const next = fates.findIndex((_fate, candidate) => candidate > index && isMain(candidate));
  let previous: number | undefined;
  for (let candidate = index - 1; candidate >= 0; candidate--) {
    if (PARTS.test(members[candidate + 1]?.separator ?? '')) break;
    if (isMain(candidate)) {
      previous = candidate;
      break;
    }
  }
  // "It is quieter now; if it is still too loud, use the slider."
  if (next >= 0 && fates[next]?.dropped && LOOKS_AHEAD.test(members[index]?.view ?? '')) return next;
  return previous ?? (next >= 0 ? next : undefined);
}

/**
 * What continues a dropped instruction ("and share it") or comes of it ("and it will be saved") goes with it.
 */
function dropWhatFollows(members: readonly Member[], fates: readonly Fate[]): void {
  for (const [index, fate] of fates.entries()) {
    const before = fates[index - 1];
    const { view = '', separator = '' } = members[index] ?? {};
    if (!before?.dropped || fate.dropped || before.reading.role === 'label') continue;
    if (!JOINS.test(separator) && !DASH.test(separator)) continue;
    const isConsequence =
      before.reading.role !== 'side' && fate.reading.role === 'content' && isEnglishConsequence(view);
    const isListed =
      before.reading.enumerates === true && fate.reading.role === 'content' && LISTED_THING.test(view);
    if (isListed) fate.reading = { ...fate.reading, enumerates: true };
    if (isListed || fate.reading.role === 'continuation' || (isConsequence && /and|then|，/.test(separator)))
      fate.dropped = true;
  }
}

function dropLabels(members: readonly Member[], fates: readonly Fate[]): void {
  for (let index = fates.length - 2; index >= 0; index--) {
    const fate = fates[index];
    const isAnnounced = /[:：]|[—–-]/.test(members[index + 1]?.separator ?? '');
    const isEmpty = fates.slice(index + 1).every((later) => later.dropped);
    if (fate?.reading.role === 'label' && isAnnounced && isEmpty) fate.dropped = true;
  }
}

export function memberOf(mask: string, clause: { start: number; end: number; separator: string }): Member {
  return { view: viewOf(mask.slice(clause.start, clause.end)), separator: clause.separator };
}
