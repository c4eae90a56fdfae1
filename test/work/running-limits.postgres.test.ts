import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.js';
import type { Work } from '../../src/conversation/ports/work.js';
import { createTurnstile } from '../../src/conversation/turnstile.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { createClusterWork } from '../../src/work/cluster-work.js';
import { startChild } from '../store/children/start-child.js';
import { type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { message, quiet } from '../store/samples.js';

const LIMITS = { person: 2, tenant: 3 };
let server: PostgresServer;
let databaseUrl: string;
let dataDir: string;
const open: { work: Work; store: Store }[] = [];

beforeAll(async () => {
  server = await startPostgres();
  databaseUrl = await server.createDatabase();
  dataDir = await mkdtemp(path.join(tmpdir(), 'reelthread-limits-'));
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true });
});
afterEach(async () => {
  await Promise.all(open.map(({ work }) => work.close(0)));
  await Promise.all(open.splice(0).map(({ store }) => store.close()));
  await server.empty(databaseUrl);
});

/** What runs at this moment, in all processes of the test, by person. */
const running = new Map<string, number>();
const most = { person: 0, tenant: 0 };
const ended: string[] = [];

function count(person: string, by: number): void {
  running.set(person, (running.get(person) ?? 0) + by);
  most.person = Math.max(most.person, ...running.values());
  most.tenant = Math.max(
    most.tenant,
    [...running.values()].reduce((sum, each) => sum + each, 0),
  );
}

/** A worker as the core makes it, but for the act, which takes a few milliseconds. */
async function join() {
  const store = await openStore({ databaseUrl, dataDir, log: quiet, clock: systemClock });
  const turnstile = createTurnstile({
    inbox: store.inbox,
    limits: LIMITS,
    clock: systemClock,
    onWait: async () => undefined,
  });
  const work = await createClusterWork(
    {
      async run(conversation, lane) {
        for (;;) {
          const next = await store.inbox.next(conversation, lane);
          if (!next || !(await turnstile.pass(next, new AbortController().signal))) return;
          count(next.author.id, 1);
          await wait(10);
          count(next.author.id, -1);
          ended.push(next.id);
          await store.inbox.done(next);
          turnstile.left(next);
        }
      },
      interrupt: () => false,
    },
    {
      databaseUrl,
      log: quiet,
      unfinished: () => store.unfinishedLanes(),
      timings: { lockMs: 600, stalledCheckMs: 200 },
    },
  );
  const joined = { store, work };
  open.push(joined);
  return joined;
}

async function send({ store, work }: { store: Store; work: Work }, name: string): Promise<void> {
  const [person = '', thread = ''] = name.split(' ');
  const one = { ...message(name, { thread }), author: { id: person } };
  await store.inbox.accept(one, 'ordered');
  await work.wake(one.place.conversation, 'ordered');
}

const eventually = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 15_000, interval: 10 });

describe('limits on running work in a cluster', () => {
  it('hold in all processes together, and everything comes to its turn', async () => {
    const workers = [await join(), await join(), await join()];
    const names = Array.from({ length: 12 }, (_, index) => `p${index % 4} ${index}`);
    await Promise.all(
      names.map(async (name, index) => {
        const worker = workers[index % workers.length];
        if (worker) await send(worker, name);
      }),
    );
    await eventually(() => expect([...ended].sort()).toEqual([...names].sort()));
    expect(most.person).toBeLessThanOrEqual(LIMITS.person);
    expect(most.tenant).toBeLessThanOrEqual(LIMITS.tenant);
    ended.length = 0;
  });

  it('keep no place for a process that was killed: what it ran goes on in its place, then the others', async () => {
    const child = await startChild('test/work/children/limited-worker.ts', [databaseUrl, dataDir]);
    await child.line((line) => line === 'ready');
    const store = await openStore({ databaseUrl, dataDir, log: quiet, clock: systemClock });
    const sender = await createClusterWork(
      { run: async () => undefined, interrupt: () => false },
      { databaseUrl, log: quiet, unfinished: async () => [], works: false },
    );
    open.push({ store, work: sender });
    for (const name of ['anna A', 'anna B', 'anna C', 'ben D']) await send({ store, work: sender }, name);
    const begun = () => child.lines.filter((line) => line.startsWith('begins')).map((line) => line.slice(7));
    await eventually(() => expect(begun()).toHaveLength(3));
    await child.line((line) => line.startsWith('waits anna'));
    await child.kill();
    const ran = begun();
    expect(ran.filter((name) => name.startsWith('anna'))).toHaveLength(2);
    await join();
    await eventually(() => expect([...ended].sort()).toEqual(['anna A', 'anna B', 'anna C', 'ben D']));
    // What waited came after one of hers that ran.
    const hers = ended.filter((name) => name.startsWith('anna'));
    expect(ran).toContain(hers[0]);
    expect(most.person).toBeLessThanOrEqual(LIMITS.person);
  });
});
