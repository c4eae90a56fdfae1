/**
 * Joins atoms (`toAtoms`) to texts of at most `limit` characters: cut at line ends where possible, then at spaces, and
 * never inside an atom. Only a line end or a space may be lost at a cut.
 */
export function packAtoms(atoms: readonly string[], limit: number): string[] {
  const texts: string[] = [];
  let start = 0;
  while (start < atoms.length) {
    const { end, next } = cut(atoms, start, limit);
    texts.push(atoms.slice(start, end).join(''));
    start = next;
  }
  return texts.length > 0 ? texts : [''];
}

/** The beginning of the text, at most `limit` characters with the mark that something is missing. */
export function clipAtoms(atoms: readonly string[], limit: number): string {
  if (atoms.reduce((sum, atom) => sum + atom.length, 0) <= limit) return atoms.join('');
  return `${atoms
    .slice(0, reach(atoms, 0, limit - 1))
    .join('')
    .trimEnd()}…`;
}

/** A line end is worth a cut only when the text does not become much shorter than it could be. */
const WORTH = 0.5;

function cut(atoms: readonly string[], start: number, limit: number): { end: number; next: number } {
  const end = reach(atoms, start, limit);
  if (end === atoms.length) return { end, next: end };
  for (const separator of ['\n', ' ']) {
    const at = atoms.lastIndexOf(separator, end);
    if (at > start && at - start >= (end - start) * WORTH) return { end: at, next: at + 1 };
  }
  return { end, next: end };
}

/** How far the limit reaches; at least one atom, because every one is shorter than any limit. */
function reach(atoms: readonly string[], start: number, limit: number): number {
  let length = 0;
  for (let index = start; index < atoms.length; index++) {
    length += atoms[index]?.length ?? 0;
    if (length > limit) return Math.max(index, start + 1);
  }
  return atoms.length;
}
