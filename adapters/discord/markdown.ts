import { foreignText } from '../../src/conversation/foreign-text.js';
import { isHonestLink } from '../chat/honest-link.js';
import { LIMITS } from './limits.js';

/**
 * Plain text as Discord's markdown, in pieces that must not be cut: characters with their backslash, and links.
 * Everything that could draw or mention is escaped; mentions are switched off by `allowed_mentions` besides. Links stay
 * as they are, because Discord finds them itself; one that is followed by anything but a space is put into `<>`, which
 * ends it where it ends.
 */
export function toAtoms(text: string): string[] {
  const clean = foreignText(text);
  const atoms: string[] = [];
  let end = 0;
  for (const match of clean.matchAll(LINK)) {
    const url = withoutTail(match[0]);
    if (!isHonestLink(url) || url.length > LIMITS.link) continue;
    const next = clean[match.index + url.length];
    addEscaped(atoms, clean.slice(end, match.index), end);
    const isEnd = (next === undefined || /\s/.test(next)) && !UNFIT_END.test(url);
    atoms.push(isEnd ? url : `<${url}>`);
    end = match.index + url.length;
  }
  addEscaped(atoms, clean.slice(end), end);
  return atoms;
}

export function toMarkdown(text: string): string {
  return toAtoms(text).join('');
}

/** `|`, backquotes and square brackets would begin something of their own, so they are not part of a link here. */
const LINK = /https?:\/\/[^\s<>|"'`[\]\\\u3000-\u303f\uff00-\uffef\u201c\u201d\u2018\u2019]+/g;

/** Discord leaves these out at the end of a bare link. */
const UNFIT_END = /[.,:;"')\]]$/;

/** Without what usually ends a sentence and not an address; a closing bracket only when nothing opened it. */
function withoutTail(url: string): string {
  let end = url.length;
  while (end > 0) {
    const last = url[end - 1] ?? '';
    const openings = { ')': '(', '}': '{' }[last];
    const unopened =
      openings !== undefined && count(url.slice(0, end), last) > count(url.slice(0, end), openings);
    if (!unopened && !'.,;:!?*_~'.includes(last)) break;
    end--;
  }
  return url.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Marks that mean something anywhere: emphasis, code, spoilers, links, mentions, timestamps. */
const ANYWHERE = new Set('\\*_~`|<[]');
/** Headings, quotes, lists and small print begin a line. */
const LINE_START = /^([^\S\n]*)(>|#{1,3}(?=\s)|-#?(?=\s)|\+(?=\s)|\d+\.(?=\s))/gm;

/** A text that was cut out of a longer one: what stood in the middle of a line now begins one. */
export function beginsLine(markdown: string): string {
  return markdown.replace(new RegExp(LINE_START.source), (_, space: string, mark: string) => {
    return /^\d/.test(mark) ? `${space}${mark.slice(0, -1)}\\.` : `${space}\\${mark}`;
  });
}

/** An address that was not taken as a link must not become one together with the backslashes behind it. */
const UNLINKED = /https?(?=:\/\/)/gi;

function addEscaped(atoms: string[], text: string, offset: number): void {
  // Only the very first piece of a text begins a line without a line break before it.
  const marks = new Set<number>();
  for (const match of text.matchAll(LINE_START)) {
    if (match.index === 0 && offset > 0) continue;
    const mark = match[2] ?? '';
    const begin = match.index + (match[1] ?? '').length;
    marks.add(/^\d/.test(mark) ? begin + mark.length - 1 : begin);
  }
  for (const match of text.matchAll(UNLINKED)) marks.add(match.index + match[0].length);
  let index = 0;
  for (const character of text) {
    atoms.push(ANYWHERE.has(character) || marks.has(index) ? `\\${character}` : character);
    index += character.length;
  }
}

/** A person whom a message mentions, as the payload names them. */
export interface Mentioned {
  readonly id: string;
  readonly name: string;
}

/** What a person wrote, from Discord's markup to plain words; the mention of the bot is taken out. */
export function fromMarkdown(
  text: string,
  botId: string | undefined,
  mentioned: readonly Mentioned[],
): string {
  const names = new Map(mentioned.map(({ id, name }) => [id, name]));
  const plain = text
    .replace(/<@!?(\d+)>/g, (_, id: string) => (id === botId ? ' ' : `@${names.get(id) ?? id}`))
    .replace(/<@&(\d+)>/g, '@$1')
    .replace(/<#(\d+)>/g, '#$1')
    .replace(/<a?:(\w+):\d+>/g, ':$1:')
    .replace(/<(https?:\/\/[^\s<>]+)>/g, '$1');
  return foreignText(plain)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
