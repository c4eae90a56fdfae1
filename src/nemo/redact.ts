const MAX_LENGTH = 200;
/** Anything shorter is no secret, and taking it out would only garble the text. */
const MIN_SECRET_LENGTH = 6;

/**
 * One safe line out of something that the backend wrote: no token, no claim capability, no more of a URL than its
 * host (queries are often signatures), at most 200 characters. `secrets` are values that are known not to be shown.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let safe = text;
  for (const secret of secrets) {
    if (secret.length >= MIN_SECRET_LENGTH) safe = safe.replaceAll(secret, '[redacted]');
  }
  safe = safe
    .replace(/\b(?:nmv_usr|clm)_[\w-]+/gi, '[redacted]')
    .replace(/\bBearer\s+[\w.~+/=-]+/gi, 'Bearer [redacted]')
    .replace(/(https?:\/\/)(?:[^\s/@"'<>]*@)?([^\s/?#"'<>]+)[^\s"'<>]*/gi, '$1$2')
    .replace(/\?[\w.-]+=\S*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return safe.length > MAX_LENGTH ? `${safe.slice(0, MAX_LENGTH - 1)}…` : safe;
}
