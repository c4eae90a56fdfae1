import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { JPEG } from '../test/conversation/harness.js';
import { type BotProcess, startBot } from '../test/e2e/bot-process.js';
import { sample } from '../test/telemetry/samples.js';
import { audit, auditAgain, auditDeleted, type Counts } from './soak/audit.js';
import { chance } from './soak/chance.js';
import { openDiscordStage } from './soak/discord-stage.js';
import { startFaultyNemo } from './soak/faults.js';
import { lookAtMemory, type Memory, WATCHED } from './soak/live-memory.js';
import { type LeftThread, talk, untilAnswered } from './soak/person.js';
import { openPlaygroundStage } from './soak/playground-stage.js';
import { openSlackStage } from './soak/slack-stage.js';
import type { SoakStage, StageOptions } from './soak/stage.js';

/**
 * People talk with the real process through a chat platform while the backend and the platform fail and the process is
 * killed, again and again. In the end nothing may be lost, doubled or stuck, and memory may not have grown: else the
 * exit code is 1. What goes wrong, and when, follows from the seed.
 */
const { values: options } = parseArgs({
  options: {
    platform: { type: 'string', default: 'playground' },
    minutes: { type: 'string', default: '10' },
    conversations: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    /** Between two kills, in seconds: from half of it to one and a half. */
    'kill-every': { type: 'string', default: '20' },
  },
});
const { seed, platform } = options;
const minutes = Number(options.minutes);
const conversations = Number(options.conversations);
const killEveryMs = Number(options['kill-every']) * 1_000;

const STAGES: Record<string, (options: StageOptions) => SoakStage | Promise<SoakStage>> = {
  playground: openPlaygroundStage,
  slack: openSlackStage,
  discord: openDiscordStage,
};

/** The last part passes without kills, so that one process lives long enough to see whether its memory grows. */
const KILLS_UNTIL = 0.6;
/** For what was begun last: recovery, a render, a request that hangs. */
const PATIENCE_MS = 150_000;
/** After everything was answered: what comes twice may come late. */
const SECOND_LOOK_AFTER_MS = 10_000;
/** What is remembered of recent threads has an upper end, but it is not reached in minutes. */
const GROWTH_MB = 12;
/** As pino writes it. */
const ERROR = '"level":50';
const LOOK_AT_MEMORY_EVERY_MS = 5_000;
const FEWEST_LOOKS = 9;

const openStage = STAGES[platform];
if (!openStage) throw new Error(`--platform is one of: ${Object.keys(STAGES).join(', ')}`);
const startedAt = Date.now();
const endsAt = startedAt + minutes * 60_000;
const deadline = () => endsAt + PATIENCE_MS;
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-soak-'));
const backend = await startFaultyNemo(seed);
let bot: BotProcess;
const stage = await openStage({ seed, deadline, url: () => bot.url });
bot = await start();
const counts: Counts = { orders: 0, lost: 0, doubled: 0, stuck: 0, givenUp: 0 };
const memory: Memory[] = [];
const leftThreads: LeftThread[] = [];
let kills = 0;
/** What the processes have logged as errors; told, because faults cause some. */
const errors: string[] = [];

function start(): Promise<BotProcess> {
  return startBot({
    DATA_DIR: dataDir,
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: backend.nemo.url,
    RENDER_POLL_EVERY: '300ms',
    RECOVERY_POLLS: '300ms,500ms,1s',
    STREAM_SILENCE_TIMEOUT: '3s',
    STILL_WORKING_EVERY: '1s',
    ...stage.environment,
    ...WATCHED,
  });
}

async function killAgainAndAgain(): Promise<void> {
  for (;;) {
    const next = killEveryMs * (0.5 + chance(seed, 'kill', kills));
    if (Date.now() + next > startedAt + KILLS_UNTIL * minutes * 60_000) return;
    await wait(next);
    await kill();
    kills += 1;
    bot = await start();
  }
}

async function kill(): Promise<void> {
  await bot.stop('SIGKILL');
  errors.push(
    ...bot
      .output()
      .split('\n')
      .filter((line) => line.includes(ERROR)),
  );
}

/** Memory of the process that lives to the end. */
async function watchMemory(): Promise<void> {
  while (Date.now() < endsAt) {
    await wait(LOOK_AT_MEMORY_EVERY_MS);
    memory.push(await lookAtMemory(bot));
  }
}

/**
 * Megabytes between the lowest values of the second and of the last third: in the first one a process that has just
 * begun fills what it keeps at hand. Undefined when there are too few looks to tell.
 */
function growth(of: keyof Memory): number | undefined {
  const third = Math.floor(memory.length / 3);
  const lowest = (part: readonly Memory[]) => Math.min(...part.map((look) => look[of]));
  if (memory.length < FEWEST_LOOKS) return undefined;
  return Math.round(lowest(memory.slice(-third)) - lowest(memory.slice(third, 2 * third)));
}

async function waitForTheEnd(): Promise<void> {
  await wait(endsAt - Date.now());
  backend.calm();
  stage.calm();
}

/** What waits in the inbox when everybody was answered. */
async function waiting(): Promise<number> {
  const metrics = await (await fetch(`${bot.url}/metrics`)).text();
  const inLane = (lane: string) =>
    sample(metrics, `reelthread_messages_waiting{lane="${lane}"}`) ?? Number.NaN;
  return inLane('ordered') + inLane('aside');
}

async function nothingWaits(): Promise<number> {
  for (;;) {
    const left = await waiting();
    if (left === 0 || Date.now() > deadline()) return left;
    await wait(500);
  }
}

function report(wrong: readonly string[]): void {
  if (wrong.length > 0) console.error(wrong.join('\n'));
}

const people = Array.from({ length: conversations }, (_, index) =>
  talk(
    {
      seed,
      name: `c${index}`,
      photo: new Uint8Array(JPEG),
      openThread: (person) => stage.openThread(person),
      isOver: () => Date.now() >= endsAt,
      deadline,
    },
    {
      ended: (ended) => report(audit(ended, backend.heard, counts)),
      left: (thread) => leftThreads.push(thread),
      deleted: (orders) => report(auditDeleted(orders, backend.heard, counts)),
    },
  ),
);
const results = await Promise.allSettled([killAgainAndAgain().then(watchMemory), waitForTheEnd(), ...people]);
const broken = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));

const leftWaiting = await nothingWaits();
if (leftWaiting > 0) broken.push(`${leftWaiting} messages still wait in the inbox`);
// The last restart of all: what was answered may not be answered again.
await kill();
kills += 1;
bot = await start();
await wait(SECOND_LOOK_AFTER_MS);
for (const { thread, orders, stops } of leftThreads) {
  const shown = await untilAnswered(thread, orders, { deadline: () => Date.now() });
  report(auditAgain({ orders, stops, shown }, backend.heard, counts));
}
await kill();
await backend.nemo.close();
await stage.close();
await rm(dataDir, { recursive: true, force: true });
for (const line of [...broken, ...errors, ...stage.complaints()]) console.error(line);
const grownMegabytes = growth('live');
console.log(
  JSON.stringify({
    platform,
    seed,
    minutes,
    conversations,
    kills,
    ...counts,
    lookedAtTwice: leftThreads.length,
    liveMegabytes: memory.map(({ live }) => Math.round(live)),
    grownMegabytes,
    residentGrownMegabytes: growth('resident'),
    broken: broken.length,
    complaints: stage.complaints().length,
  }),
);
const wrong = counts.lost + counts.doubled + counts.stuck + broken.length + stage.complaints().length;
process.exit(wrong === 0 && (grownMegabytes ?? 0) < GROWTH_MB && counts.orders > 0 ? 0 : 1);
