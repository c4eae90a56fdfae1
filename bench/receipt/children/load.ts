import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { atAPace, flatOut, type Window } from '../../suite/pace.js';
import { readArgument, tellParent } from '../../suite/process.js';
import { percentile } from '../../suite/statistics.js';
import { Events } from '../events.js';
import { SIGNING_SECRET } from '../identity.js';

/** What the sender is told to do, one thing after the other. */
export interface LoadArgument {
  readonly url: string;
  /** Threads that exist before anything is measured. */
  readonly threads: number;
  /** At a fixed pace, whether answers come or not. */
  readonly steady: { readonly perSecond: number; readonly seconds: number };
  /** As many as are answered, over so many connections; left out for a slow store. */
  readonly flat?: { readonly sideBySide: number; readonly seconds: number };
}

export interface LoadResult {
  readonly sent: number;
  /** Answered with anything but 200, or not at all. */
  readonly refused: number;
  /** Milliseconds from when an event was due until it was acknowledged. */
  readonly p50: number;
  readonly p99: number;
  /** Acknowledged in a second while as much was sent as possible, and when that was. */
  readonly flood?: { readonly perSecond: number; readonly window: Window };
}

/** The Slack of the bench: sends signed events, in a process of its own. */
const { url, threads, steady, flat } = readArgument<LoadArgument>();
const events = new Events(SIGNING_SECRET);
const dispatcher = new Agent({ connections: 512, pipelining: 1, headersTimeout: 30_000 });
let sent = 0;
let refused = 0;

async function send(event: { headers: Record<string, string>; body: string }): Promise<void> {
  sent += 1;
  try {
    const { statusCode, body } = await request(url, { method: 'POST', ...event, dispatcher });
    await body.dump();
    if (statusCode !== 200) refused += 1;
  } catch {
    refused += 1;
  }
}

const sendNext = () => send(events.next());

for (let count = 0; count < threads; count += 20) {
  await Promise.all(Array.from({ length: 20 }, () => send(events.mention())));
}
await wait(200);
const times = await atAPace(steady, sendNext);
const flood = flat ? await flatOut(flat, sendNext) : undefined;
tellParent({
  sent,
  refused,
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
  flood,
} satisfies LoadResult);
