import { setTimeout as wait } from 'node:timers/promises';
import { sendSigned } from '../../test/fakes/slack/bot.js';
import { drawMessage } from '../../test/fakes/slack/drawn.js';
import { appMention, channelMessage } from '../../test/fakes/slack/payloads.js';
import {
  type Answer,
  BOT_TOKEN,
  BOT_USER,
  type SlackStandIn,
  startSlackStandIn,
  tooMany,
} from '../../test/fakes/slack/stand-in.js';
import { createBadDays, deliveredAgainAfter, type PlatformFault, RETRY_AFTER_SECONDS } from './bad-days.js';
import { kindOf } from './shown.js';
import { type SoakStage, type SoakThread, type StageOptions, TRY_AGAIN_AFTER_MS } from './stage.js';

const SIGNING_SECRET = 'a-signing-secret-of-the-soak';
const ANSWERS: Record<PlatformFault, Answer> = {
  away: { status: 503, body: '<html>Service Unavailable</html>' },
  lost: { loseAnswer: true },
  limited: tooMany(RETRY_AFTER_SECONDS),
};
const METHODS = [
  'chat.postMessage',
  'chat.update',
  'conversations.replies',
  'files.getUploadURLExternal',
  'files.completeUploadExternal',
  'files.info',
  'users.info',
  'agents.sessions.setStatus',
];

/** Slack on bad days, in HTTP mode: every thread has a channel of its own, so that it can be deleted. */
export async function openSlackStage(options: StageOptions): Promise<SoakStage> {
  const slack = await startSlackStandIn();
  const days = createBadDays(options.seed);
  for (const method of METHODS) {
    slack.always(method, (args) => {
      const fault = days.faultOf(`${method} ${args.thread_ts ?? args.channel ?? args.channel_id ?? ''}`);
      return fault && ANSWERS[fault];
    });
  }
  for (const bytes of ['file', 'upload'] as const) {
    slack.disturb(bytes, (id) => (days.faultOf(`${bytes} ${id}`) ? { status: 503 } : undefined));
  }
  let opened = 0;
  return {
    environment: {
      PLAYGROUND: 'off',
      SLACK_API_URL: slack.url,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
    },
    openThread: async (person) => openThread(slack, options, { number: ++opened, person }),
    calm: () => days.calm(),
    complaints: () => slack.complaints,
    close: () => slack.close(),
  };
}

function openThread(
  slack: SlackStandIn,
  options: StageOptions,
  { number, person }: { number: number; person: string },
): SoakThread {
  const user = `U0SOAK${person.toUpperCase()}`;
  const channel = `C0SOAK${String(number).padStart(6, '0')}`;
  slack.channels.add(channel);
  let root: string | undefined;
  let said = 0;
  return {
    async send(key, text, photos) {
      const ts = `${Math.floor(Date.now() / 1_000)}.${String(++said).padStart(6, '0')}`;
      const files = photos.map((photo) => slack.putFile(`${key}.jpg`, 'image/jpeg', Buffer.from(photo)));
      const parts = { channel, user, ts, event_ts: ts, files, client_msg_id: key };
      const event = () => ({ event_id: `Ev${channel}${key}${said}` });
      const inThread = root === undefined ? {} : { thread_ts: root };
      const spoken = { ...parts, ...inThread, text: root === undefined ? `<@${BOT_USER}> ${text}` : text };
      const payload = channelMessage({ ...spoken, thread_ts: inThread.thread_ts }, event());
      root ??= ts;
      const deliveries = [deliver(options, payload)];
      // A mention comes twice, as two kinds of event.
      if (spoken.text !== text) {
        deliveries.push(deliver(options, appMention(spoken, { event_id: `Ev${channel}${key}twin` })));
      }
      const again = deliveredAgainAfter(options.seed, `${channel} ${key}`);
      if (again !== undefined) void wait(again).then(() => deliver(options, payload, 1));
      await Promise.all(deliveries);
    },
    async shown() {
      return slack.messages
        .filter((message) => message.channel === channel && message.files.length === 0)
        .map((message) => {
          const { text } = drawMessage(message);
          return { kind: kindOf(text), text };
        });
    },
    async remove() {
      slack.channels.delete(channel);
    },
  };
}

/** As Slack does: until it is acknowledged. Slack would wait longer in between. */
async function deliver({ url, deadline }: StageOptions, payload: object, retry = 0): Promise<void> {
  for (let number = retry; ; number++) {
    try {
      const headers: Record<string, string> = number > 0 ? { 'x-slack-retry-num': String(number) } : {};
      const answer = await sendSigned(url(), payload, { secret: SIGNING_SECRET, headers });
      await answer.text();
      if (answer.status === 200) return;
      if (answer.status < 500) throw new Error(`an event was refused: ${answer.status}`);
    } catch (problem) {
      if (!(problem instanceof TypeError)) throw problem;
    }
    if (Date.now() > deadline()) throw new Error('an event was not taken in time');
    await wait(TRY_AGAIN_AFTER_MS);
  }
}
