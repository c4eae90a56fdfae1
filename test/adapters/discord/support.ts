import { vi } from 'vitest';
import type { Conversation } from '../../../src/conversation/conversation.js';
import type { InboundMessage, Place } from '../../../src/conversation/inbound.js';
import type { TestBot, World } from '../../fakes/discord/bot.js';
import { ANNA, BEN } from '../../fakes/discord/bot.js';
import type { GateCall } from '../../fakes/discord/gate.js';
import { user } from '../../fakes/discord/payloads.js';

export const anna = user(ANNA, 'anna');
export const ben = user(BEN, 'ben');

/** Where a payload comes from. */
export function where(world: World, channel: string, type: number, parts: object = {}) {
  return {
    guild_id: world.guild,
    channel_id: channel,
    channel: { id: channel, type, guild_id: world.guild },
    authorizing_integration_owners: { '0': world.guild },
    ...parts,
  };
}

/** In a DM with the bot: no guild, no member. */
export function inDirect(channel: string, asker: object) {
  return {
    guild_id: undefined,
    member: undefined,
    user: asker,
    channel_id: channel,
    channel: { id: channel, type: 1 },
    context: 1,
    authorizing_integration_owners: { '0': '0' },
  };
}

export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 5_000, interval: 20 });

/** The message with this position, as soon as it was received. */
export async function received(bot: TestBot, count = 1): Promise<InboundMessage> {
  return eventually(() => {
    const message = bot.reception.received[count - 1];
    if (!message) throw new Error(`only ${bot.reception.received.length} messages were received`);
    return message;
  });
}

/** Waits for a call that Discord has answered. */
export async function called(
  world: World,
  matches: (call: GateCall) => boolean,
  count = 1,
): Promise<GateCall> {
  return eventually(() => {
    const call = world.gate.calls.filter((one) => matches(one) && one.status > 0)[count - 1];
    if (!call)
      throw new Error(`no such call: ${world.gate.calls.map((c) => `${c.method} ${c.route}`).join(', ')}`);
    return call;
  });
}

export const isCallback = (interaction: string) => (call: GateCall) =>
  call.path.startsWith(`/interactions/${interaction}/`);
export const isOriginal = (interaction: string) => (call: GateCall) =>
  call.path.includes(`token-${interaction}/messages/`);
export const isFollowUp = (interaction: string) => (call: GateCall) =>
  call.method === 'POST' && call.path.endsWith(`/token-${interaction}`);

/** One that the store knows. */
export function conversationAt(place: Place): Conversation {
  const base = { id: place.conversation, place, createdAt: 0, updatedAt: 0, starter: ANNA, title: '' };
  return { ...base, skill: 'image-to-ai', language: 'en', greeted: true, media: [], exports: [] };
}

/** Time for something that must not happen. */
export const aMoment = () => new Promise((resolve) => setTimeout(resolve, 80));
