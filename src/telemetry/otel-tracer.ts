import { setTimeout as wait } from 'node:timers/promises';
import {
  type Span as ApiSpan,
  type Context,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Log } from '../conversation/ports/tools.js';
import type { Span, SpanFacts, Tracer as TracerPort } from '../conversation/telemetry.js';
import { Failure } from '../failure.js';

export interface OtelOptions {
  /** Base address of an OTLP/HTTP collector; spans are posted to `<endpoint>/v1/traces`. */
  readonly endpoint: string;
  readonly version: string;
  readonly role: string;
  readonly log: Log;
  /** How long `close` waits for the collector, in milliseconds. */
  readonly closeWithinMs?: number;
}

const EXPORT_TIMEOUT_MS = 5_000;
/** A collector that does not answer must not hold up the end of the process. */
const CLOSE_WITHIN_MS = 3_000;

/**
 * Traces through OpenTelemetry. A parent is handed over by hand, so nothing is patched and no context manager runs.
 * Loaded only when it is configured. `OTEL_EXPORTER_OTLP_HEADERS` is read by the exporter itself.
 */
export function createOtelTracer(options: OtelOptions): { tracer: TracerPort; close(): Promise<void> } {
  const { log, closeWithinMs = CLOSE_WITHIN_MS } = options;
  const tell = (message: string) => log.warn({ detail: message }, 'OpenTelemetry has a problem');
  const ignore = () => undefined;
  diag.setLogger(
    { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': 'reelthread',
      'service.version': options.version,
      'reelthread.role': options.role,
    }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({
          url: `${options.endpoint}/v1/traces`,
          timeoutMillis: EXPORT_TIMEOUT_MS,
        }),
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  });
  const tracer = provider.getTracer('reelthread');
  return {
    tracer: { span: (name, facts) => start(tracer, ROOT_CONTEXT, name, facts) },
    async close() {
      try {
        await Promise.race([provider.shutdown(), wait(closeWithinMs, undefined, { ref: false })]);
      } catch (problem) {
        // The work is done; only its last traces are missing.
        log.warn({ detail: Failure.from(problem).detail }, 'the last traces could not be sent');
      }
    },
  };
}

function start(tracer: Tracer, parent: Context, name: string, facts: SpanFacts = {}): Span {
  const span = tracer.startSpan(name, { attributes: facts }, parent);
  const here = trace.setSpan(parent, span);
  return {
    child: (inner, more) => start(tracer, here, inner, more),
    end: (problem) => end(span, problem),
  };
}

function end(span: ApiSpan, problem: unknown): void {
  // The SDK complains about a span that is ended twice.
  if (!span.isRecording()) return;
  if (problem !== undefined) {
    const { code } = Failure.from(problem);
    span.setAttribute('error.type', code);
    span.setStatus({ code: SpanStatusCode.ERROR, message: code });
  }
  span.end();
}
