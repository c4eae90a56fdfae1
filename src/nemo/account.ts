import { v4 as uuid } from 'uuid';
import { z } from 'zod';
import type { KeyValueStore } from '../conversation/ports/stores.js';
import type { Clock, Log } from '../conversation/ports/tools.js';
import { Failure, failedWith } from '../failure.js';
import { attributionHeaders } from './attribution.js';
import { readEnvelope } from './envelope.js';
import { refusalFailure } from './refusal.js';
import type { Transport } from './transport.js';
import * as values from './values.js';

export interface AccountOptions {
  readonly transport: Transport;
  /** Keys of what is kept carry this, so that a token is never sent to another backend than its own. */
  readonly backendKey: string;
  /** The operator's NEMO_TOKEN. Used as it is and never replaced by another identity. */
  readonly token?: string;
  /** The variable that it was set with. Default `NEMO_TOKEN`. */
  readonly tokenName?: string;
  /** NEMO_CLIENT_ID; without one, a client id is made once and kept. */
  readonly clientId?: string;
  readonly store: KeyValueStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly skillVersion: string;
  readonly skillPlatform: string;
}

export interface Credential {
  readonly token: string;
  /** `anon_...` of an anonymous account; unknown with NEMO_TOKEN. */
  readonly userId?: string;
  readonly anonymous: boolean;
}

interface KeptToken {
  readonly token: string;
  readonly userId?: string;
  readonly clientId: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

const CLIENT_ID_KEY = 'nemo:client-id';
/** Lifetime of an anonymous token (contract §3), for answers that do not name it. */
const LIFETIME_MS = 7 * 86_400_000;
/** A token is renewed this long before it expires, so that no upload outlives it. */
const SPARE_MS = 10 * 60_000;
/** Seeds: "429: retry in 30 s once". */
export const RATE_LIMIT_WAIT_MS = 30_000;
/** A longer Retry-After is not waited for: the person is told instead. */
export const LONGEST_WAIT_MS = 120_000;

const tokenAnswer = z.looseObject({
  token: values.text,
  user_id: values.id,
  userId: values.id,
  expires_at: values.moment,
  expires_in: values.number,
});

/**
 * Whose credits are spent. One account for the whole deployment: the backend gives one anonymous token per client in
 * 7 days and 10 per address, so a token per thread would lock the bot out (contract §3, trap 19).
 */
export class Account {
  readonly #options: AccountOptions;
  readonly #tokenKey: string;
  #current: KeptToken | undefined;
  #renewing: Promise<KeptToken> | undefined;
  #learnedUserId: string | undefined;

  constructor(options: AccountOptions) {
    if (options.token !== undefined && /[^\x21-\x7e]/.test(options.token)) {
      const { tokenName = 'NEMO_TOKEN' } = options;
      throw new Failure('config', { detail: `${tokenName} has characters that a token cannot have` });
    }
    this.#options = options;
    this.#tokenKey = `nemo:token:${options.backendKey}`;
  }

  /**
   * The credential for a request. Rejects with `token-quota`, `client-id-missing`, `backend-unavailable` or
   * `backend-misunderstood` when an anonymous token was needed and could not be had.
   */
  async credential(skill: string): Promise<Credential> {
    const { token, clock } = this.#options;
    if (token) return { token, anonymous: false };
    if (!this.#current || this.#current.expiresAt - clock.now() < SPARE_MS) await this.#renew(skill);
    return this.#anonymous();
  }

  /** After 1001: another token than the one that was refused. Rejects with `token-refused` for an operator's token. */
  async replace(refused: Credential, skill: string): Promise<Credential> {
    if (!refused.anonymous) {
      const { tokenName: fix = 'NEMO_TOKEN' } = this.#options;
      throw new Failure('token-refused', { detail: `the backend refused ${fix}`, facts: { fix } });
    }
    // Somebody else may have replaced it while this request was on its way.
    if (this.#current?.token === refused.token) await this.#renew(skill, refused.token);
    return this.#anonymous();
  }

  /** Some answers name the user where the token's answer did not; needed for `?bind=` (contract §16). */
  learnUserId(userId: string | undefined): void {
    this.#learnedUserId ??= userId;
  }

  /** What must never be shown. */
  get secrets(): string[] {
    return [this.#options.token, this.#current?.token].filter((secret) => secret !== undefined);
  }

  /** The account as a failure about credits or plans needs it. */
  facts(): { bindId?: string; anonymous: boolean } {
    const userId = this.#current?.userId ?? this.#learnedUserId;
    // An operator may also have configured the token of an anonymous account.
    const anonymous = !this.#options.token || userId?.startsWith('anon_') === true;
    return { anonymous, bindId: anonymous ? userId : undefined };
  }

  #anonymous(): Credential {
    if (!this.#current) throw new Failure('internal', { detail: 'no anonymous token after it was renewed' });
    return { token: this.#current.token, userId: this.#current.userId, anonymous: true };
  }

  /** Many requests may find the token expired at once: only one asks for a new one. */
  async #renew(skill: string, refused?: string): Promise<void> {
    this.#renewing ??= this.#findOrMint(skill, refused).finally(() => {
      this.#renewing = undefined;
    });
    this.#current = await this.#renewing;
  }

  async #findOrMint(skill: string, refused: string | undefined): Promise<KeptToken> {
    const { store, clock, log } = this.#options;
    const clientId = await this.#clientId();
    // Another process, or this one before a restart, may have a good one already.
    const kept = await store.get<KeptToken>(this.#tokenKey);
    const usable =
      kept?.clientId === clientId && kept.token !== refused && kept.expiresAt - clock.now() > SPARE_MS;
    if (kept && usable) return kept;
    const minted = await this.#mint(skill, clientId);
    await store.set(this.#tokenKey, minted, Math.max(1, minted.expiresAt - clock.now()));
    log.info({ userId: minted.userId }, 'a new anonymous token');
    return minted;
  }

  async #mint(skill: string, clientId: string): Promise<KeptToken> {
    try {
      return await this.#request(skill, clientId);
    } catch (problem) {
      if (failedWith(problem, 'client-id-missing') && !this.#options.clientId) {
        return await this.#request(skill, await this.#newClientId());
      }
      if (!failedWith(problem, 'rate-limited')) throw problem;
      const wait = problem.facts.retryAfterMs ?? RATE_LIMIT_WAIT_MS;
      if (wait > LONGEST_WAIT_MS) throw this.#quota(problem);
      await this.#options.clock.sleep(wait);
      try {
        return await this.#request(skill, clientId);
      } catch (again) {
        throw failedWith(again, 'rate-limited') ? this.#quota(again) : again;
      }
    }
  }

  async #request(skill: string, clientId: string): Promise<KeptToken> {
    const { transport, clock, skillVersion, skillPlatform } = this.#options;
    const answer = await transport.send({
      method: 'POST',
      path: '/api/auth/anonymous-token',
      headers: { ...attributionHeaders(skill, skillVersion, skillPlatform), 'X-Client-Id': clientId },
    });
    const envelope = readEnvelope(answer.text);
    if (!envelope?.ok || answer.status >= 400) {
      throw refusalFailure({ endpoint: 'token', envelope, ...answer, secrets: this.secrets });
    }
    const fields = tokenAnswer.parse(envelope.fields);
    if (!fields.token) {
      throw new Failure('backend-misunderstood', { detail: 'token: the answer has no token' });
    }
    const now = clock.now();
    const lifetime = fields.expires_in === undefined ? LIFETIME_MS : fields.expires_in * 1_000;
    const told = fields.expires_at ?? now + lifetime;
    return {
      token: fields.token,
      userId: fields.user_id ?? fields.userId,
      clientId,
      // A new token that seems to have expired means that the clocks differ. It is used until it is refused:
      // asking again for every request would use up the quota.
      expiresAt: told - now > SPARE_MS ? told : now + LIFETIME_MS,
    };
  }

  async #clientId(): Promise<string> {
    const { clientId, store } = this.#options;
    return clientId ?? (await store.get<string>(CLIENT_ID_KEY)) ?? (await this.#newClientId());
  }

  async #newClientId(): Promise<string> {
    const clientId = uuid();
    await this.#options.store.set(CLIENT_ID_KEY, clientId);
    return clientId;
  }

  #quota(problem: Failure): Failure {
    return new Failure('token-quota', {
      detail: 'no anonymous token: 1 per client and 10 per address in 7 days',
      cause: problem,
      facts: { retryAfterMs: problem.facts.retryAfterMs, fix: 'NEMO_TOKEN' },
    });
  }
}
