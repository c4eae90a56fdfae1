import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { Reception } from '../../src/conversation/reception.js';
import type { Background } from '../chat/background.js';
import { type Incoming, inboundMessage } from '../chat/incoming.js';
import type { DiscordApi } from './api.js';
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

type Accepted = 'accepted' | 'duplicate';

/** Hands something to the core. Resolves when the row is written. */
export async function receive(tools: Listening, incoming: Incoming): Promise<Accepted> {
  return tools.reception.receive(inboundMessage(incoming, tools.clock.now()));
}

/** The same for words in a thread: from now on the thread is listened to. */
export async function receiveInThread(
  tools: Listening,
  incoming: Incoming,
  { isNew }: { isNew: boolean },
): Promise<Accepted> {
  const message = inboundMessage(incoming, tools.clock.now());
  const { place, user } = incoming;
  return tools.threads.engage(place, { starter: user, place }, isNew, () => tools.reception.receive(message));
}
