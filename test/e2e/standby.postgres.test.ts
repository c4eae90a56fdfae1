import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { anna } from '../adapters/discord/support.js';
import { createWorld, TOKEN, type World } from '../fakes/discord/bot.js';
import { message } from '../fakes/discord/payloads.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { newGate } from '../fakes/nemo/gate.js';
import { callTool, heartbeat, say, waitFor } from '../fakes/nemo/turn-steps.js';
import { type PostgresServer, startPostgres } from '../store/postgres-server.js';
import { sample } from '../telemetry/samples.js';
import { type BotProcess, startBot } from './bot-process.js';

/** The bound of docs/operating.md: the pool, and a gateway's connection for the lock. */
const POOL = 10;
const LOCK = 1;

let postgres: PostgresServer;
let databaseUrl: string;
let folder: string;
let world: World;
let nemo: FakeNemo;
let gateways: BotProcess[];
let worker: BotProcess;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'reelthread-standby-'));
  [postgres, world, nemo] = await Promise.all([startPostgres(), createWorld(), startFakeNemo()]);
  databaseUrl = await postgres.createDatabase();
  const ENCRYPTION_KEY = randomBytes(32).toString('base64');
  [worker, ...gateways] = (await Promise.all(
    ['worker', 'gateway', 'gateway', 'gateway'].map(async (ROLE, index) =>
      startBot({
        // The name tells PostgreSQL's statistics whose connection it is.
        DATABASE_URL: `${databaseUrl}?application_name=${ROLE}-${index}`,
        DATA_DIR: await mkdtemp(path.join(folder, `${ROLE}-`)),
        ENCRYPTION_KEY,
        ROLE,
        NEMO_BACKEND: 'cloud',
        NEMO_API_URL: nemo.url,
        DISCORD_TOKEN: TOKEN,
        DISCORD_API_URL: world.gate.url,
        DISCORD_MESSAGE_CONTENT: 'on',
      }),
    ),
  )) as [BotProcess, ...BotProcess[]];
  nemo.onTurn((text) => [say(`Done: ${text}`)]);
});
afterAll(async () => {
  await Promise.all([worker, ...gateways].map((bot) => bot.stop('SIGKILL')));
  await Promise.all([world.close(), nemo.close(), postgres.stop()]);
  await rm(folder, { recursive: true, force: true });
});

// Waits are for conditions: a machine that is busy with other tests takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

let thread: string;
beforeEach(async () => {
  thread = await world.thread();
});

const mention = (text: string, where = thread) =>
  world.send(
    'MESSAGE_CREATE',
    message({
      guild_id: world.guild,
      channel_id: where,
      author: anna,
      content: `<@${world.bot}> ${text}`,
    }),
  );
const answers = async (where = thread) =>
  (await world.messages(where)).map(({ content }) => content).filter((text) => text.includes('Done: '));

async function metric(bot: BotProcess, series: string): Promise<number> {
  const answer = await fetch(`${bot.url}/metrics`);
  return sample(await answer.text(), `reelthread_${series}`) ?? 0;
}

const readiness = async (bot: BotProcess) => (await fetch(`${bot.url}/readyz`)).json();

/** The gateway that is connected to Discord, and those that wait for its end. */
function whoHolds(): Promise<{ holder: BotProcess; standbys: BotProcess[] }> {
  return eventually(async () => {
    const states = await Promise.all(gateways.map(readiness));
    const inState = (state: object) =>
      gateways.filter((_, index) => JSON.stringify(states[index]) === JSON.stringify(state));
    const [holder, ...more] = inState({ ready: true });
    const standbys = inState({ ready: true, notes: { discord: 'standby' } });
    expect(states).toHaveLength(1 + standbys.length);
    expect(more).toEqual([]);
    if (!holder) throw new Error('nobody holds the gateway of Discord');
    return { holder, standbys };
  });
}

/** Ends it; the others know nothing of that. */
async function end(bot: BotProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  gateways = gateways.filter((other) => other !== bot);
  return bot.stop(signal);
}

it('a process stays within its connections to PostgreSQL, however much comes in', async () => {
  const { holder, standbys } = await whoHolds();
  expect(world.gatewayConnections()).toBe(1);
  await eventually(async () => {
    expect(await metric(holder, 'discord_gateway{state="held"}')).toBe(1);
    expect(await metric(holder, 'discord_shards{state="up"}')).toBe(1);
    for (const standby of standbys) expect(await metric(standby, 'discord_gateway{state="standby"}')).toBe(1);
  });

  const threads = await Promise.all(Array.from({ length: 16 }, () => world.thread()));
  for (const where of threads) mention('make the music louder', where);
  const most = new Map<string, number>();
  await eventually(async () => {
    for (const { name, count } of await connections()) {
      most.set(name, Math.max(most.get(name) ?? 0, count));
    }
    expect(nemo.turns()).toHaveLength(threads.length);
    expect(await metric(holder, 'messages_waiting{lane="ordered"}')).toBe(0);
  });
  expect([...most.keys()].sort()).toEqual(['gateway-1', 'gateway-2', 'gateway-3', 'worker-0']);
  for (const [name, count] of most) {
    expect([name, count <= POOL + (name.startsWith('gateway') ? LOCK : 0)]).toEqual([name, true]);
  }
});

it('a gateway that is stopped hands over', async () => {
  const { holder } = await whoHolds();
  mention('make the colours warmer');
  await eventually(async () => expect(await answers()).toHaveLength(1));
  expect(await end(holder, 'SIGTERM')).toBe(0);
  await missed('make them colder');
  await whoHolds();
  await eventually(async () => expect(await answers()).toHaveLength(2));
});

it('one that is killed in the middle of a conversation is replaced, and every message is answered once', async () => {
  const { holder, standbys } = await whoHolds();
  const turn = newGate();
  nemo.nextTurn([callTool('edit_multitrack'), heartbeat, waitFor(turn), say('Done: add a title')]);
  mention('add a title');
  await turn.reached;
  await end(holder, 'SIGKILL');
  await missed('make it vertical');
  expect((await whoHolds()).holder).toBe(standbys[0]);
  expect(world.gatewayConnections()).toBe(1);
  mention('make the cuts faster');
  turn.open();

  const wanted = ['add a title', 'make it vertical', 'make the cuts faster'];
  await eventually(async () => expect(await answers()).toHaveLength(wanted.length));
  expect(nemo.turns().filter((text) => wanted.includes(text))).toEqual(wanted);
  expect((await answers()).map((text) => wanted.find((each) => text.includes(each)))).toEqual(wanted);
  expect(world.gate.complaints).toEqual([]);
});

/** Somebody says it in the thread while nobody may be listening. */
async function missed(content: string): Promise<void> {
  await world.twin.thread(thread).user(String(anna.id)).sendMessage({ content });
}

async function connections(): Promise<{ name: string; count: number }[]> {
  const rows = await postgres.query(
    databaseUrl,
    `SELECT application_name AS name, count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND application_name ~ '^(gateway|worker)-' GROUP BY 1`,
  );
  return rows as { name: string; count: number }[];
}
