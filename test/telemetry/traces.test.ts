import { afterEach, expect, it } from 'vitest';
import { noMetrics } from '../../src/conversation/telemetry.js';
import { createOtelTracer } from '../../src/telemetry/otel-tracer.js';
import { type Harness, JPEG, startHarness } from '../conversation/harness.js';
import { twinError } from '../fakes/nemo/answers.js';
import { silentLog } from '../fakes/silent-log.js';
import { recordingLog } from '../http/recording-log.js';
import { type CollectedSpan, type Collector, startCollector } from './collector.js';

let collector: Collector;
let bot: Harness | undefined;
afterEach(async () => {
  await bot?.close();
  await collector.close();
});

const facts = { version: '1.2.3', role: 'worker' };
const factOf = (span: CollectedSpan, key: string) =>
  span.attributes.find((attribute) => attribute.key === key)?.value.stringValue;

async function traced(text: string, prepare: (bot: Harness) => void = () => {}): Promise<CollectedSpan> {
  collector = await startCollector();
  const { tracer, close } = createOtelTracer({ endpoint: collector.url, ...facts, log: silentLog });
  bot = await startHarness({ telemetry: { metrics: noMetrics, tracer } });
  prepare(bot);
  const thread = bot.thread();
  await thread.say(text, [bot.platform.attach('marked-name.jpg', JPEG)]);
  await bot.idle(thread);
  await close();
  const [act, ...others] = collector.spans.filter((span) => span.parentSpanId === undefined);
  expect(others).toEqual([]);
  if (!act) throw new Error('no act was traced');
  expect(factOf(act, 'reelthread.conversation')).toBe(thread.place.conversation);
  return act;
}

it('draws an act with its steps, over OTLP', async () => {
  const act = await traced('turn marked-words into a short video');
  expect(collector.paths).toContain('/v1/traces');
  expect(collector.resources[0]).toContainEqual({
    key: 'service.name',
    value: { stringValue: 'reelthread' },
  });
  expect(act).toMatchObject({ name: 'act', status: {} });

  const steps = collector.spans.filter((span) => span.parentSpanId === act.spanId);
  expect(steps.every((span) => span.traceId === act.traceId)).toBe(true);
  expect(steps.length).toBe(collector.spans.length - 1);
  const names = steps.map((span) => span.name);
  for (const name of ['session', 'upload', 'baseline', 'turn', 'submit', 'done', 'delivered', 'say']) {
    expect(names).toContain(name);
  }
  const turn = steps.find((span) => span.name === 'turn');
  expect(turn && factOf(turn, 'reelthread.step')).toMatch(/\/turn$/);
  expect(turn?.status.code ?? 0).not.toBe(2);
  expect(BigInt(turn?.endTimeUnixNano ?? 0)).toBeLessThanOrEqual(BigInt(act.endTimeUnixNano));
  expect(JSON.stringify(collector.spans)).not.toContain('marked');
});

it('marks what failed by its code and tells nothing else of it', async () => {
  const act = await traced('make a video', ({ nemo }) => {
    nemo.always('turn', twinError(2001, 'marked-reason'));
  });
  expect(act.status).toEqual({ code: 2, message: 'no-credits' });
  const turn = collector.spans.find((span) => span.name === 'turn');
  expect(turn?.status).toEqual({ code: 2, message: 'no-credits' });
  expect(JSON.stringify(collector.spans)).not.toContain('marked');
});

it('does not wait for a collector that never answers', async () => {
  collector = await startCollector('silent');
  const { tracer, close } = createOtelTracer({
    endpoint: collector.url,
    ...facts,
    log: silentLog,
    closeWithinMs: 50,
  });
  tracer.span('act').end();
  // The exporter itself would wait for ten seconds, which is longer than this test may take.
  await close();
}, 8_000);

it('says so when the collector refuses', async () => {
  collector = await startCollector('refuses');
  const log = recordingLog();
  const { tracer, close } = createOtelTracer({ endpoint: collector.url, ...facts, log });
  tracer.span('act').end();
  await close();
  expect(collector.paths).toEqual(['/v1/traces']);
  expect(log.lines).toMatchObject([{ level: 'warn', message: 'the last traces could not be sent' }]);
});
