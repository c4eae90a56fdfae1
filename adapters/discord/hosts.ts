import type { AddressRule } from '../../src/net/addresses.js';

/** The hosts whose files may be fetched. Attachments are public to whoever has their address: no token travels there. */
export interface DiscordHosts {
  isDiscord(url: URL): boolean;
  /** Which addresses such a host may lead to. */
  addresses(url: URL): AddressRule;
}

const DISCORD_HOST = 'discord.com';
const ATTACHMENT_HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'];

/**
 * `apiUrl` is DISCORD_API_URL: when it is not Discord's own, its host counts as Discord's for attachments too:
 * with its scheme and its port, also on this machine, where other ports belong to others.
 */
export function discordHosts(apiUrl: string): DiscordHosts {
  const api = new URL(apiUrl);
  const isOwn = (url: URL) => api.hostname !== DISCORD_HOST && url.origin === api.origin;
  return {
    isDiscord: (url) => isOwn(url) || isAttachmentHost(url),
    addresses: (url) => (isOwn(url) ? 'any' : 'public'),
  };
}

/** Whole names: `cdn.discordapp.com.evil.example` is somebody else's. */
function isAttachmentHost(url: URL): boolean {
  return (
    url.protocol === 'https:' && url.port === '' && ATTACHMENT_HOSTS.includes(url.hostname.toLowerCase())
  );
}
