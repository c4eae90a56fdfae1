import { isSlackWanted, missingValues, slackConfig } from '../adapters/slack/config.js';
import { systemClock } from './clock.js';
import type { Config } from './config.js';
import type { ButtonSeal } from './conversation/button-seal.js';
import type { Log } from './conversation/ports/tools.js';
import type { Core } from './core.js';
import { Failure } from './failure.js';
import type { HttpServer } from './http/server.js';

/** A chat platform that is configured. */
export interface ChatPlatform {
  /** Begins to receive. Rejects with Failure `config` when the platform refuses the tokens. */
  start(): Promise<void>;
  /** Lets another process receive in its place, where one waits for that; answers are still sent. */
  handOver?(): Promise<void>;
  stop(): Promise<void>;
}

/** Any number will do, as long as it stays the same: of all processes on a database one holds Discord's gateway. */
const DISCORD_LOCK = 7_335_385;

/** Adds every configured chat platform; its library is loaded only then, so that the bare bot starts quickly. */
export async function openChatPlatforms(
  config: Config,
  rooms: { core: Core; server: HttpServer; seal: ButtonSeal; log: Log },
): Promise<ChatPlatform[]> {
  const { core, server, seal, log } = rooms;
  const { store, reception, metrics } = core;
  const receives = config.ROLE !== 'worker';
  const chats: ChatPlatform[] = [];

  const slackSettings = slackConfig(config);
  const missing = isSlackWanted(slackSettings) ? missingValues(slackSettings) : [];
  if (missing.length > 0) {
    // Half set up: the set-up page stays up and names what is missing; nothing is ready until then.
    const detail = `Slack needs ${missing.join(', ')}: see /setup`;
    log.error({ missing }, detail);
    server.addCheck('slack', () => {
      throw new Failure('config', { detail });
    });
  } else if (isSlackWanted(slackSettings)) {
    const { createSlack } = await import('../adapters/slack/slack.js');
    const slack = createSlack({
      config: slackSettings,
      reception,
      seal,
      values: store.values('slack'),
      sealed: store.sealed('slack'),
      metrics,
      clock: systemClock,
      log,
    });
    core.addPlatform(slack.platform);
    if (receives) {
      slack.mount(server);
      server.addCheck('slack', () => slack.check());
    }
    chats.push(slack);
  }

  if (config.DISCORD_TOKEN) {
    const { createDiscord } = await import('../adapters/discord/discord.js');
    const leadership =
      config.DATABASE_URL && receives ? await openLeadership(config.DATABASE_URL) : undefined;
    const discord = createDiscord({
      config,
      leadership,
      reception,
      seal,
      values: store.values('discord'),
      metrics,
      clock: systemClock,
      log,
    });
    core.addPlatform(discord.platform);
    if (receives) server.addCheck('discord', () => discord.check());
    chats.push(discord);
  }
  return chats;

  async function openLeadership(databaseUrl: string) {
    const { createPostgresLeadership } = await import('./store/postgres-leadership.js');
    const what = "Discord's gateway";
    return createPostgresLeadership({ databaseUrl, lock: DISCORD_LOCK, what, clock: systemClock, log });
  }
}
