/** `($1, $2), ($3, $4)`: the places of so many rows of a statement, counted on from `first`. */
export function rowPlaces(rows: number, columns: number, first = 1): string {
  return Array.from({ length: rows }, (_, row) => `(${places(columns, first + row * columns)})`).join(', ');
}

/** `$1, $2, $3`. */
export function places(count: number, first = 1): string {
  return Array.from({ length: count }, (_, index) => `$${first + index}`).join(', ');
}
