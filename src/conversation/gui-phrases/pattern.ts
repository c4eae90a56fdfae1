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

/** What a clause is tested against: a regular expression, or several that are told apart to cost less. */
export interface Pattern {
  test(clause: string): boolean;
}

/**
 * `beginning` and then one of `endings` (none: the beginning alone is enough). The engine compiles a regular
 * expression when it is first used, and what follows a choice many times over: so every ending is one of its
 * own, and only made when a clause has the beginning.
 */
export function startingWith(beginning: string, endings: readonly string[], flags = ''): Pattern {
  const guard = new RegExp(`^(?:${beginning})`, flags);
  if (endings.length === 0) return guard;
  let whole: RegExp[] | undefined;
  return {
    test(clause) {
      if (!guard.test(clause)) return false;
      whole ??= endings.map((ending) => new RegExp(`^(?:${beginning})(?:${ending})`, flags));
      return whole.some((pattern) => pattern.test(clause));
    },
  };
}
