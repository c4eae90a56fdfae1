import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { CountRequest } from '../chat/count-request.js';
import type { SlackHosts } from './hosts.js';
import { libraryLogger } from './library-log.js';
import { problemOf, refusesToken, SlackProblem } from './problems.js';
import { createRateGate } from './rate-gate.js';

/** How much a call is worth. */
export interface CallOptions {
  /** Wait as long as Slack says and try again (final messages), or give up at once (edits, status). */
  readonly patient: boolean;
  /** The call may be sent again although it is unknown whether it took effect. */
  readonly repeatable: boolean;
}

/** Calls one method of Slack's client. `method` is Slack's own name of it. Rejects with SlackProblem. */
export type Call = <T>(
  method: string,
  options: CallOptions,
  send: (client: WebClient) => Promise<T>,
) => Promise<T>;

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

export function createCaller(options: {
  token: string;
  /** Told for every answer that refuses the token itself. */
  onTokenRefused: () => void;
  hosts: SlackHosts;
  count: CountRequest;
  clock: Clock;
  log: Log;
}): Call {
  const { onTokenRefused, count, clock, log } = options;
  const client = new WebClient(options.token, clientOptions(options.hosts, log));
  const gate = createRateGate(clock);

  async function attempt<T>(method: string, patient: boolean, send: (client: WebClient) => Promise<T>) {
    const closedFor = gate.closedFor(method);
    if (closedFor > 0 && !patient) {
      throw new SlackProblem(method, { kind: 'rate-limited', retryAfterMs: closedFor }, undefined);
    }
    await gate.pass(method);
    try {
      const answer = await send(client);
      count('ok');
      return answer;
    } catch (thrown) {
      const problem = problemOf(thrown);
      count(problem.kind === 'rate-limited' ? 'rate-limited' : 'failed');
      if (problem.kind === 'rate-limited') gate.close(method, problem.retryAfterMs);
      if (refusesToken(problem)) onTokenRefused();
      throw new SlackProblem(method, problem, thrown);
    }
  }

  return async (method, { patient, repeatable }, send) => {
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
  };
}
