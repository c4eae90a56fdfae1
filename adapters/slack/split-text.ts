/**
 * Cuts mrkdwn into pieces of at most `limit` characters: at line ends where possible, then at spaces, and never inside
 * a link, an escape such as `&amp;` or a character of two code units. Joined with what was cut between, the pieces are
 * the whole text: only a line end or a space may be lost at a cut.
 */
export function splitMrkdwn(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const { end, next } = cut(rest, limit);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(next);
  }
  if (rest !== '' || pieces.length === 0) pieces.push(rest);
  return pieces;
}

/** The beginning of the text, at most `limit` characters with the mark that something is missing. */
export function clipMrkdwn(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, safeEnd(text, limit - 1)).trimEnd()}…`;
}

/** A line end is worth a cut only when the piece does not become much shorter than it could be. */
const WORTH = 0.5;

function cut(text: string, limit: number): { end: number; next: number } {
  for (const separator of ['\n', ' ']) {
    const at = text.lastIndexOf(separator, limit);
    if (at >= limit * WORTH && safeEnd(text, at) === at) return { end: at, next: at + 1 };
  }
  const end = safeEnd(text, limit);
  return { end, next: end };
}

/** The last place at or before `end` where the text may be cut; always after the first character. */
function safeEnd(text: string, end: number): number {
  const before = text.slice(0, end);
  // Every `<` and `>` in our mrkdwn belongs to a link: those of the text itself are escaped.
  const open = before.lastIndexOf('<');
  if (open > 0 && open > before.lastIndexOf('>')) return open;
  const entity = /&[a-z]{0,3}$/.exec(before);
  if (entity && entity.index > 0 && /^&(?:amp|lt|gt);/.test(text.slice(entity.index))) return entity.index;
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff && end > 1 ? end - 1 : end;
}
