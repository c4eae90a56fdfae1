import { foldChinese } from './gui-phrases/fold-chinese.js';
import { dropIdleAnnouncements, joinLines, readLines } from './gui-phrases/lines.js';
import { coverBrackets, maskContent } from './gui-phrases/mask.js';
import { inOrder, type Offer } from './gui-phrases/offers.js';
import type { Language } from './inbound.js';
import { wordsIn } from './words/words.js';

export interface GuiTranslation {
  /**
   * What is left to be said; '' when everything was for somebody with a screen: the timeline is the answer
   * then.
   */
  readonly text: string;
  /** Buttons that stand in for what was taken out. */
  readonly offers: Offer[];
}

/**
 * What the backend says to somebody in front of a video editor becomes what can be done in a chat (skills,
 * "Backend Response Translation"). Instructions for a screen ("click Export", "在时间线面板中预览") are taken out,
 * clause by clause, and come back as offers; an edit by hand ("drag the clip to track 2") becomes an
 * invitation to ask for it. Everything else stays to the letter: content, quoted words, code, addresses, line
 * breaks, lists (renumbered where items went).
 *
 * Translating a translation changes nothing.
 */
export function translateGuiText(text: string, language: Language): GuiTranslation {
  const hint = wordsIn(language).changedHere;
  const offers = new Set<Offer>();
  let left = text;
  // Nearly always one pass: what is left of a tangled sentence may read as an instruction only when the rest
  // is gone.
  for (let pass = 1; pass <= MOST_PASSES; pass++) {
    const found = takeOutInstructions(left);
    for (const offer of found.offers) offers.add(offer);
    if (!found.isChanged) break;
    left = found.asksForEdit ? invite(found.text, hint) : found.text;
  }
  return { text: left, offers: inOrder(offers) };
}

const MOST_PASSES = 10;

function takeOutInstructions(text: string) {
  const mask = maskContent(text);
  const lines = readLines({ text, mask, bare: coverBrackets(mask) });
  const offers = lines.flatMap((line) => line.translated.offers);
  if (!lines.some((line) => line.translated.isChanged)) return { text, offers, isChanged: false };

  const asksForEdit = lines.some((line) => line.translated.edit);
  dropIdleAnnouncements(lines);
  const left = withEvenEmphasis(joinLines(lines));
  return { text: left, offers, asksForEdit, isChanged: left !== text };
}

/** The person is asked for edits already. */
const INVITES = /\b(?:tell me|let me know|say|ask me|describe)\b|告诉我|跟我说|说一声|让我知道/i;

function invite(left: string, hint: string): string {
  if (INVITES.test(foldChinese(left))) return left;
  if (left === '') return hint;
  if (left.includes('\n')) return `${left}\n\n${hint}`;
  if (!/[.!?。！？…\p{Extended_Pictographic}]\W*$/u.test(left)) return `${left}\n${hint}`;
  return /[。！？]$/.test(left) && /^\p{Script=Han}/u.test(hint) ? left + hint : `${left} ${hint}`;
}

/** A cut may leave one half of a pair of emphasis marks: then that line goes without them. */
function withEvenEmphasis(text: string): string {
  return text
    .split('\n')
    .map((line) => ((line.split('**').length - 1) % 2 === 1 ? line.replaceAll('**', '') : line))
    .join('\n');
}
