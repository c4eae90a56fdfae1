/**
 * JSON in which large integers survive. Ids of this backend have 19 digits (NemoVideo contract §4), and `JSON.parse`
 * would round them; a draft has to be sent back verbatim (§10.2). An integer beyond 2^53 becomes a string with a mark
 * in front, which is plain JSON and may be stored, and `stringifyExact` writes it as the number that it was.
 */

/** A character of the private use area: no real text begins with this. */
const MARK = '\ue000int:';

const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, 'g');

/** Throws SyntaxError like `JSON.parse`. */
export function parseExact(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(
    text.replace(STRING_OR_NUMBER, (token) =>
      /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${MARK}${token}"` : token,
    ),
  );
}

export function stringifyExact(value: unknown): string {
  return JSON.stringify(value).replace(MARKED, '$1');
}

/** The digits of a marked integer; any other string as it is. */
export function withoutMark(text: string): string {
  return text.startsWith(MARK) ? text.slice(MARK.length) : text;
}
