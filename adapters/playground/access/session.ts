import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeyValueStore } from '../../../src/conversation/ports/stores.js';
import type { Clock } from '../../../src/conversation/ports/tools.js';
import { SESSION_MS } from '../limits.js';

const SECRET_KEY = 'playground:local/session-secret';
export const COOKIE_NAME = 'reelthread_playground';

/** Decides who knows the password: by itself (HTTP Basic, the login form) or by a session that was given for it. */
export interface Sessions {
  /** Compares in constant time. */
  isPassword(given: string): boolean;
  /** Value of the cookie: when the session ends, signed. */
  issue(): string;
  isGenuine(token: string): boolean;
}

/**
 * Sessions are stateless and survive a restart. The signing key is made of a stored random secret and the password,
 * so a new password ends every session.
 */
export async function openSessions(password: string, values: KeyValueStore, clock: Clock): Promise<Sessions> {
  const stored = await values.get<string>(SECRET_KEY);
  const secret = stored ?? randomBytes(32).toString('base64url');
  if (stored === undefined) await values.set(SECRET_KEY, secret);
  const key = createHmac('sha256', secret).update(password).digest();
  const sign = (until: string) => createHmac('sha256', key).update(`session ${until}`).digest('base64url');

  return {
    isPassword: (given) => equal(given, password),
    issue() {
      const until = String(clock.now() + SESSION_MS);
      return `${until}.${sign(until)}`;
    },
    isGenuine(token) {
      const [until = '', signature = ''] = token.split('.');
      return equal(signature, sign(until)) && Number(until) > clock.now();
    },
  };
}

/** Constant time whatever the lengths: digests are compared. */
function equal(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** The session cookie of a request. */
export function cookieOf(header: string | undefined): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE_NAME)?.[1];
}

/** The password of an `Authorization: Basic` header; the user name does not matter. */
export function basicPasswordOf(header: string | undefined): string | undefined {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}
