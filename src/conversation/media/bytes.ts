/** Bytes as Latin-1 characters; shorter when the bytes end. */
export function ascii(bytes: Uint8Array, from: number, count: number): string {
  return String.fromCharCode(...bytes.subarray(from, from + count));
}
