import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface OtlpValue {
  readonly stringValue?: string;
}

/** A span as OTLP/JSON writes it. */
export interface CollectedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly attributes: readonly { readonly key: string; readonly value: OtlpValue }[];
}

interface OtlpRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: CollectedSpan['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly CollectedSpan[] }[];
  }[];
}

export interface Collector {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly url: string;
  readonly paths: readonly string[];
  readonly resources: readonly CollectedSpan['attributes'][];
  readonly spans: readonly CollectedSpan[];
  close(): Promise<void>;
}

/** An OTLP/HTTP collector on loopback; a `silent` one takes requests and never answers. */
export async function startCollector(mood: 'good' | 'silent' | 'refuses' = 'good'): Promise<Collector> {
  const paths: string[] = [];
  const spans: CollectedSpan[] = [];
  const resources: CollectedSpan['attributes'][] = [];
  const server = createServer(async (request, response) => {
    paths.push(request.url ?? '');
    if (mood === 'silent') return;
    if (mood === 'refuses') return void response.writeHead(400).end();
    const body = (await json(request)) as OtlpRequest;
    for (const { resource, scopeSpans } of body.resourceSpans) {
      resources.push(resource.attributes);
      spans.push(...scopeSpans.flatMap((scope) => scope.spans));
    }
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    resources,
    spans,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
