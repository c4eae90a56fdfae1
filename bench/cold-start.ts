import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startSlackStandIn, TEAM } from '../test/fakes/slack/stand-in.js';
import { Events, type SignedEvent } from './receipt/events.js';
import { BOT_TOKEN, SIGNING_SECRET } from './receipt/identity.js';
import type { Bench, BenchOptions, Report } from './suite/bench.js';
import { median } from './suite/statistics.js';
import { readable } from './suite/table.js';
import { figuresOf, inTurns } from './suite/turns.js';

const OURS = path.join(import.meta.dirname, '../bot/main.js');
const HELLO = path.join(import.meta.dirname, 'cold-start/children/chat-hello.js');
const GOAL = 1.5;
const STARTS_PER_ROUND = 5;
const LOOK_EVERY_MS = 2;
const GIVE_UP_AFTER_MS = 30_000;

interface Start {
  readonly program: string;
  readonly environment: Record<string, string>;
  /** What is asked until the answer is 200. */
  readonly question: { readonly path: string; readonly event?: () => SignedEvent };
}

/** Milliseconds from the start of the process until it answers 200. */
async function coldStart({ program, environment, question }: Start, cwd: string): Promise<number> {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(process.execPath, [program], {
    cwd,
    env: { PATH: process.env.PATH, PORT: String(port), ...environment },
    stdio: 'ignore',
    // The studio is a process of its own: the whole group has to go afterwards.
    detached: true,
  });
  try {
    while ((await statusOf(port, question)) !== 200) {
      if (child.exitCode !== null || performance.now() - start > GIVE_UP_AFTER_MS) {
        throw new Error(`${program} did not come up (exit code ${child.exitCode})`);
      }
      await wait(LOOK_EVERY_MS);
    }
    return performance.now() - start;
  } finally {
    const gone = once(child, 'exit');
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
    await gone;
  }
}

/** Undefined while nobody listens. */
function statusOf(port: number, { path, event }: Start['question']): Promise<number | undefined> {
  return new Promise((resolve) => {
    const { headers, body } = event?.() ?? {};
    const asked = request(
      { host: '127.0.0.1', port, path, method: body ? 'POST' : 'GET', headers, agent: false },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    asked.on('error', () => resolve(undefined));
    asked.end(body);
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function run({ rounds, quick }: BenchOptions): Promise<Report> {
  const slack = await startSlackStandIn();
  slack.tokens.set(BOT_TOKEN, { team: TEAM });
  const root = await mkdtemp(path.join(os.tmpdir(), 'reelthread-cold-start-'));
  const secrets = { SLACK_BOT_TOKEN: BOT_TOKEN, SLACK_SIGNING_SECRET: SIGNING_SECRET };
  const readyz = { path: '/readyz' };
  const events = new Events(SIGNING_SECRET);

  const hello: Start = {
    program: HELLO,
    environment: { ...secrets, SLACK_API_URL: `${slack.url}/api/` },
    question: { path: '/slack/events', event: () => events.mention() },
  };
  const ours = (folder: string, more: Record<string, string>): Start => ({
    program: OURS,
    environment: { DATA_DIR: path.join(root, folder), ...more },
    question: readyz,
  });
  const withSlack = ours('slack', { ...secrets, SLACK_API_URL: slack.url });
  const bare = ours('bare', {});
  const repeated = (start: () => Start) => async () => {
    const times: number[] = [];
    for (let turn = 0; turn < (quick ? 1 : STARTS_PER_ROUND); turn++)
      times.push(await coldStart(start(), root));
    return median(times);
  };

  let folders = 0;
  try {
    // Files that are read for the first time come from the disk; data folders are made.
    for (const start of [hello, withSlack, bare]) await coldStart(start, root);
    const samples = await inTurns(
      {
        'ours, Slack': repeated(() => withSlack),
        'Chat SDK, Slack': repeated(() => hello),
        'ours, Slack, first start': repeated(() =>
          ours(`new-${++folders}`, { ...secrets, SLACK_API_URL: slack.url }),
        ),
        'ours, nothing configured': repeated(() => bare),
      },
      rounds,
    );
    const ratioOf = (side: keyof typeof samples) =>
      median(samples[side]) / median(samples['Chat SDK, Slack']);
    const ratio = ratioOf('ours, Slack');
    return {
      bench: 'cold-start',
      work: `From the start of the process to the first answer 200: of \`/readyz\` for ours, of a signed event to the webhook for Chat SDK. Each figure of a round is the median of ${quick ? 1 : STARTS_PER_ROUND} starts.`,
      figures: figuresOf(samples, 'cold start to ready', 'ms', (ms) => ms),
      goals: [
        {
          goal: `at most ${GOAL} times Chat SDK's hello world, both on Slack`,
          measured: `${readable(ratio)} times`,
          reached: ratio <= GOAL,
        },
      ],
      notes: [
        'Ours is ready when its database is open and migrated, Slack has accepted the token and the server listens; the hello world when it has taken a mention, for which it asks Slack about its token too. It keeps its state in memory.',
        '`first start` makes the data folder, the database and the keys. With nothing configured the playground and the studio, a process of its own that renders videos, are started instead of Slack.',
      ],
    };
  } finally {
    await slack.close();
    await rm(root, { recursive: true, force: true });
  }
}

export const bench: Bench = { name: 'cold-start', title: 'cold start to ready', run };
