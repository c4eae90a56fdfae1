/**
 * Alternatives of a pattern, over several lines: every line holds some, divided by bars, and its indent does
 * not count.
 */
export function oneOf(list: string): string {
  const lines = list.split('\n').map((line) => line.trim());
  return `(?:${lines.filter((line) => line !== '').join('|')})`;
}

/** A pattern that holds at the beginning of a clause. */
export function atStart(...parts: string[]): RegExp {
  return new RegExp(`^(?:${parts.join('')})`);
}
