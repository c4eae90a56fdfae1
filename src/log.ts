import pino from 'pino';
import type { Log } from './conversation/ports/tools.js';

/** Tokens by their looks, in case one arrives from where nobody expects it (an error text of a library, a URL). */
const TOKEN_SHAPES = [
  /nmv_usr_[\w-]+/g,
  /clm_[\w-]+/g,
  /xox[a-z]-[\w-]+/g,
  /xapp-[\w-]+/g,
  /(?<=Bearer )[\w.~+/-]+=*/g,
  /(?<=Bot )[\w-]{20,}\.[\w-]+\.[\w-]+/g,
  /(?<=:\/\/[^/\s:@"]+:)[^@\s"]+(?=@)/g,
];
const REDACTED = '[redacted]';

/**
 * Structured logs on standard output. Every line is scrubbed as a whole, after it was written as JSON: by the given
 * secrets and by the looks of tokens, so that no field, message or stack can carry one.
 */
export function createLog(level: string, secrets: readonly (string | undefined)[] = []): Log {
  const known = secrets.filter((secret): secret is string => secret !== undefined && secret.length >= 8);
  const scrub = (line: string) => {
    let clean = line;
    for (const secret of known) clean = clean.replaceAll(JSON.stringify(secret).slice(1, -1), REDACTED);
    for (const shape of TOKEN_SHAPES) clean = clean.replace(shape, REDACTED);
    return clean;
  };
  return pino({ level, base: undefined, hooks: { streamWrite: scrub } });
}
