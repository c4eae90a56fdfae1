import type { Metrics } from '../../src/conversation/telemetry.js';

export type RequestOutcome = Parameters<Metrics['platformRequest']>[1];

/** Told once for every request that went to the platform, when it has been answered or has failed. */
export type CountRequest = (outcome: RequestOutcome) => void;

/** Runs one HTTP request and counts it by its status; without an answer it has failed. */
export async function counted<T>(
  count: CountRequest,
  statusOf: (answer: T) => number,
  send: () => Promise<T>,
): Promise<T> {
  let outcome: RequestOutcome = 'failed';
  try {
    const answer = await send();
    outcome = outcomeOf(statusOf(answer));
    return answer;
  } finally {
    count(outcome);
  }
}

function outcomeOf(status: number): RequestOutcome {
  if (status === 429) return 'rate-limited';
  return status < 400 ? 'ok' : 'failed';
}
