import type { FailureCode } from '../failure.js';
import type { PlatformName } from './inbound.js';
import type { Clock } from './ports/tools.js';
import type { TurnEnding } from './ports/video-backend.js';
import type { Lane } from './ports/work.js';

/**
 * What the core tells about its work to whoever operates it: numbers and traces. Both are decoration: nothing here may
 * throw or wait. Labels come from small fixed sets, never from people (no ids, names or texts).
 */
export interface Telemetry {
  readonly metrics: Metrics;
  readonly tracer: Tracer;
}

/** How work on one message ended. `suspended` and `postponed` go on: after a restart, and when a trouble has passed. */
export type ActOutcome = 'done' | 'failed' | 'stopped' | 'forgotten' | 'suspended' | 'postponed';

/** `wait` is the time from the receipt of a message until work on it begins. */
export type Phase = 'wait' | 'upload' | 'turn' | 'render' | 'deliver';

export interface Metrics {
  /** A message came through the door; `refused` when too much waits already. */
  received(platform: PlatformName, outcome: 'accepted' | 'duplicate' | 'refused'): void;
  actBegan(lane: Lane): void;
  actEnded(lane: Lane, outcome: ActOutcome): void;
  /** A failure that a person was told about. */
  failed(code: FailureCode): void;
  /** A message to the agent; `refused` before its stream began, so it was not accepted. */
  turn(ending: TurnEnding | 'refused'): void;
  render(outcome: 'done' | 'failed' | 'timeout' | 'stopped' | 'suspended'): void;
  delivery(outcome: 'delivered' | 'too-large' | 'not-allowed' | 'unreachable' | 'failed'): void;
  /** `ms` is wall time, also when the phase has failed. */
  took(phase: Phase, ms: number, outcome: 'ok' | 'failed'): void;
  /** Something is tried again; `thread` is a whole thread after a trouble of store or platform. */
  retry(what: 'upload' | 'render' | 'render-poll' | 'state' | 'thread'): void;
  /**
   * An act was taken up again (after a restart, from a dead worker, after a trouble); a turn whose stream broke was
   * looked for in the state; a session was made anew (`lost` when files have to be sent again).
   */
  recovery(what: 'act' | 'turn' | 'session', outcome: 'recovered' | 'lost'): void;
  /** One request of an adapter to its platform's API; every 429 counts, also one that is waited out. */
  platformRequest(platform: PlatformName, outcome: 'ok' | 'rate-limited' | 'failed'): void;
  /** Discord's gateway as this process has it; the shards are those of its own connection. */
  gateway(state: GatewayState, shards: { readonly up: number; readonly down: number }): void;
}

/** `held`: this process has the connection, up or not; `standby`: another one has; `unknown`: nobody can be asked. */
export type GatewayState = 'held' | 'standby' | 'unknown';

/** Facts of a span, for traces only: ids are allowed here, words of people and secrets are not. */
export type SpanFacts = Readonly<Record<string, string | number | boolean>>;

/** A stretch of work with a beginning and an end. */
export interface Span {
  child(name: string, facts?: SpanFacts): Span;
  /** `problem` marks it as failed; only its code is told. Ending it again changes nothing. */
  end(problem?: unknown): void;
}

export interface Tracer {
  span(name: string, facts?: SpanFacts): Span;
}

const nothing = () => undefined;

export const noMetrics: Metrics = {
  received: nothing,
  actBegan: nothing,
  actEnded: nothing,
  failed: nothing,
  turn: nothing,
  render: nothing,
  delivery: nothing,
  took: nothing,
  retry: nothing,
  recovery: nothing,
  platformRequest: nothing,
  gateway: nothing,
};

const noSpan: Span = { child: () => noSpan, end: nothing };

export const noTelemetry: Telemetry = { metrics: noMetrics, tracer: { span: () => noSpan } };

/** Runs one phase of an act and tells how long it took. */
export async function timed<T>(
  { metrics, clock }: { metrics: Metrics; clock: Clock },
  phase: Phase,
  run: () => Promise<T>,
): Promise<T> {
  const startedAt = clock.now();
  let outcome: 'ok' | 'failed' = 'failed';
  try {
    const value = await run();
    outcome = 'ok';
    return value;
  } finally {
    metrics.took(phase, clock.now() - startedAt, outcome);
  }
}

/** Runs a step of the journal; see `openJournal`. */
export type StepObserver = <T>(step: string, run: () => Promise<T>) => Promise<T>;

/** Every step that really runs becomes a span below `act`; a step that the journal answers does not. */
export function tracedSteps(act: Span): StepObserver {
  return async (step, run) => {
    const span = act.child(stepName(step), { 'reelthread.step': step });
    try {
      const value = await run();
      span.end();
      return value;
    } catch (problem) {
      span.end(problem);
      throw problem;
    }
  };
}

/** `render:1/submit` is a "submit", `upload:3` an "upload" and `say:batch:0/video` a "say": few names, easy to group. */
function stepName(step: string): string {
  if (step.startsWith('say:')) return 'say';
  const last = step.split('/').at(-1) ?? step;
  return last.replace(/:.*$/, '');
}
