import type { Log } from '../conversation/ports/tools.js';
import type { Lane } from '../conversation/ports/work.js';
import { noTelemetry, type Telemetry } from '../conversation/telemetry.js';
import type { HttpServer } from '../http/server.js';
import { type MetricsAccess, serveMetrics } from './metrics-route.js';
import { type BuildFacts, createPrometheusMetrics } from './prometheus-metrics.js';

/** Numbers and traces of one process. */
export interface OpenTelemetry {
  readonly telemetry: Telemetry;
  /** Adds `GET /metrics`; call it before the server listens. */
  serve(server: HttpServer, access: MetricsAccess): void;
  /** From now on the length of the queue is known. */
  watchQueue(waiting: () => Promise<Record<Lane, number>>): void;
  /** Sends the last traces; waits for a collector for a few seconds at most. */
  close(): Promise<void>;
}

/** `otlpEndpoint` switches traces on; their library is loaded only then. */
export async function openTelemetry(options: {
  facts: BuildFacts;
  otlpEndpoint?: string;
  log: Log;
}): Promise<OpenTelemetry> {
  const { facts, otlpEndpoint, log } = options;
  let waiting: () => Promise<Partial<Record<Lane, number>>> = async () => ({});
  const prometheus = createPrometheusMetrics({ facts, waiting: () => waiting(), log });
  const traces = otlpEndpoint === undefined ? undefined : await loadTracer(otlpEndpoint, facts, log);
  return {
    telemetry: { metrics: prometheus.metrics, tracer: traces?.tracer ?? noTelemetry.tracer },
    serve: (server, access) => serveMetrics(server, access, prometheus),
    watchQueue(count) {
      waiting = count;
    },
    close: async () => traces?.close(),
  };
}

async function loadTracer(endpoint: string, { version, role }: BuildFacts, log: Log) {
  const { createOtelTracer } = await import('./otel-tracer.js');
  return createOtelTracer({ endpoint, version, role, log });
}
