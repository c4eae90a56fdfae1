import type { Action } from '../../src/conversation/action.js';
import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { AttachmentRef, InboundMessage, Place } from '../../src/conversation/inbound.js';
import type { Clock, Log } from '../../src/conversation/ports.js';
import type { Reception } from '../../src/conversation/reception.js';
import type { DiscordApi } from './api.js';
import type { Background } from './background.js';
import type { Channels } from './channels.js';
import type { DiscordConfig } from './config.js';
import type { Identity } from './gateway.js';
import type { SizeLimits } from './size-limits.js';
import type { Threads } from './threads.js';
import type { Whisper } from './whisper.js';

/** What every listener works with. */
export interface Listening {
  readonly config: DiscordConfig;
  readonly reception: Reception;
  readonly seal: ButtonSeal;
  readonly api: DiscordApi;
  readonly channels: Channels;
  readonly threads: Threads;
  readonly limits: SizeLimits;
  readonly whisper: Whisper;
  readonly background: Background;
  /** Who the bot is; undefined before the gateway was ready. */
  readonly self: () => Identity | undefined;
  /** Permissions of the bot in a channel, as far as they are known. */
  readonly permissionsIn: (channel: string) => bigint | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** What somebody did, before it is an InboundMessage. */
export interface Incoming {
  /** Unique in its tenant; the same for every delivery of the same thing. */
  readonly id: string;
  readonly place: Place;
  readonly user: string;
  readonly userName?: string;
  readonly text?: string;
  readonly attachments?: readonly AttachmentRef[];
  readonly action?: Action;
  readonly skill?: string;
  readonly locale?: string;
}

type Accepted = 'accepted' | 'duplicate';

/** Hands something to the core. Resolves when the row is written. */
export async function receive(tools: Listening, incoming: Incoming): Promise<Accepted> {
  return tools.reception.receive(toInbound(tools, incoming));
}

/** The same for words in a thread: from now on the thread is listened to. */
export async function receiveInThread(
  tools: Listening,
  incoming: Incoming,
  thread: { isNew: boolean },
): Promise<Accepted> {
  const message = toInbound(tools, incoming);
  const { place, user } = incoming;
  return tools.threads.engage(place, user, thread.isNew, () => tools.reception.receive(message));
}

function toInbound(
  { clock }: Listening,
  { id, place, user, userName, text = '', attachments = [], action, skill, locale }: Incoming,
): InboundMessage {
  return {
    id,
    place,
    author: { id: user, name: userName },
    text,
    attachments,
    action,
    skill,
    locale,
    receivedAt: clock.now(),
  };
}
