import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { Platform } from '../../src/conversation/ports/platform.js';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { Leadership } from '../../src/conversation/ports/work.js';
import type { Reception } from '../../src/conversation/reception.js';
import { type Metrics, noMetrics } from '../../src/conversation/telemetry.js';
import { Failure } from '../../src/failure.js';
import { createBackground } from '../chat/background.js';
import type { CountRequest } from '../chat/count-request.js';
import { createSoleLeadership } from '../chat/sole-leadership.js';
import { createThreads } from '../chat/threads.js';
import { createApi } from './api.js';
import { createAttachedFiles } from './buttons.js';
import { createCallers } from './caller.js';
import { createCatchUp } from './catch-up.js';
import { createChannels } from './channels.js';
import { type DiscordSettings, discordConfig } from './config.js';
import { createDownloads } from './downloads.js';
import { createGateway, type Identity } from './gateway.js';
import { discordHosts } from './hosts.js';
import type { Listening } from './incoming.js';
import { createInteractions } from './interactions.js';
import { onGuildDelete, onThreadDelete } from './lifecycle.js';
import { onMessage } from './messages.js';
import { createOutbound } from './outbound.js';
import { messageSchema } from './payloads.js';
import { createPosts } from './posts.js';
import { failureOf, isTokenRefusal } from './problems.js';
import { registerCommands } from './register.js';
import { createSizeLimits } from './size-limits.js';
import type { EngagedThread } from './threads.js';
import { createTyping } from './typing.js';
import { createUploads } from './uploads.js';
import { createWhisper } from './whisper.js';

export interface DiscordOptions {
  readonly config: DiscordSettings;
  readonly reception: Reception;
  readonly seal: ButtonSeal;
  readonly values: KeyValueStore;
  /** Who holds the gateway of all processes on one store; without it this process does. */
  readonly leadership?: Leadership;
  /** Counts the requests to Discord. */
  readonly metrics?: Metrics;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Discord {
  /** Works over REST alone: a process that holds no gateway can answer too. */
  readonly platform: Platform;
  /**
   * Holds the gateway, or stands by until the process that holds it ends. Rejects with Failure `config` when Discord
   * refuses the token, or the intents of the holder. An unreachable Discord is tried again for ever.
   */
  start(): Promise<void>;
  /** Lets another process that waits for it hold the gateway; answers are still sent. Harmless when repeated. */
  handOver(): Promise<void>;
  /** Takes nothing new, sends what waits, and lets go. */
  stop(): Promise<void>;
  /**
   * For `/readyz`: rejects with a Failure within 15 seconds of a dead gateway; its `facts.reason` may be shown. Resolves to
   * a note where there is something to say.
   */
  check(): Promise<string | undefined>;
}

const STOP_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 1_000;

/** Throws Failure `config` when a value is missing; see `discordSetup`. */
export function createDiscord(options: DiscordOptions): Discord {
  const config = discordConfig(options.config);
  const { reception, seal, values, metrics = noMetrics, clock, log } = options;
  const { leadership = createSoleLeadership() } = options;
  const { token } = config;
  if (!token) throw new Failure('config', { detail: 'Discord needs DISCORD_TOKEN' });

  const count: CountRequest = (outcome) => metrics.platformRequest('discord', outcome);
  const callers = createCallers({ token, apiUrl: config.apiUrl, count });
  const api = createApi(callers);
  const background = createBackground(log);
  const posts = createPosts({ api, values, clock, log });
  const limits = createSizeLimits({ api, clock, log });
  const whisper = createWhisper({ api, clock });
  const threads = createThreads<EngagedThread>({ values, background, clock, log });
  const files = createAttachedFiles(values);
  const outbound = createOutbound({
    api,
    seal,
    values,
    posts,
    uploads: createUploads({
      api,
      posts,
      limits,
      attached: ({ place, id }, file) => files.remember(place, id, file),
      log,
    }),
    downloads: createDownloads({ api, hosts: discordHosts(config.apiUrl), count, clock }),
    typing: createTyping({ api, clock, log }),
    whisper,
    config,
    clock,
    log,
  });

  let self: Identity | undefined;
  let registered = false;
  let lookTimer: NodeJS.Timeout | undefined;
  const gateway = createGateway({
    config,
    token,
    events: { opening: (shards) => catchUp.begin(shards), ready: onReady, received: onReceived },
    information: () => api.gateway(),
    count,
    clock,
    log,
  });
  const tools: Listening = {
    config,
    reception,
    seal,
    api,
    channels: createChannels({ api, told: gateway.typeOf, clock }),
    threads,
    limits,
    whisper,
    background,
    self: () => self,
    permissionsIn: gateway.permissionsIn,
    clock,
    log,
  };
  const catchUp = createCatchUp(tools, values);
  const onInteraction = createInteractions(tools, files);
  const listeners: Record<string, (payload: unknown) => Promise<void>> = {
    MESSAGE_CREATE: onMessageCreate,
    INTERACTION_CREATE: onInteraction,
    GUILD_DELETE: (payload) => onGuildDelete(tools, payload),
    THREAD_DELETE: (payload) => onThreadDelete(tools, payload),
  };

  function onReceived(type: string, payload: unknown, shard: number): void {
    catchUp.alive(shard);
    const listener = listeners[type];
    if (listener) background.run(type, () => listener(payload));
  }

  /** Words and files of people, after those that were missed before them. */
  async function onMessageCreate(payload: unknown): Promise<void> {
    const parsed = messageSchema.safeParse(payload);
    if (!parsed.success) return;
    await catchUp.settled(parsed.data.channel_id);
    await onMessage(tools, parsed.data);
  }

  function onReady(identity: Identity): void {
    self = identity;
    background.run('read what was missed', () => catchUp.run(identity));
    if (registered) return;
    registered = true;
    background.run('register the commands', () => register(identity.application));
  }

  async function register(application: string): Promise<void> {
    try {
      const differences = await registerCommands(api, { application, guild: config.guildId });
      if (differences.length > 0) log.info({ differences }, 'the commands were registered');
    } catch (thrown) {
      registered = false;
      throw failureOf(thrown);
    }
  }

  return {
    platform: outbound.platform,

    async start() {
      let opened: (failure?: Failure) => void = () => {};
      const firstTry = new Promise<Failure | undefined>((resolve) => {
        opened = resolve;
      });
      const state = await leadership.stand((over) => gateway.hold(over, opened));
      lookTimer = setInterval(look, LOOK_EVERY_MS).unref();
      look();
      const failure = state === 'leads' ? await firstTry : await refusalOfStandby();
      if (!failure) return;
      clearInterval(lookTimer);
      await leadership.resign();
      throw failure;
    },

    handOver: () => leadership.handOver(),

    async stop() {
      clearInterval(lookTimer);
      await leadership.resign();
      const settled = Promise.all([outbound.drain(), background.settled()]);
      await Promise.race([settled, clock.sleep(STOP_WITHIN_MS)]);
      callers.close();
    },

    async check() {
      if (leadership.state === 'stands by') return 'standby';
      const reason =
        leadership.state === 'leads' ? gateway.trouble() : 'nobody can be asked who holds the gateway';
      if (reason) throw new Failure('platform-unavailable', { detail: reason, facts: { reason } });
      return undefined;
    },
  };

  /** A wrong token is found at the start, not when the gateway is taken over. */
  async function refusalOfStandby(): Promise<Failure | undefined> {
    try {
      await gateway.check();
    } catch (thrown) {
      const failure = Failure.from(thrown);
      if (failure.code === 'config') return failure;
      log.warn({ error: failure.message }, 'Discord cannot be reached yet');
    }
    return undefined;
  }

  function look(): void {
    const { up, down } = gateway.shards();
    for (const shard of up) catchUp.alive(shard);
    metrics.gateway(STATES[leadership.state], { up: up.length, down: down.length });
  }
}

const STATES = { leads: 'held', 'stands by': 'standby', unknown: 'unknown' } as const;

/**
 * For the command line: compares the commands with those that Discord has, and registers them unless it is a dry run.
 * Resolves to one line for each difference. Rejects with a Failure.
 */
export async function updateCommands(settings: DiscordSettings, dryRun: boolean): Promise<string[]> {
  const { token, apiUrl, guildId } = discordConfig(settings);
  if (!token) throw new Failure('config', { detail: 'Discord needs DISCORD_TOKEN' });
  const callers = createCallers({ token, apiUrl });
  try {
    const api = createApi(callers);
    return await registerCommands(api, { application: await api.applicationId(), guild: guildId, dryRun });
  } catch (thrown) {
    if (!isTokenRefusal(thrown)) throw failureOf(thrown);
    throw new Failure('config', { detail: 'DISCORD_TOKEN is not accepted by Discord', cause: thrown });
  } finally {
    callers.close();
  }
}
