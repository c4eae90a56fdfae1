import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { Place } from '../../src/conversation/inbound.js';
import type { Platform, Posted } from '../../src/conversation/ports/platform.js';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { Reply } from '../../src/conversation/reply.js';
import { Failure, failedWith } from '../../src/failure.js';
import { createThreadQueue, type ThreadQueue } from '../chat/thread-queue.js';
import type { AnswerUrls } from './answer-urls.js';
import type { Downloads } from './downloads.js';
import type { HomeTab } from './home.js';
import { escapeText } from './mrkdwn.js';
import { isDirect, readPlace, type SlackPlace } from './place.js';
import { sendPlainer } from './plainer.js';
import { createPosts, messageMetadata } from './posts.js';
import { failureOf } from './problems.js';
import { renderOne, renderReply } from './render.js';
import type { Sessions } from './sessions.js';
import type { Uploads } from './uploads.js';
import type { Whisper } from './whisper.js';
import { slackWords } from './words.js';
import type { Workspaces } from './workspaces.js';

interface OutboundOptions {
  readonly workspaces: Workspaces;
  readonly seal: ButtonSeal;
  readonly values: KeyValueStore;
  readonly sessions: Sessions;
  readonly uploads: Uploads;
  readonly downloads: Downloads;
  readonly home: HomeTab;
  readonly whisper: Whisper;
  readonly answerUrls: AnswerUrls;
  readonly clock: Clock;
  readonly log: Log;
}

/** The `Platform` port for Slack: everything that people see of the bot goes through here. */
export interface Outbound {
  readonly platform: Platform;
  /** Sends what still waits; for the end of the process. */
  drain(): Promise<void>;
}

type Thread = Extract<SlackPlace, { kind: 'thread' }>;

export function createOutbound(options: OutboundOptions): Outbound {
  const { workspaces, seal, values, sessions, uploads, downloads, home, whisper, clock, log } = options;
  const posts = createPosts({ values, clock, log });
  const queue: ThreadQueue = createThreadQueue({ sendEdit, clock, log });

  async function postInThread(place: Place, at: Thread, reply: Reply, key: string): Promise<Posted> {
    const { api } = await workspaces.of(place.tenant);
    const messages = renderReply(reply, (action) => seal.seal(action, place));
    const storeKey = `${place.conversation}/post/${key}`;
    const { sent, isNew } = await queue.post(place.conversation, () =>
      posts.once(api, at, { key, storeKey, messages }),
    );
    sessions.posted(place);
    const posted = { place, id: sent[0] ?? '', extra: { key, language: reply.language } };
    // What stood already may show other words: then the next edit must not be taken for a repetition.
    if (isNew) queue.posted(posted, reply);
    return posted;
  }

  /** For one person: such a message cannot be found again or edited, so a repeated key is known from the store alone. */
  async function postForOne(
    place: Place,
    at: SlackPlace,
    user: string,
    reply: Reply,
    key: string,
  ): Promise<Posted> {
    const storeKey = `${place.conversation}/post/${key}`;
    const before = await values.get<string>(storeKey);
    if (before === undefined) {
      const message = renderOne(reply, (action) => seal.seal(action, place));
      await queue.post(place.conversation, () => whisper.show(place, at, user, message));
      await values.set(storeKey, 'sent', WHISPER_KEPT_FOR_MS);
    }
    return { place, id: key, extra: { only: user } };
  }

  async function sendEdit(posted: Posted, reply: Reply): Promise<void> {
    const at = readPlace(posted.place);
    if (at?.kind !== 'thread') return;
    const { api } = await workspaces.of(posted.place.tenant);
    const message = renderOne(reply, (action) => seal.seal(action, posted.place));
    const metadata = messageMetadata(posted.extra?.key ?? '', 0);
    // A card that could not be ended would say "working" for ever.
    await sendPlainer(message, log, (plainer) => api.update(at.channel, posted.id, { ...plainer, metadata }));
  }

  /** Where the bot may not write, the person who asked is told through the command's own answer address. */
  async function explain(place: Place, reply: Reply, failure: Failure): Promise<void> {
    if (!failedWith(failure, 'platform-permission', 'place-gone')) return;
    const words = slackWords(reply.language);
    const fix = failure.facts.fix ?? words.fixInvite;
    await options.answerUrls.answer(place.conversation, escapeText(words.cannotWrite(fix)));
  }

  const platform: Platform = {
    name: 'slack',

    async post(place, reply, key) {
      const at = readPlace(place);
      if (!at) throw new Failure('place-gone', { detail: 'not a place in Slack' });
      try {
        if (at.kind === 'home') return await home.show(place, at.user, reply);
        if (at.kind === 'aside') return await postForOne(place, at, at.user, reply, key);
        // A DM is read by nobody else, and what is posted there stays.
        if (reply.onlyFor && !isDirect(at.channel))
          return await postForOne(place, at, reply.onlyFor, reply, key);
        return await postInThread(place, at, reply, key);
      } catch (thrown) {
        const failure = failureOf(thrown);
        await explain(place, reply, failure);
        throw failure;
      }
    },

    async edit(posted, reply) {
      if (posted.extra?.only || !MESSAGE_TS.test(posted.id)) return;
      queue.edit(posted, reply);
    },

    settled: (place) => queue.settled(place.conversation),
    deliver: (posted, video, key) => uploads.deliver(posted, video, key),
    open: (attachment, place, signal) => downloads.open(attachment, place, signal),
    working: (place, on) => sessions.working(place, on),
  };

  return { platform, drain: () => queue.drain() };
}

/** Only needed while the message that asked may be handled again. */
const WHISPER_KEPT_FOR_MS = 24 * 3_600_000;
const MESSAGE_TS = /^\d+\.\d+$/;
