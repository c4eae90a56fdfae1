import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Log } from '../conversation/ports/tools.js';
import type { Lane } from '../conversation/ports/work.js';
import type { GatewayState, Metrics } from '../conversation/telemetry.js';
import { Failure } from '../failure.js';

/** What the process says about itself; one series. */
export interface BuildFacts {
  readonly version: string;
  readonly role: string;
  readonly backend: string;
}

/** The numbers of this process in Prometheus' text format. */
export interface PrometheusMetrics {
  readonly metrics: Metrics;
  readonly contentType: string;
  /** Never rejects because of `waiting`: its series is left out when the store does not answer within two seconds. */
  text(): Promise<string>;
}

/** An upload takes tenths of a second, a turn up to 15 minutes. */
const SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 900];
/** A scrape is given up after ten seconds by default; the other numbers must not be lost with this one. */
const WAITING_DEADLINE_MS = 2_000;
const GATEWAY_STATES: readonly GatewayState[] = ['held', 'standby', 'unknown'];

/** `waiting` counts the messages that are not done, in the whole database. */
export function createPrometheusMetrics(options: {
  facts: BuildFacts;
  waiting: () => Promise<Partial<Record<Lane, number>>>;
  log: Log;
}): PrometheusMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <const Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `reelthread_${name}`, help, labelNames, registers });

  new Gauge({
    name: 'reelthread_info',
    help: 'Always 1; its labels say what runs.',
    labelNames: ['version', 'role', 'backend'],
    registers,
  }).set({ ...options.facts }, 1);
  const waiting = new Gauge({
    name: 'reelthread_messages_waiting',
    help: 'Accepted messages that are not done, of all processes on this database.',
    labelNames: ['lane'],
    registers,
  });
  const running = new Gauge({
    name: 'reelthread_acts_running',
    help: 'Messages that are worked on in this process.',
    labelNames: ['lane'],
    registers,
  });
  const phases = new Histogram({
    name: 'reelthread_phase_duration_seconds',
    help: 'How long the phases of an act take: wait, upload, turn, render, deliver.',
    labelNames: ['phase', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const messages = counter('messages_received_total', 'Messages from platforms.', ['platform', 'outcome']);
  const acts = counter('acts_total', 'Messages worked on, by how that ended.', ['lane', 'outcome']);
  const failures = counter('failures_total', 'Failures told to people.', ['code']);
  const turns = counter('turns_total', 'Messages to the agent, by how their stream ended.', ['ending']);
  const renders = counter('renders_total', 'Renders watched to their end.', ['outcome']);
  const deliveries = counter('deliveries_total', 'Videos handed to a platform.', ['outcome']);
  const retries = counter('retries_total', 'Things tried again.', ['what']);
  const recoveries = counter('recoveries_total', 'Work taken up again.', ['what', 'outcome']);
  const requests = counter('platform_requests_total', 'Requests to platform APIs.', ['platform', 'outcome']);
  const gateway = new Gauge({
    name: 'reelthread_discord_gateway',
    help: "1 for the state in which this process is with Discord's gateway: held, standby or unknown.",
    labelNames: ['state'],
    registers,
  });
  const shards = new Gauge({
    name: 'reelthread_discord_shards',
    help: "Shards of this process's connection to Discord, by whether they hear what happens.",
    labelNames: ['state'],
    registers,
  });
  for (const lane of ['ordered', 'aside'] satisfies Lane[]) running.set({ lane }, 0);

  async function lookAtQueue(): Promise<void> {
    waiting.reset();
    try {
      const counts = await within(WAITING_DEADLINE_MS, options.waiting());
      for (const [lane, count] of Object.entries(counts)) waiting.set({ lane }, count);
    } catch (problem) {
      options.log.warn({ detail: Failure.from(problem).detail }, 'the waiting messages could not be counted');
    }
  }

  return {
    contentType: registry.contentType,
    async text() {
      await lookAtQueue();
      return registry.metrics();
    },
    metrics: {
      received: (platform, outcome) => messages.inc({ platform, outcome }),
      actBegan: (lane) => running.inc({ lane }),
      actEnded(lane, outcome) {
        running.dec({ lane });
        acts.inc({ lane, outcome });
      },
      failed: (code) => failures.inc({ code }),
      turn: (ending) => turns.inc({ ending }),
      render: (outcome) => renders.inc({ outcome }),
      delivery: (outcome) => deliveries.inc({ outcome }),
      took: (phase, ms, outcome) => phases.observe({ phase, outcome }, ms / 1_000),
      retry: (what) => retries.inc({ what }),
      recovery: (what, outcome) => recoveries.inc({ what, outcome }),
      platformRequest: (platform, outcome) => requests.inc({ platform, outcome }),
      gateway(now, { up, down }) {
        for (const state of GATEWAY_STATES) gateway.set({ state }, state === now ? 1 : 0);
        shards.set({ state: 'up' }, up);
        shards.set({ state: 'down' }, down);
      },
    },
  };
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Failure('store-unavailable', { detail: `no answer in ${ms} ms` })),
      ms,
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
