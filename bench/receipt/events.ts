import { createHmac } from 'node:crypto';
import { appMention, CHANNEL, channelMessage } from '../../test/fakes/slack/payloads.js';
import { BOT_USER } from '../../test/fakes/slack/stand-in.js';

const MENTION = appMention();
const REPLY = channelMessage();
const PEOPLE = 20;
/** Of so many events one begins a thread with a mention; the others are replies in threads that were begun. */
const EVENTS_PER_THREAD = 5;
/** So many of the newest threads may still be busy with their first message. */
const YOUNG = 50;

export interface SignedEvent {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Slack's events, each one new: people mention the bot in threads of their own and write on. */
export class Events {
  #count = 0;
  #turn = 0;
  readonly #threads: string[] = [];
  readonly #start = Math.floor(Date.now() / 1_000);

  constructor(private readonly secret: string) {}

  mention(): SignedEvent {
    const ts = this.#nextTs();
    this.#threads.push(ts);
    return this.#sign(MENTION, { ts, text: `<@${BOT_USER}> a video of our beach` });
  }

  /** The next event. Threads take turns, so that none is still busy with its last message. */
  next(): SignedEvent {
    if (this.#count % EVENTS_PER_THREAD === 0 || this.#threads.length === 0) return this.mention();
    this.#turn = this.#turn + YOUNG < this.#threads.length ? this.#turn + 1 : 0;
    const thread = this.#threads[this.#turn];
    return this.#sign(REPLY, {
      ts: this.#nextTs(),
      thread_ts: thread,
      text: 'make the title bigger, please',
    });
  }

  #nextTs(): string {
    this.#count += 1;
    const second = this.#start + Math.floor(this.#count / 1_000_000);
    return `${second}.${String(this.#count % 1_000_000).padStart(6, '0')}`;
  }

  /** docs.slack.dev/authentication/verifying-requests-from-slack */
  #sign(
    sample: Record<string, unknown>,
    parts: { ts: string; thread_ts?: string; text: string },
  ): SignedEvent {
    const user = `U0BENCH${String(this.#count % PEOPLE).padStart(2, '0')}`;
    const event = { ...(sample.event as object), ...parts, event_ts: parts.ts, channel: CHANNEL, user };
    const body = JSON.stringify({ ...sample, event_id: `Ev${this.#count}`, event });
    const timestamp = Math.floor(Date.now() / 1_000);
    const hash = createHmac('sha256', this.secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return {
      body,
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': String(timestamp),
        'x-slack-signature': `v0=${hash}`,
      },
    };
  }
}
