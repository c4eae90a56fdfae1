import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '../../src/config.js';
import { type Core, openCore } from '../../src/core.js';
import { type FakeNemo, startFakeNemo } from '../../test/fakes/nemo/fake-nemo.js';
import { newGate } from '../../test/fakes/nemo/gate.js';
import {
  callTool,
  change,
  heartbeat,
  say,
  type TurnStep,
  toolAnswers,
  waitFor,
} from '../../test/fakes/nemo/turn-steps.js';
import { exampleDraft } from '../../test/fakes/nemo/world.js';
import { silentLog } from '../../test/fakes/silent-log.js';
import { startPostgres } from '../../test/store/postgres-server.js';
import { atAPace } from '../suite/pace.js';
import { type BenchProcess, startProcess } from '../suite/process.js';
import type { WorkerReport } from './children/worker.js';
import { newOrder, openPlatform } from './platform.js';

/** How long the agent thinks, without costing anybody anything. */
export const THINKING_MS = 1_000;
/** Orders for each worker before anything is measured: a young process is slower. */
const WARM_UP = 40;
const WORKER = path.join(import.meta.dirname, 'children/worker.js');

/** What a task cost all workers together. */
export interface Cost {
  readonly seconds: number;
  readonly waits: readonly number[];
  readonly workersCpu: number;
  /** 0 to 1: how much of the machine was busy, with everything that runs on it. */
  readonly busy: number;
}

/** A gateway in this process, a PostgreSQL, a backend that thinks, and as many workers as are wanted. */
export interface Cluster {
  /** Starts workers until there are so many, and lets them warm up. */
  grow(workers: number): Promise<void>;
  /** Hands in so many orders at once, and resolves when all have been answered. */
  drain(orders: number): Promise<Cost>;
  /** Hands them in at a pace. */
  trickle(perSecond: number, seconds: number): Promise<Cost>;
  /** Ends all workers. */
  shrink(): Promise<void>;
  close(): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-workers-'));
  const [postgres, nemo] = await Promise.all([startPostgres(), startFakeNemo()]);
  nemo.onTurn(() => thinking());
  const environment = {
    DATABASE_URL: await postgres.createDatabase(),
    ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    PLAYGROUND: 'off',
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: nemo.url,
    SHUTDOWN_GRACE: '1s',
  };
  const configOf = async (ROLE: string, name: string) => {
    const DATA_DIR = path.join(folder, name);
    await mkdir(DATA_DIR);
    return { ...environment, ROLE, DATA_DIR };
  };
  const gateway = await openCore(readConfig(await configOf('gateway', 'gateway')), silentLog);
  gateway.addPlatform(openPlatform());
  const workers: BenchProcess<unknown>[] = [];
  let started = 0;

  const ask = () => Promise.all(workers.map((worker) => worker.ask<WorkerReport>('report')));

  async function cost(task: () => Promise<unknown>): Promise<Cost> {
    await ask();
    const [cpu, began] = [machineTimes(), performance.now()];
    await task();
    await untilDone(gateway);
    const seconds = (performance.now() - began) / 1_000;
    const [after, reports] = [machineTimes(), await ask()];
    return {
      seconds,
      waits: reports.flatMap(({ waits }) => waits),
      workersCpu: reports.reduce((sum, report) => sum + report.cpu, 0),
      busy: 1 - (after.idle - cpu.idle) / (after.all - cpu.all),
    };
  }

  const receive = () => gateway.reception.receive(newOrder());
  const drain = (orders: number) => cost(() => Promise.all(Array.from({ length: orders }, receive)));

  return {
    async grow(count) {
      const fresh = await Promise.all(
        Array.from({ length: count - workers.length }, async () =>
          startProcess(WORKER, await configOf('worker', `worker-${++started}`)),
        ),
      );
      workers.push(...fresh);
      await drain(WARM_UP * count);
    },
    drain,
    trickle: (perSecond, seconds) => cost(() => atAPace({ perSecond, seconds }, receive)),
    async shrink() {
      await Promise.all(workers.splice(0).map((worker) => worker.stop()));
      forget(nemo);
    },
    async close() {
      await Promise.all(workers.splice(0).map((worker) => worker.stop()));
      await gateway.close();
      await Promise.all([nemo.close(), postgres.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One edit, as the agent makes it. */
function thinking(): readonly TurnStep[] {
  const gate = newGate();
  void gate.reached.then(() => setTimeout(() => gate.open(), THINKING_MS));
  return [
    heartbeat,
    callTool('edit_multitrack'),
    waitFor(gate),
    change((session) => {
      session.state.draft = exampleDraft();
    }),
    toolAnswers('edit_multitrack'),
    say('The title is there.'),
  ];
}

async function untilDone(gateway: Core): Promise<void> {
  for (;;) {
    const { ordered } = await gateway.store.waiting();
    if (ordered === 0) return;
    await wait(10);
  }
}

/** What the fake has recorded is of no use here, and would grow with every round. */
function forget(nemo: FakeNemo): void {
  nemo.world.sessions.clear();
}

function machineTimes(): { idle: number; all: number } {
  const times = os.cpus().map((core) => core.times);
  const idle = times.reduce((sum, each) => sum + each.idle, 0);
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { idle, all };
}
