import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Clock, Log } from '../../src/conversation/ports.js';
import type { SlackHosts } from './hosts.js';
import { libraryLogger } from './library-log.js';
import { problemOf, SlackProblem } from './problems.js';
import { createRateGate } from './rate-gate.js';

/** How much a call is worth. */
export interface CallOptions {
  /** Wait as long as Slack says and try again (final messages), or give up at once (edits, status). */
  readonly patient: boolean;
  /** The call may be sent again although it is unknown whether it took effect. */
  readonly repeatable: boolean;
}

/** The Web API with the token of one installation. The only door to Slack's client. */
export interface SlackApi {
  /** Rejects with SlackProblem and nothing else. `method` is Slack's name of what `send` calls. */
  call<T>(method: string, options: CallOptions, send: (client: WebClient) => Promise<T>): Promise<T>;
}

export type ApiFactory = (token: string) => SlackApi;

/** Options of every client: our own retries know which calls may be repeated, the library's do not. */
export function clientOptions(hosts: SlackHosts, log: Log): WebClientOptions {
  return {
    slackApiUrl: hosts.api,
    timeout: 30_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // Method names are ours, so an absolute address can only be a mistake.
    allowAbsoluteUrls: false,
    logger: libraryLogger(log),
  };
}

const TRIES = { rateLimited: 8, unreachable: 4 } as const;
const FIRST_PAUSE_MS = 1_000;

export function createApiFactory(options: { hosts: SlackHosts; clock: Clock; log: Log }): ApiFactory {
  const { hosts, clock, log } = options;
  return (token) => {
    const client = new WebClient(token, clientOptions(hosts, log));
    const gate = createRateGate(clock);

    async function attempt<T>(method: string, patient: boolean, send: (client: WebClient) => Promise<T>) {
      const closedFor = gate.closedFor(method);
      if (closedFor > 0 && !patient) {
        throw new SlackProblem(method, { kind: 'rate-limited', retryAfterMs: closedFor }, undefined);
      }
      await gate.pass(method);
      try {
        return await send(client);
      } catch (thrown) {
        const problem = problemOf(thrown);
        if (problem.kind === 'rate-limited') gate.close(method, problem.retryAfterMs);
        throw new SlackProblem(method, problem, thrown);
      }
    }

    return {
      async call(method, { patient, repeatable }, send) {
        for (let limited = 0, unreachable = 0; ; ) {
          try {
            return await attempt(method, patient, send);
          } catch (thrown) {
            if (!(thrown instanceof SlackProblem)) throw thrown;
            const { kind } = thrown.problem;
            log.debug({ method, problem: thrown.message }, 'a call to Slack failed');
            if (kind === 'rate-limited' && patient && ++limited < TRIES.rateLimited) continue;
            if (kind !== 'unreachable' || !repeatable || ++unreachable >= TRIES.unreachable) throw thrown;
            await clock.sleep(FIRST_PAUSE_MS * 3 ** (unreachable - 1));
          }
        }
      },
    };
  };
}
