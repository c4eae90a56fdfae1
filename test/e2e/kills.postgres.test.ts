import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config.js';
import { postKey } from '../../src/conversation/act.js';
import type { InboundMessage } from '../../src/conversation/inbound.js';
import { type Core, openCore } from '../../src/core.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { newGate } from '../fakes/nemo/gate.js';
import {
  callTool,
  change,
  heartbeat,
  say,
  type TurnStep,
  toolAnswers,
  waitFor,
} from '../fakes/nemo/turn-steps.js';
import { silentLog } from '../fakes/silent-log.js';
import { type Child, startChild } from '../store/children/start-child.js';
import { type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { openSharedPlatform, type SharedPlatform, type Standing } from './shared-platform.js';

const THREADS = 30;
const WORKERS = 3;
const KILLS = 3;
const BETWEEN_KILLS_MS = 500;
const LOST_AFTER_MS = 3_000;
const TURN_MS = 700;

let folder: string;
let postgres: PostgresServer;
let nemo: FakeNemo;
let gateway: Core;
let shared: SharedPlatform;
let startWorker: () => Promise<Child>;
const children: Child[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-kills-'));
  [postgres, nemo] = await Promise.all([startPostgres(), startFakeNemo()]);
  nemo.onTurn((message) => turn(message));
  const environment = {
    DATABASE_URL: await postgres.createDatabase(),
    ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: nemo.url,
    RECOVERY_POLLS: '200ms,200ms,200ms',
    WORKER_LOST_AFTER: `${LOST_AFTER_MS}ms`,
    DATA_DIR: folder,
  };
  const platformUrl = await postgres.createDatabase();
  shared = await openSharedPlatform(platformUrl);
  gateway = await openCore(readConfig({ ...environment, ROLE: 'gateway' }), silentLog);
  gateway.addPlatform(shared.platform);
  startWorker = async () => {
    const settings = JSON.stringify({ ...environment, ROLE: 'worker' });
    const child = await startChild('test/e2e/children/core-worker.ts', [settings, platformUrl]);
    children.push(child);
    await child.line((line) => line === 'ready');
    return child;
  };
});
afterAll(async () => {
  await Promise.all(children.map((child) => child.kill()));
  await gateway?.close();
  await shared?.close();
  await Promise.all([nemo?.close(), postgres?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

/** What the agent does takes effect at once; the words follow. */
function turn(message: string): TurnStep[] {
  const gate = newGate();
  void gate.reached.then(() => setTimeout(() => gate.open(), TURN_MS));
  const work = change(({ state }) => {
    state.draft = {
      d: 3_000,
      m: { title: message },
      t: [{ tt: 7, sg: [{ d: 3_000, m: { text: message } }] }],
    };
  });
  return [
    heartbeat,
    callTool('edit_multitrack'),
    work,
    waitFor(gate),
    toolAnswers('edit_multitrack'),
    say('Done.'),
  ];
}

function order(thread: number, number: number): InboundMessage {
  const tenant = `slack:T${thread % 3}`;
  return {
    id: `order-${thread}-${number}`,
    place: {
      platform: 'slack',
      tenant,
      conversation: `${tenant}/C${thread}:1.0`,
      address: { channel: `C${thread}` },
    },
    author: { id: `U${thread}` },
    text: `the title is now mark-${thread}-${number}.`,
    attachments: [],
    receivedAt: Date.now(),
  };
}

interface Run {
  readonly conversation: string;
  readonly from: number;
  /** When it ended, or its process was killed; microseconds. */
  readonly until: number;
}

/** The acts that a worker has printed. What had not ended when it was killed ended then. */
function runsOf({ child, killedAt }: { child: Child; killedAt: number }): Run[] {
  const begun = new Map<string, number>();
  const runs: Run[] = [];
  for (const line of child.lines) {
    const [what, conversation = '', time = ''] = line.split(' ');
    if (what === 'began') begun.set(conversation, Number(time));
    const from = begun.get(conversation);
    if (what !== 'ended' || from === undefined) continue;
    begun.delete(conversation);
    runs.push({ conversation, from, until: Number(time) });
  }
  return [...runs, ...[...begun].map(([conversation, from]) => ({ conversation, from, until: killedAt }))];
}

const now = () => Number(process.hrtime.bigint() / 1_000n);
const running = (child: Child) =>
  runsOf({ child, killedAt: Infinity }).filter(({ until }) => until === Infinity);

it('three workers, killed again and again under load: nothing is lost, doubled or stuck', {
  timeout: 120_000,
}, async () => {
  const workers = await Promise.all(Array.from({ length: WORKERS }, startWorker));
  const ended: { child: Child; killedAt: number }[] = [];
  const threads = Array.from({ length: THREADS }, (_, thread) => thread);
  const orders = threads.flatMap((thread) => [order(thread, 1), order(thread, 2)]);
  await Promise.all(orders.map((message) => gateway.reception.receive(message)));

  for (let kill = 0; kill < KILLS; kill++) {
    await wait(BETWEEN_KILLS_MS);
    // The busiest: that hurts most.
    const [busiest] = [...workers].sort((one, other) => running(other).length - running(one).length);
    if (!busiest) throw new Error('no worker is left');
    const killedAt = now();
    await busiest.kill();
    ended.push({ child: busiest, killedAt });
    workers.splice(workers.indexOf(busiest), 1, await startWorker());
  }
  await vi.waitFor(async () => expect(await gateway.store.waiting()).toEqual({ ordered: 0, aside: 0 }), {
    timeout: 60_000,
    interval: 50,
  });

  const processes = [...ended, ...workers.map((child) => ({ child, killedAt: now() }))];
  expect(overlapping(processes.flatMap(runsOf))).toEqual([]);
  const cut = ended.flatMap((each) => runsOf(each).filter(({ until }) => until === each.killedAt));
  expect(cut.length).toBeGreaterThan(KILLS);
  expect(Math.max(...cut.map((run) => takeoverOf(run, processes.flatMap(runsOf))))).toBeLessThan(60_000);

  const standing = await shared.standing();
  expect(orders.map((message) => audit(message, standing)).filter(Boolean)).toEqual([]);
  // Whoever was killed between writing "I send it now" and sending it cannot know: that is told, and not risked.
  const unheard = orders.filter(({ text }) => !nemo.turns().includes(text));
  expect(standing.filter(({ reply }) => reply.kind === 'failure')).toHaveLength(unheard.length);
  expect(unheard.length).toBeLessThan(cut.length);
});

/** Runs of one conversation that had begun before another one ended. */
function overlapping(runs: readonly Run[]): string[] {
  const sorted = [...runs].sort((one, other) => one.from - other.from);
  return sorted.flatMap((run, index) => {
    const before = sorted.slice(0, index).filter((other) => other.conversation === run.conversation);
    return before.some(({ until }) => until > run.from) ? [run.conversation] : [];
  });
}

/** Milliseconds from the end of this run to the next one of its conversation. */
function takeoverOf({ conversation, until }: Run, runs: readonly Run[]): number {
  const later = runs.filter((run) => run.conversation === conversation && run.from >= until);
  return (Math.min(...later.map(({ from }) => from)) - until) / 1_000;
}

/** What is wrong with the answer to an order; undefined when it was heard once at most and has ended once. */
function audit(message: InboundMessage, standing: readonly Standing[]): string | undefined {
  const heard = nemo.turns().filter((text) => text === message.text).length;
  const mark = `mark-${message.id.slice('order-'.length)}`;
  const marks = ({ reply }: Standing) => reply.text.match(/mark-\d+-\d+/g) ?? [];
  const answers = standing.filter((each) => each.reply.kind === 'text' && marks(each).at(-1) === mark).length;
  const card = standing.find(({ key }) => key === postKey(message, 'card'))?.reply;
  const ended = card?.kind === 'progress' && card.state === (heard === 0 ? 'failed' : 'done');
  if (ended && heard <= 1 && answers === heard) return undefined;
  return `${message.id}: heard ${heard} times, ${answers} answers, card ${JSON.stringify(card)}`;
}
