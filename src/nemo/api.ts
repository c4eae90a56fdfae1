import type { Clock, Log } from '../conversation/ports/tools.js';
import { Failure, failedWith } from '../failure.js';
import { type Account, type Credential, LONGEST_WAIT_MS, RATE_LIMIT_WAIT_MS } from './account.js';
import { attributionHeaders } from './attribution.js';
import { type Envelope, readEnvelope } from './envelope.js';
import { stringifyExact } from './exact-json.js';
import { type Endpoint, refusalFailure } from './refusal.js';
import { type HttpAnswer, stoppedFailure, type Transport } from './transport.js';

export interface ApiOptions {
  readonly transport: Transport;
  readonly account: Account;
  readonly clock: Clock;
  readonly log: Log;
  readonly skillVersion: string;
  readonly skillPlatform: string;
}

/** What may be done again when a request fails. A refused token is replaced in any case. */
export interface RetryPolicy {
  readonly skill: string;
  readonly signal?: AbortSignal;
  /** The request can be made a second time: false for a body that has flowed away. */
  readonly replayable?: boolean;
  /** Network errors and 5xx are tried again: only what merely reads. */
  readonly patient?: boolean;
  /** 429 is waited for, once. */
  readonly waitWhenLimited?: boolean;
}

export interface ApiCall extends RetryPolicy {
  readonly endpoint: Endpoint;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly json?: unknown;
  readonly headersTimeoutMs?: number;
  /** An answer with status 200 that looks like an error, and yet is what was asked for (a failed render). */
  readonly accept?: (envelope: Envelope) => boolean;
}

/** Back-off of reads, milliseconds. */
const BACK_OFF = [500, 2_000];

/** Requests with authentication, attribution, errors by the contract, and its retries. */
export class NemoApi {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  get account(): Account {
    return this.#options.account;
  }

  get transport(): Transport {
    return this.#options.transport;
  }

  /** One JSON call. Rejects with a Failure. */
  call(call: ApiCall): Promise<Envelope> {
    return this.authorised(call, async (headers) => {
      const json = call.json === undefined ? undefined : stringifyExact(call.json);
      const answer = await this.transport.send({
        method: call.method,
        path: call.path,
        headers: json === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
        body: json,
        headersTimeoutMs: call.headersTimeoutMs,
        signal: call.signal,
      });
      return this.understand(call.endpoint, answer, call.accept);
    });
  }

  /** The payload of an answer; throws the Failure that it tells. */
  understand(endpoint: Endpoint, answer: HttpAnswer, accept?: (envelope: Envelope) => boolean): Envelope {
    const envelope = readEnvelope(answer.text);
    const good = answer.status >= 200 && answer.status < 300;
    if (good && envelope && (envelope.ok || accept?.(envelope))) return envelope;
    throw this.refusal(endpoint, answer.status, envelope, answer.retryAfter);
  }

  refusal(
    endpoint: Endpoint,
    status: number,
    envelope: Pick<Envelope, 'code' | 'message'> | undefined,
    retryAfter?: string,
  ): Failure {
    const { secrets } = this.account;
    return refusalFailure({ endpoint, status, envelope, retryAfter, secrets, facts: this.account.facts() });
  }

  /**
   * Runs `attempt` with the headers of the account. 1001 means that nothing was done, so the call is made again with a
   * new token; an operator's token is never swapped (contract §16, traps 20 and 21).
   */
  async authorised<T>(
    policy: RetryPolicy,
    attempt: (headers: Record<string, string>) => Promise<T>,
  ): Promise<T> {
    const { account, log } = this.#options;
    let credential = await this.#credential(policy);
    let replaced = false;
    let waited = false;
    for (let failures = 0; ; ) {
      try {
        return await attempt(this.#headers(credential, policy.skill));
      } catch (problem) {
        if (policy.signal?.aborted) throw stoppedFailure(policy.signal);
        if (failedWith(problem, 'token-expired') && !replaced) {
          log.warn({ detail: problem.detail }, 'the token was refused');
          credential = await abortable(account.replace(credential, policy.skill), policy.signal);
          replaced = true;
          if (policy.replayable === false) {
            throw new Failure('backend-unavailable', {
              detail: 'the token was replaced while a body was on its way: it has to be sent again',
              cause: problem,
            });
          }
        } else if (failedWith(problem, 'rate-limited') && policy.waitWhenLimited && !waited) {
          const wait = problem.facts.retryAfterMs ?? RATE_LIMIT_WAIT_MS;
          if (wait > LONGEST_WAIT_MS) throw problem;
          log.info({ wait }, 'rate limited: waiting once');
          await this.#sleep(wait, policy.signal);
          waited = true;
        } else if (failedWith(problem, 'backend-unavailable') && policy.patient) {
          const wait = BACK_OFF[failures++];
          if (wait === undefined) throw problem;
          await this.#sleep(wait, policy.signal);
        } else {
          throw Failure.from(problem);
        }
      }
    }
  }

  async #credential(policy: RetryPolicy): Promise<Credential> {
    return abortable(this.account.credential(policy.skill), policy.signal);
  }

  async #sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    await this.#options.clock.sleep(ms, signal).catch(() => throwStopped(signal));
  }

  #headers(credential: Credential, skill: string): Record<string, string> {
    const { skillVersion, skillPlatform } = this.#options;
    return {
      ...attributionHeaders(skill, skillVersion, skillPlatform),
      Authorization: `Bearer ${credential.token}`,
    };
  }
}

function throwStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw stoppedFailure(signal);
}

/** A shared promise seen by one caller: its own stop does not stop the others. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  if (signal.aborted) {
    promise.catch(() => {});
    return Promise.reject(stoppedFailure(signal));
  }
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(stoppedFailure(signal));
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
