import type { AddressRule } from '../../src/net/addresses.js';
import { isLoopbackHost } from '../../src/net/addresses.js';

/** The hosts whose files may be fetched. Attachments are public to whoever has their address: no token travels there. */
export interface DiscordHosts {
  isDiscord(url: URL): boolean;
  /** Which addresses such a host may lead to. */
  addresses(url: URL): AddressRule;
}

const DISCORD_API = 'https://discord.com/api';
const ATTACHMENT_HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'];

/**
 * `apiUrl` is DISCORD_API_URL: when it is not Discord's own, its host, with its scheme, counts as Discord's for
 * attachments too. When it is this machine, so does every port of it: an emulator may serve its files from another one.
 */
export function discordHosts(apiUrl: string): DiscordHosts {
  const own = apiUrl === DISCORD_API ? undefined : new URL(apiUrl);
  const isOwn = (url: URL) => {
    if (!own || url.protocol !== own.protocol) return false;
    if (isLoopbackHost(own.hostname)) return isLoopbackHost(url.hostname);
    return url.host === own.host;
  };
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
