import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { Clock, Log } from '../../src/conversation/ports.js';
import type { Reception } from '../../src/conversation/reception.js';
import { Failure } from '../../src/failure.js';
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

/**
 * The same for words in a thread: from now on the thread is listened to. Only a message that was not written down is
 * refused; one that was runs, so a thread that could not be written down beside it is tried again behind it.
 */
export async function receiveInThread(
  tools: Listening,
  incoming: Incoming,
  { isNew }: { isNew: boolean },
): Promise<Accepted> {
  const message = inboundMessage(incoming, tools.clock.now());
  const { place, user } = incoming;
  const engage = <T>(accept: () => Promise<T>) =>
    tools.threads.engage(place, { starter: user, place }, isNew, accept);
  let accepting: Promise<Accepted> | undefined;
  try {
    return await engage(() => {
      accepting = tools.reception.receive(message);
      return accepting;
    });
  } catch (thrown) {
    if (!accepting) throw thrown;
    const accepted = await accepting;
    tools.log.warn({ error: Failure.from(thrown).message }, 'a thread could not be written down yet');
    tools.background.run('write a thread down', () => patiently(tools.clock, () => engage(async () => {})));
    return accepted;
  }
}

/** A store that is locked or away comes back; meanwhile every try keeps the thread engaged in memory. */
const PAUSES_MS = [0, 200, 1_000, 5_000, 15_000, 60_000];

async function patiently(clock: Clock, work: () => Promise<void>): Promise<void> {
  let last: unknown;
  for (const pause of PAUSES_MS) {
    await clock.sleep(pause);
    try {
      return await work();
    } catch (thrown) {
      last = thrown;
    }
  }
  throw last;
}
