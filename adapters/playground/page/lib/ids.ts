/** An id of our own for a message. `crypto.randomUUID` exists only on https and localhost, so bytes are drawn here. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
