import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { JPEG } from '../test/conversation/harness.js';
import { type BotProcess, startBot } from '../test/e2e/bot-process.js';
import { sample } from '../test/telemetry/samples.js';
import { audit, type Counts } from './soak/audit.js';
import { chance } from './soak/chance.js';
import { startFaultyNemo } from './soak/faults.js';
import { talk } from './soak/person.js';

/**
 * People talk with the real process through the playground while the backend fails and the process is killed, again
 * and again. In the end nothing may be lost, doubled or stuck, and memory may not have grown: else the exit code is 1.
 * What goes wrong, and when, follows from the seed.
 */
const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    conversations: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    /** Between two kills, in seconds: from half of it to one and a half. */
    'kill-every': { type: 'string', default: '20' },
  },
});
const { seed } = options;
const minutes = Number(options.minutes);
const conversations = Number(options.conversations);
const killEveryMs = Number(options['kill-every']) * 1_000;

/** The last part passes without kills, so that one process lives long enough to see whether its memory grows. */
const KILLS_UNTIL = 0.6;
/** For what was begun last: recovery, a render, a request that hangs. */
const PATIENCE_MS = 150_000;
/** Garbage collection is not exact: smaller growth is noise, and so is what the first minute shows. */
const GROWTH_MB = 24;
/** As pino writes it. */
const ERROR = '"level":50';
const LOOK_AT_MEMORY_EVERY_MS = 2_000;
const FEWEST_LOOKS = 30;

const startedAt = Date.now();
const endsAt = startedAt + minutes * 60_000;
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-soak-'));
const backend = await startFaultyNemo(seed);
const counts: Counts = { orders: 0, lost: 0, doubled: 0, stuck: 0, givenUp: 0 };
/** Megabytes of the heap in use, one look after the other. */
const memory: number[] = [];
let bot = await start();
let kills = 0;
/** What the processes have logged as errors; told, because faults cause some. */
const errors: string[] = [];

function start(): Promise<BotProcess> {
  return startBot({
    DATA_DIR: dataDir,
    PLAYGROUND: 'on',
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: backend.nemo.url,
    RENDER_POLL_EVERY: '300ms',
    RECOVERY_POLLS: '300ms,500ms,1s',
    STREAM_SILENCE_TIMEOUT: '3s',
    STILL_WORKING_EVERY: '1s',
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
    const metrics = await (await fetch(`${bot.url}/metrics`)).text();
    const bytes = sample(metrics, 'nodejs_heap_size_used_bytes') ?? 0;
    memory.push(bytes / 1_048_576);
  }
}

/**
 * Megabytes between the lowest values of the first and of the last third: what is left after garbage collection. Zero
 * when there are too few looks to tell.
 */
function growth(): number {
  const third = Math.floor(memory.length / 3);
  const lowest = (part: typeof memory) => Math.min(...part);
  return memory.length < FEWEST_LOOKS ? 0 : lowest(memory.slice(-third)) - lowest(memory.slice(0, third));
}

async function waitForTheEnd(): Promise<void> {
  await wait(endsAt - Date.now());
  backend.calm();
}

const people = Array.from({ length: conversations }, (_, index) =>
  talk(
    {
      seed,
      name: `c${index}`,
      photo: new Uint8Array(JPEG),
      url: () => bot.url,
      isOver: () => Date.now() >= endsAt,
      deadline: () => endsAt + PATIENCE_MS,
    },
    (ended) => {
      const wrong = audit(ended, backend.heard, counts);
      if (wrong.length > 0) console.error(`c${index}: ${wrong.join('\n')}`);
    },
  ),
);
const results = await Promise.allSettled([killAgainAndAgain().then(watchMemory), waitForTheEnd(), ...people]);
const broken = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));

await kill();
await backend.nemo.close();
await rm(dataDir, { recursive: true, force: true });
for (const line of [...broken, ...errors]) console.error(line);
const grown = growth();
console.log(
  JSON.stringify({
    seed,
    minutes,
    conversations,
    kills,
    ...counts,
    grownMegabytes: Math.round(grown),
    broken: broken.length,
  }),
);
const good = counts.lost + counts.doubled + counts.stuck + broken.length === 0 && grown < GROWTH_MB;
process.exit(good && counts.orders > 0 ? 0 : 1);
