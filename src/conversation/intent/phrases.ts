/** Patterns over whole words, written so that they can be read: `{turn} …30 {into} …8 {video}`. */

/** What a slot such as `{video}` stands for: words or short phrases, separated by `|`; `s?` may end a word. */
export type Slots = Readonly<Record<string, string>>;

/** Ends the noun that an article begins: "a title for the video" is a title. */
const ENDS_THE_NOUN =
  'for|of|on|in|to|at|with|between|about|from|over|under|after|before|the|this|and|that|saying|titled';

/**
 * Compiles a pattern. Its items are separated by spaces:
 *
 * - `word` and `(one|two words)` are said, `{slot}` is one of the slot's words; `?` makes an item optional,
 *   `*` repeats it
 * - `…8` is up to eight words of any kind; `~7` is up to seven words of the same noun
 * - `!item` is not said here; `^` and `$` are the ends of the passage
 *
 * The result is to be tried on what `words` returns.
 */
export function phrase(pattern: string, slots: Slots): RegExp {
  const items = pattern.match(/\([^)]*\)\S?|!\([^)]*\)|\S+/g) ?? [];
  const source = items.map((item) => compiled(item, slots)).join('');
  return new RegExp(`${items[0] === '^' ? '' : ' '}${source}`, 'u');
}

function compiled(item: string, slots: Slots): string {
  if (item === '^') return '^ ';
  if (item === '$') return '$';
  const [, kind, size] = /^([…~])(\d+)$/u.exec(item) ?? [];
  if (kind === '…') return `(?:\\S+ ){0,${size}}?`;
  if (kind === '~') return `(?:(?!(?:${ENDS_THE_NOUN}) )\\S+ ){0,${size}}?`;
  const [, not = '', body = '', repeat = ''] = /^(!?)(.+?)([?*]?)$/u.exec(item) ?? [];
  const choices = body.startsWith('(') ? body.slice(1, -1) : body;
  const said = choices.replace(/\{([\w-]+)\}/g, (_, slot: string) => slots[slot] ?? slot);
  return not ? `(?!(?:${said}) )` : `(?:(?:${said}) )${repeat}`;
}

/**
 * The sentences of a passage as rows of words, each between spaces; marks are gone, `9:16` and `a.jpg` are
 * words.
 */
export function words(text: string): string[] {
  return text
    .split(/[.!?。！？;；\n]+(?=\s|$|\p{Script=Han})/u)
    .map((sentence) => ` ${(sentence.match(/[\p{L}\p{N}]+(?:[.:'’][\p{L}\p{N}]+)*/gu) ?? []).join(' ')} `)
    .filter((sentence) => sentence.trim() !== '');
}

export function matchesAny(passages: readonly string[], patterns: readonly RegExp[]): boolean {
  return passages.some((passage) => patterns.some((pattern) => pattern.test(passage)));
}

/** A regular expression of alternatives, each on its own line of the source. */
export function either(alternatives: readonly string[], flags = 'u'): RegExp {
  return new RegExp(alternatives.join('|'), flags);
}

/** The words of somebody else (a file name) as a part of a regular expression. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
