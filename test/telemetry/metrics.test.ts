import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noTelemetry } from '../../src/conversation/telemetry.js';
import { Failure } from '../../src/failure.js';
import { createPrometheusMetrics, type PrometheusMetrics } from '../../src/telemetry/prometheus-metrics.js';
import { type Harness, JPEG, startHarness } from '../conversation/harness.js';
import { codeData, twinError } from '../fakes/nemo/answers.js';
import { callTool, change, cutConnection } from '../fakes/nemo/turn-steps.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { silentLog } from '../fakes/silent-log.js';
import { recordingLog } from '../http/recording-log.js';
import { sample } from './samples.js';

const facts = { version: '1.2.3', role: 'all', backend: 'cloud' };
let prometheus: PrometheusMetrics;
let bot: Harness;

beforeEach(async () => {
  prometheus = createPrometheusMetrics({ facts, waiting: () => bot.store.waiting(), log: silentLog });
  bot = await startHarness({ telemetry: { ...noTelemetry, metrics: prometheus.metrics } });
});
afterEach(() => bot.close());

const value = async (series: string) => sample(await prometheus.text(), `reelthread_${series}`);

describe('numbers of a conversation', () => {
  it('counts a video from its message to its file', async () => {
    const thread = bot.thread();
    await thread.say('turn this image into a short video', [bot.platform.attach('beach.jpg', JPEG)]);
    await bot.idle(thread);
    expect(await value('messages_received_total{platform="playground",outcome="accepted"}')).toBe(1);
    expect(await value('acts_total{lane="ordered",outcome="done"}')).toBe(1);
    expect(await value('acts_running{lane="ordered"}')).toBe(0);
    expect(await value('turns_total{ending="complete"}')).toBe(1);
    expect(await value('renders_total{outcome="done"}')).toBe(1);
    expect(await value('deliveries_total{outcome="delivered"}')).toBe(1);
    for (const phase of ['wait', 'upload', 'turn', 'render', 'deliver']) {
      expect(await value(`phase_duration_seconds_count{phase="${phase}",outcome="ok"}`), phase).toBe(1);
    }
    expect(await value('phase_duration_seconds_sum{phase="render",outcome="ok"}')).toBeGreaterThan(2.9);
  });

  it('counts failures by their code, and retries', async () => {
    bot.nemo.always('turn', twinError(2001));
    const thread = bot.thread();
    await thread.say('make a video of a red fox in the snow');
    await bot.idle(thread);
    expect(await value('turns_total{ending="refused"}')).toBe(1);
    expect(await value('acts_total{lane="ordered",outcome="failed"}')).toBe(1);
    expect(await value('failures_total{code="no-credits"}')).toBe(1);
    expect(await value('phase_duration_seconds_count{phase="turn",outcome="failed"}')).toBe(1);
  });

  it('counts a turn that was recovered by state, and a render that was tried again', async () => {
    bot.nemo.nextTurn([
      callTool('edit_multitrack'),
      change(({ state }) => {
        state.draft = exampleDraft();
      }),
      cutConnection,
    ]);
    bot.nemo.next('renderStatus', codeData({ status: 'failed' }));
    const thread = bot.thread();
    await thread.say('make a video of a red fox in the snow');
    await bot.idle(thread);
    expect(await value('turns_total{ending="lost"}')).toBe(1);
    expect(await value('recoveries_total{what="turn",outcome="recovered"}')).toBe(1);
    expect(await value('renders_total{outcome="failed"}')).toBe(1);
    expect(await value('retries_total{what="render"}')).toBe(1);
    expect(await value('renders_total{outcome="done"}')).toBe(1);
  });

  it('shows what waits, and an act that is suspended and taken up again', async () => {
    bot.nemo.always('renderStatus', codeData({ status: 'processing' }));
    const thread = bot.thread();
    await thread.say('turn this image into a short video', [bot.platform.attach('beach.jpg', JPEG)]);
    await bot.nemo.arrived('renderStatus', 2);
    expect(await value('messages_waiting{lane="ordered"}')).toBe(1);
    expect(await value('acts_running{lane="ordered"}')).toBe(1);
    bot = await bot.restart();
    expect(await value('acts_total{lane="ordered",outcome="suspended"}')).toBe(1);
    expect(await value('renders_total{outcome="suspended"}')).toBe(1);
    bot.nemo.always('renderStatus', undefined);
    await bot.work.wake(thread.place.conversation, 'ordered');
    await bot.idle(thread);
    expect(await value('recoveries_total{what="act",outcome="recovered"}')).toBe(1);
    expect(await value('messages_waiting{lane="ordered"}')).toBe(0);
  });

  it('has no ids, names or words of people in its labels', async () => {
    const thread = bot.thread();
    await thread.say('turn marked-words into a video', [bot.platform.attach('marked-name.jpg', JPEG)]);
    await bot.idle(thread);
    const text = await prometheus.text();
    expect(await value('acts_total{lane="ordered",outcome="done"}')).toBe(1);
    for (const personal of [thread.place.conversation, 'marked', 'anna', bot.nemo.session().sessionId]) {
      expect(text).not.toContain(personal);
    }
  });
});

it('answers without the queue when the store is away', async () => {
  const log = recordingLog();
  const alone = createPrometheusMetrics({
    facts,
    waiting: () => Promise.reject(new Failure('store-unavailable', { detail: 'gone' })),
    log,
  });
  const text = await alone.text();
  expect(sample(text, 'reelthread_info{version="1.2.3",role="all",backend="cloud"}')).toBe(1);
  expect(text).not.toContain('reelthread_messages_waiting{');
  expect(JSON.stringify(log.lines)).toContain('gone');
});
