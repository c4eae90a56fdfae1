import { type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { Failure } from '../../src/failure.js';
import { clientOptions } from './caller.js';
import type { SlackHosts } from './hosts.js';
import { libraryLogger } from './library-log.js';
import { fixOf, problemOf } from './problems.js';

/** Events, commands and interactions over a socket that the bot opens itself: no public address is needed. */
export interface SocketReceiver {
  readonly receiver: Receiver;
  /**
   * Connects, and stays connected until `disconnect`. Resolves when connected, or when Slack cannot be reached now: it
   * then goes on trying. Rejects with Failure `config` when Slack does not accept SLACK_APP_TOKEN.
   */
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  isConnected(): boolean;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Slack takes ten connections of an app and ends an eleventh right after it was opened. */
const SHORT_LIFE_MS = 10_000;

export function createSocketReceiver(options: {
  appToken: string;
  hosts: SlackHosts;
  clock: Clock;
  log: Log;
}): SocketReceiver {
  const { appToken, hosts, clock, log } = options;
  const receiver = new SocketModeReceiver({
    appToken,
    logger: libraryLogger(log),
    // The library's own reconnecting ends the process when Slack refuses a later connection: its rejection is handled
    // by nobody.
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(hosts, log) },
    processEventErrorHandler: async ({ error }) => {
      log.warn({ error: String(error) }, 'an event was not accepted; Slack will deliver it again');
      return false;
    },
  });
  const { client } = receiver;
  const stopped = new AbortController();
  let connected = false;
  let connecting: Promise<void> | undefined;
  let connectedAt = 0;
  /** Connections in a row that Slack has ended at once. */
  let shortLives = 0;

  client.on('connected', () => {
    connected = true;
    connectedAt = clock.now();
  });
  client.on('disconnected', () => {
    connected = false;
    shortLives = clock.now() - connectedAt < SHORT_LIFE_MS ? shortLives + 1 : 0;
    if (!connecting && !stopped.signal.aborted) void stayConnected();
  });

  /** One try; undefined when it succeeded. */
  async function tryOnce(): Promise<Failure | undefined> {
    try {
      await client.start();
      return undefined;
    } catch (thrown) {
      const problem = problemOf(thrown);
      const fix = fixOf(problem);
      if (problem.kind === 'refused' && fix) {
        const detail = `SLACK_APP_TOKEN is not accepted by Slack (${problem.code})`;
        return new Failure('config', { detail, cause: thrown });
      }
      const what = problem.kind === 'refused' ? problem.code : problem.kind;
      return new Failure('platform-unavailable', { detail: `Socket Mode: ${what}`, cause: thrown });
    }
  }

  /** Tries until it succeeds. `firstTry` is told about the first result. */
  function stayConnected(firstTry: (failure: Failure | undefined) => void = () => {}): Promise<void> {
    connecting = (async () => {
      if (shortLives > 1) {
        log.warn(
          { times: shortLives },
          'Slack ends the connection at once: an app may have ten, over all processes',
        );
        await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (shortLives - 2)));
      }
      for (let tries = 0; !stopped.signal.aborted; tries++) {
        const failure = await tryOnce();
        if (tries === 0) firstTry(failure);
        if (!failure) return;
        log.warn({ error: failure.message }, 'Slack could not be reached over Socket Mode; trying again');
        await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries));
      }
    })().finally(() => {
      connecting = undefined;
    });
    return connecting;
  }

  async function pause(ms: number): Promise<void> {
    try {
      await clock.sleep(ms, stopped.signal);
    } catch {
      // Stopped: the loop ends.
    }
  }

  return {
    receiver,
    async connect() {
      const failure = await new Promise<Failure | undefined>((resolve) => {
        void stayConnected(resolve);
      });
      if (failure?.code !== 'config') return;
      stopped.abort();
      throw failure;
    },
    async disconnect() {
      stopped.abort();
      // The library waits half a minute for a server that does not say goodbye.
      if (connected) await Promise.race([client.disconnect(), clock.sleep(DISCONNECT_WITHIN_MS)]);
    },
    isConnected: () => connected,
  };
}

const DISCONNECT_WITHIN_MS = 2_000;
