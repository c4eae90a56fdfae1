import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openSharedRecords } from '../../../src/studio/cluster/shared-records.js';
import { studioConformance } from '../../conformance/studio.js';
import { type S3Store, startS3 } from '../../fakes/s3/s3-store.js';
import { type PostgresServer, startPostgres } from '../../store/postgres-server.js';
import { startStrictPooler } from '../../store/strict-pooler.js';
import { type Cleanups, studioBench } from '../bench.js';
import type { Running } from '../harness.js';
import { heldRender, instantRender, picture, SILENT, until } from '../harness.js';

let server: PostgresServer;
let databaseUrl: string;
let s3: S3Store;
const cleanups: Cleanups = [];

beforeAll(async () => {
  [server, s3] = await Promise.all([startPostgres(), startS3()]);
  databaseUrl = await server.createDatabase();
});
afterAll(() => Promise.all([server.stop(), s3.close()]));
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await server.empty(databaseUrl, ['studio', 'bullmq']);
  await s3.empty();
});

/** Long by default: a process that only stands still on a busy machine must not be taken for dead. */
const records = (lostAfterMs = 15_000) => openSharedRecords({ databaseUrl, lostAfterMs, log: SILENT });
const bench = (lostAfterMs?: number) => studioBench(cleanups, { records: () => records(lostAfterMs), s3 });

it('its connections come through a pooler that takes no parameters', async () => {
  const pooler = await startStrictPooler(databaseUrl);
  try {
    const opened = await openSharedRecords({
      databaseUrl: pooler.databaseUrl,
      lostAfterMs: 15_000,
      log: SILENT,
    });
    await opened.check?.();
    await opened.close?.();
    expect(pooler.refused).toEqual([]);
  } finally {
    pooler.close();
  }
});

describe('records in PostgreSQL, media in S3', () => {
  studioConformance(() => bench());
});

describe('several processes', () => {
  /** A refusal (the database is away for a moment) has no data. */
  const poll = async (running: Running, id: string) =>
    (await running.call('GET', `/api/render/proxy/lambda/${id}`)).body.data ?? {};
  const cancel = (running: Running, id: string) =>
    running.call('POST', `/api/render/proxy/lambda/${id}/cancel`);
  const render = async (running: Running, id: string) => {
    const sid = await running.newSession();
    await running.upload(sid, [{ name: `${id}.jpg`, bytes: await picture() }]);
    await running.say(sid, 'make a video');
    const { draft } = await running.stateOf(sid);
    await running.call('POST', '/api/render/proxy/lambda', { id, sessionId: sid, draft });
  };
  const is = (running: Running, id: string, status: string) =>
    until(async () => {
      const data = await poll(running, id);
      return data.status === status ? data : undefined;
    });

  it('lose no edit of one session', async () => {
    const shared = await bench();
    const processes = await Promise.all([shared.start(), shared.start(), shared.start()]);
    const sid = (await processes[0]?.newSession()) ?? '';
    const files = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => ({
        name: `${index}.png`,
        bytes: await picture({ format: 'png', color: `#0000${(16 + index).toString(16)}` }),
      })),
    );
    await Promise.all(files.map((file, index) => processes[index % 3]?.upload(sid, [file])));
    expect((await processes[1]?.stateOf(sid))?.video_infos).toHaveLength(12);
  });

  it('share the renders, and each tells of all', async () => {
    const shared = await bench();
    const held = [heldRender(), heldRender()] as const;
    const a = await shared.start({ run: held[0].run, parallel: 1 });
    const b = await shared.start({ run: held[1].run, parallel: 1 });
    await render(a, 'render_1');
    await render(a, 'render_2');
    await until(() => (held[0].begun.length === 1 && held[1].begun.length === 1) || undefined);
    // Progress comes with the next beat.
    for (const running of [a, b]) {
      await until(async () => (await poll(running, 'render_1')).progress === 40 || undefined);
    }
    held[0].finish();
    held[1].finish();
    for (const id of ['render_1', 'render_2']) {
      const { outputUrl } = await is(b, id, 'completed');
      expect(await (await fetch(String(outputUrl))).text()).toBe('the video');
    }
  });

  it('cancel what another one renders', async () => {
    const shared = await bench();
    const held = heldRender();
    let stopped = false;
    const a = await shared.start({
      run: (job, hooks) => {
        hooks.signal.addEventListener('abort', () => {
          stopped = true;
        });
        return held.run(job, hooks);
      },
    });
    await render(a, 'render_1');
    await until(() => held.begun.length === 1 || undefined);
    const b = await shared.start();
    expect((await cancel(b, 'render_1')).body.data).toEqual({ id: 'render_1', status: 'cancelled' });
    expect((await poll(a, 'render_1')).status).toBe('cancelled');
    await until(() => stopped || undefined);
    expect((await poll(a, 'render_1')).status).toBe('cancelled');
  });

  it('hand a render over when one is stopped, as often as that happens', async () => {
    const shared = await bench();
    let running = await shared.start({ run: heldRender().run });
    await render(running, 'render_1');
    for (let handover = 0; handover < 3; handover++) {
      await is(running, 'render_1', 'processing');
      const next = await shared.start({ run: handover === 2 ? instantRender : heldRender().run });
      await running.studio.close();
      running = next;
    }
    await is(running, 'render_1', 'completed');
  });

  it('give only one result, also when one was taken for dead and comes back', async () => {
    const shared = await bench(2_000);
    const late = heldRender();
    const a = await shared.start({
      // It does not listen: like a process that stood still.
      run: (job, hooks) => late.run(job, { ...hooks, signal: new AbortController().signal }),
    });
    await render(a, 'render_1');
    await until(() => late.begun.length === 1 || undefined);
    const b = await shared.start();
    // What another worker does that found this one silent for too long.
    await server.query(
      databaseUrl,
      `UPDATE bullmq.job SET lock_token = 'other', locked_until_ms = 1 WHERE state = 'active'`,
    );
    const { outputUrl } = await is(b, 'render_1', 'completed');
    const kept = (await shared.keys()).filter((key) => key.startsWith('renders/'));
    s3.requests.length = 0;
    late.finish();
    // It finds out that the render is not its own any more, and clears away what it made.
    await until(() => s3.requests.some((one) => one.startsWith('DELETE renders/')) || undefined);
    await a.studio.close();
    expect((await shared.keys()).filter((key) => key.startsWith('renders/'))).toEqual(kept);
    expect(await (await fetch(String(outputUrl))).text()).toBe('the video');
  });

  it('finish a render although all connections to the database were cut', async () => {
    const shared = await bench();
    const held = heldRender();
    const a = await shared.start({ run: held.run });
    await render(a, 'render_1');
    await until(() => held.begun.length === 1 || undefined);
    await server.query(
      databaseUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    held.finish();
    await is(a, 'render_1', 'completed');
    await render(a, 'render_2');
    await until(() => held.begun.length === 2 || undefined);
    held.finish();
    await is(a, 'render_2', 'completed');
  });

  it('find a render that was written down and never queued', async () => {
    const shared = await bench();
    const first = await shared.start({ run: heldRender().run });
    await render(first, 'render_1');
    await is(first, 'render_1', 'processing');
    await first.studio.close();
    await server.empty(databaseUrl, ['bullmq']);
    await is(await shared.start(), 'render_1', 'completed');
  });

  it('refuse a schema that is newer than they are', async () => {
    await (await records()).close();
    await server.query(databaseUrl, 'INSERT INTO studio.migration VALUES (99)');
    await expect(records()).rejects.toMatchObject({
      code: 'config',
      detail: expect.stringMatching(/version 99/),
    });
    await server.query(databaseUrl, 'DELETE FROM studio.migration WHERE version = 99');
  });
});
