import type { Place } from '../../src/conversation/inbound.js';

/**
 * Where a reply goes. `thread`: a thread of a channel or of a DM. `aside`: a command that was typed outside of any
 * thread; answers are seen by the asker alone. `home`: the Home tab of a person.
 */
export type SlackPlace =
  | { readonly kind: 'thread'; readonly channel: string; readonly thread: string }
  | { readonly kind: 'aside'; readonly channel: string; readonly user: string }
  | { readonly kind: 'home'; readonly user: string };

/** A thread. `thread` is the `ts` of its first message, a string that must never become a number. */
export function threadPlace(tenant: string, channel: string, thread: string): Place {
  return placeOf(tenant, `${channel}:${thread}`, { channel, thread });
}

export function asidePlace(tenant: string, channel: string, user: string): Place {
  return placeOf(tenant, `aside:${channel}:${user}`, { channel, user });
}

export function homePlace(tenant: string, user: string): Place {
  return placeOf(tenant, `home:${user}`, { user });
}

function placeOf(tenant: string, name: string, address: Record<string, string>): Place {
  return { platform: 'slack', tenant, conversation: `${tenant}/${name}`, address };
}

/** Reads an address again; undefined when it is not one of ours: nothing is then written anywhere. */
export function readPlace(place: Place): SlackPlace | undefined {
  const { channel, thread, user } = place.address;
  if (channel && thread) return { kind: 'thread', channel, thread };
  if (channel && user) return { kind: 'aside', channel, user };
  return user ? { kind: 'home', user } : undefined;
}

/** A conversation between the bot and one person: nobody else reads it. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}
