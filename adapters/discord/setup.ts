import { OAuth2Scopes } from 'discord.js';
import { type DiscordSettings, discordConfig } from './config.js';
import { INVITE_PERMISSIONS } from './permissions.js';

/** What the set-up page of the bot shows about Discord. */
export interface DiscordSetup {
  /** Variables that still have to be set; empty when the adapter can start. */
  readonly missing: string[];
  /** Adds the bot to a server with the permissions that it needs; only when the token is set. */
  readonly inviteUrl?: string;
}

export function discordSetup(settings: DiscordSettings): DiscordSetup {
  const { token } = discordConfig(settings);
  if (!token) return { missing: ['DISCORD_TOKEN'] };
  const application = applicationOf(token);
  return { missing: [], inviteUrl: application && inviteUrl(application) };
}

export function inviteUrl(application: string): string {
  const address = new URL('https://discord.com/oauth2/authorize');
  address.searchParams.set('client_id', application);
  address.searchParams.set('scope', [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(' '));
  address.searchParams.set('permissions', String(INVITE_PERMISSIONS));
  return address.href;
}

/** A bot token begins with the bot's id, base64-encoded; for every app of the last years that is the application's. */
function applicationOf(token: string): string | undefined {
  const id = Buffer.from(token.split('.')[0] ?? '', 'base64').toString('latin1');
  return /^\d{17,20}$/.test(id) ? id : undefined;
}
