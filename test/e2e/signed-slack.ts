import { createHmac } from 'node:crypto';
import { ANNA, appMention, CHANNEL, channelMessage } from '../fakes/slack/payloads.js';

export const SIGNING_SECRET = 'a-signing-secret-of-the-test-bot';

/** A thread in Slack, as far as a bot on the other side of HTTP sees it. */
export interface SlackThread {
  readonly ts: string;
  /** Mentions the bot in the first message of the thread. */
  mention(text: string, files?: readonly object[]): Promise<void>;
  /** Says something below it, without a mention. */
  say(text: string): Promise<void>;
}

let last = 1_515_449_522;

/** Sends what Slack would send to `gateway`, with its signature. */
export function slackThread(gateway: string, botUser: string): SlackThread {
  const ts = nextTs();
  return {
    ts,
    mention: (text, files = []) =>
      send(
        gateway,
        appMention({ text: `<@${botUser}> ${text}`, ts, event_ts: ts, files, ...fresh() }, eventId()),
      ),
    async say(text) {
      const reply = nextTs();
      const place = { channel: CHANNEL, user: ANNA, thread_ts: ts, ts: reply, event_ts: reply };
      await send(gateway, channelMessage({ text, ...place, ...fresh() }, eventId()));
    },
  };
}

const nextTs = () => `${++last}.000100`;
const fresh = () => ({ client_msg_id: crypto.randomUUID() });
const eventId = () => ({ event_id: `Ev${crypto.randomUUID()}` });

/** docs.slack.dev/authentication/verifying-requests-from-slack */
async function send(gateway: string, event: object): Promise<void> {
  const body = JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / 1_000);
  const hash = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  const answer = await fetch(`${gateway}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${hash}`,
    },
    body,
  });
  if (answer.status !== 200) throw new Error(`the gateway answered ${answer.status}`);
}
