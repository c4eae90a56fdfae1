import type { Config } from '../../src/config.js';
import type { SkillSlug } from '../../src/conversation/profiles.js';

/** The variables that this adapter reads; the whole `Config` fits. */
export type DiscordSettings = Pick<
  Config,
  | 'DISCORD_TOKEN'
  | 'DISCORD_API_URL'
  | 'DISCORD_GUILD_ID'
  | 'DISCORD_MESSAGE_CONTENT'
  | 'THREAD_REPLIES'
  | 'NEMO_SKILL'
>;

/** What the Discord adapter needs of the configuration. */
export interface DiscordConfig {
  readonly token?: string;
  /** REST base without the version, such as `https://discord.com/api`. */
  readonly apiUrl: string;
  /** Commands are registered in this guild alone: they appear at once, which is what development needs. */
  readonly guildId?: string;
  /** The privileged intent: plain messages in threads are heard. */
  readonly messageContent: boolean;
  readonly threadReplies: 'everyone' | 'starter' | 'mention';
  /** The skill of new conversations. */
  readonly skill: SkillSlug;
}

export function discordConfig(settings: DiscordSettings): DiscordConfig {
  return {
    token: settings.DISCORD_TOKEN,
    // People copy the address with its version, which discord.js appends itself.
    apiUrl: settings.DISCORD_API_URL.replace(/\/v\d+\/?$/, ''),
    guildId: settings.DISCORD_GUILD_ID,
    messageContent: settings.DISCORD_MESSAGE_CONTENT === 'on',
    threadReplies: settings.THREAD_REPLIES,
    skill: settings.NEMO_SKILL,
  };
}
