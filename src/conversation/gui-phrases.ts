import { dropIdleAnnouncements, joinLines, readLines } from './gui-phrases/lines.js';
import { maskContent } from './gui-phrases/mask.js';
import { inOrder, type Offer } from './gui-phrases/offers.js';
import type { Language } from './inbound.js';
import { wordsIn } from './words/words.js';

export interface GuiTranslation {
  /** What is left to be said; '' when everything was for somebody with a screen: the timeline is the answer then. */
  readonly text: string;
  /** Buttons that stand in for what was taken out. */
  readonly offers: Offer[];
}

/** The person is asked for edits already. */
const INVITES = /\b(?:tell me|let me know|say|ask me|describe)\b|告诉我|跟我说|说一声|让我知道/i;

/**
 * What the backend says to somebody in front of a video editor becomes what can be done in a chat (skills, "Backend
 * Response Translation"). Instructions for a screen ("click Export", "在时间线面板中预览") are taken out, clause by clause,
 * and come back as offers; an edit by hand ("drag the clip to track 2") becomes an invitation to ask for it. Everything
 * else stays to the letter: content, quoted words, code, addresses, line breaks, lists (renumbered where items went).
 */
export function translateGuiText(text: string, language: Language): GuiTranslation {
  const lines = readLines({ text, mask: maskContent(text) });
  const offers = inOrder(lines.flatMap((line) => line.translated.offers));
  if (!lines.some((line) => line.translated.isChanged)) return { text, offers };

  const asksForEdit = lines.some((line) => line.translated.edit);
  dropIdleAnnouncements(lines);
  const left = withEvenEmphasis(joinLines(lines));
  const hint = asksForEdit && !INVITES.test(left) ? wordsIn(language).changedHere : '';
  return { text: [left, hint].filter((part) => part !== '').join(gapBefore(hint, left)), offers };
}

function gapBefore(hint: string, left: string): string {
  if (left.includes('\n')) return '\n\n';
  return /[。！？]$/.test(left) && /^\p{Script=Han}/u.test(hint) ? '' : ' ';
}

/** A cut may leave one half of a pair of emphasis marks: then that line goes without them. */
function withEvenEmphasis(text: string): string {
  return text
    .split('\n')
    .map((line) => ((line.split('**').length - 1) % 2 === 1 ? line.replaceAll('**', '') : line))
    .join('\n');
}
