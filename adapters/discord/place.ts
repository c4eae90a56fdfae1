import type { Place } from '../../src/conversation/inbound.js';

/**
 * Where a reply goes. `thread`: a thread or forum post of a guild, which Discord treats as a channel. `direct`: the DM
 * with one person. `aside`: a command that was used outside of any thread; answers are seen by the asker alone.
 */
export type DiscordPlace =
  | { readonly kind: 'thread'; readonly channel: string; readonly guild: string }
  | { readonly kind: 'direct'; readonly channel: string; readonly user: string }
  | { readonly kind: 'aside'; readonly channel: string; readonly user: string };

/** Ids are snowflakes: strings, because they exceed what a number holds. */
export function guildTenant(guild: string): string {
  return `discord:${guild}`;
}

/** What a person says in a DM belongs to that person and to no guild. */
export function personTenant(user: string): string {
  return `discord:dm-${user}`;
}

export function threadPlace(guild: string, channel: string): Place {
  return placeOf(guildTenant(guild), channel, { kind: 'thread', channel, guild });
}

export function directPlace(user: string, channel: string): Place {
  return placeOf(personTenant(user), channel, { kind: 'direct', channel, user });
}

export function asidePlace(tenant: string, channel: string, user: string): Place {
  return placeOf(tenant, `aside:${channel}:${user}`, { kind: 'aside', channel, user });
}

function placeOf(tenant: string, name: string, address: Record<string, string>): Place {
  return { platform: 'discord', tenant, conversation: `${tenant}/${name}`, address };
}

/** Reads an address again; undefined when it is not one of ours: nothing is then written anywhere. */
export function readPlace(place: Place): DiscordPlace | undefined {
  const { kind, channel, guild, user } = place.address;
  if (!channel) return undefined;
  if (kind === 'thread' && guild) return { kind, channel, guild };
  if ((kind === 'direct' || kind === 'aside') && user) return { kind, channel, user };
  return undefined;
}
