import { createHash } from 'node:crypto';
import { LIMITS } from './limits.js';

/** The same for every try of the same part of the same message in the same channel, and for nothing else. */
export function nonceOf(channel: string, key: string, part = 0): string {
  return createHash('sha256')
    .update(`${channel}\n${key}\n${part}`)
    .digest('base64url')
    .slice(0, LIMITS.nonce);
}
