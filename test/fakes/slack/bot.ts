import { createHmac } from 'node:crypto';
import type { SlackConfig } from '../../../adapters/slack/config.js';
import { createSlack, type Slack } from '../../../adapters/slack/slack.js';
import { systemClock } from '../../../src/clock.js';
import { type ButtonSeal, createButtonSeal } from '../../../src/conversation/button-seal.js';
import type { KeyValueStore } from '../../../src/conversation/ports/stores.js';
import type { Clock, Log } from '../../../src/conversation/ports/tools.js';
import type { Metrics } from '../../../src/conversation/telemetry.js';
import { createHttpServer } from '../../../src/http/server.js';
import { FakeReception } from '../fake-reception.js';
import { MemoryValues } from '../memory-values.js';
import { silentLog } from '../silent-log.js';
import { APP_TOKEN, BOT_TOKEN, type SlackStandIn } from './stand-in.js';

/** What the bot is called outside; tests go to its real address. */
export const PUBLIC_URL = 'https://reelthread.example';
export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

/** The adapter, started, with its ends in the test's hands. */
export interface TestBot {
  readonly slack: Slack;
  readonly reception: FakeReception;
  readonly values: KeyValueStore;
  readonly seal: ButtonSeal;
  /** Where the bot's own server listens; only over HTTP and for installations. */
  readonly address: string;
  /** Something from Slack in the bot's mode; `taken` is false when Slack would deliver it again. */
  deliver(kind: PayloadKind, payload: object, options?: { retry?: number }): Promise<Delivery>;
  /** Sends a signed request as Slack does; resolves to the answer. */
  post(body: object | string, options?: PostOptions): Promise<Response>;
  stop(): Promise<void>;
}

export type PayloadKind = 'event' | 'command' | 'interaction';

export interface Delivery {
  readonly taken: boolean;
  /** What was answered besides yes or no: errors of a form. */
  readonly answer: unknown;
}

export interface PostOptions {
  /** Commands are forms; interactions are a form with a `payload`. */
  readonly as?: PayloadKind;
  /** Seconds. */
  readonly timestamp?: number;
  readonly secret?: string;
  readonly headers?: Record<string, string>;
  readonly signature?: string;
}

export interface BotOptions {
  readonly standIn?: SlackStandIn;
  /** Address of a Slack that is not the stand-in. */
  readonly url?: string;
  readonly mode: 'socket' | 'http';
  readonly config?: Partial<SlackConfig>;
  readonly reception?: FakeReception;
  readonly values?: KeyValueStore;
  readonly sealed?: KeyValueStore;
  readonly metrics?: Metrics;
  readonly clock?: Clock;
  readonly log?: Log;
}

export async function startBot(options: BotOptions): Promise<TestBot> {
  const { standIn, mode, clock = systemClock, log = silentLog } = options;
  const reception = options.reception ?? new FakeReception();
  const values = options.values ?? new MemoryValues();
  const seal = createButtonSeal(Buffer.alloc(32, 7));
  const server = await createHttpServer({ log });
  const slack = createSlack({
    config: {
      botToken: BOT_TOKEN,
      apiUrl: standIn?.url ?? options.url,
      threadReplies: 'everyone',
      skill: 'image-to-ai',
      publicUrl: PUBLIC_URL,
      ...(mode === 'socket' ? { appToken: APP_TOKEN } : { signingSecret: SIGNING_SECRET }),
      ...options.config,
    },
    reception,
    seal,
    values,
    sealed: options.sealed ?? new MemoryValues(),
    metrics: options.metrics,
    clock,
    log,
  });
  slack.mount(server);
  const address = await server.listen({ host: '127.0.0.1', port: 0 });
  await slack.start();

  return {
    slack,
    reception,
    values,
    seal,
    address,
    post: (body, how = {}) => sendSigned(address, body, how),
    async deliver(kind, payload, { retry } = {}) {
      if (mode === 'http') {
        const headers: Record<string, string> = retry ? { 'x-slack-retry-num': String(retry) } : {};
        return deliveryOf(await sendSigned(address, payload, { as: kind, headers }));
      }
      if (!standIn) throw new Error('only the stand-in has a socket');
      await standIn.socket.connected();
      const acknowledged = await standIn.socket.deliver(ENVELOPES[kind], payload, { retry });
      return { taken: acknowledged !== undefined, answer: acknowledged?.payload };
    },
    async stop() {
      await slack.stop();
      await server.close();
    },
  };
}

const ENVELOPES = { event: 'events_api', command: 'slash_commands', interaction: 'interactive' } as const;

async function deliveryOf(response: Response): Promise<Delivery> {
  const text = await response.text();
  return { taken: response.status === 200, answer: text ? JSON.parse(text) : {} };
}

/** docs.slack.dev/authentication/verifying-requests-from-slack */
export function sendSigned(address: string, body: object | string, how: PostOptions): Promise<Response> {
  const text = encode(body, how.as ?? 'event');
  const timestamp = how.timestamp ?? Math.floor(Date.now() / 1_000);
  const hash = createHmac('sha256', how.secret ?? SIGNING_SECRET)
    .update(`v0:${timestamp}:${text}`)
    .digest('hex');
  return fetch(`${address}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type':
        (how.as ?? 'event') === 'event' ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': how.signature ?? `v0=${hash}`,
      ...how.headers,
    },
    body: text,
  });
}

function encode(body: object | string, as: NonNullable<PostOptions['as']>): string {
  if (typeof body === 'string') return body;
  if (as === 'event') return JSON.stringify(body);
  if (as === 'interaction') return new URLSearchParams({ payload: JSON.stringify(body) }).toString();
  return new URLSearchParams(Object.entries(body).map(([key, value]) => [key, String(value)])).toString();
}
