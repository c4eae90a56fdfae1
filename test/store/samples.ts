import type { Conversation } from '../../src/conversation/conversation.js';
import type { InboundMessage, Place } from '../../src/conversation/inbound.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';

export const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A clock that stands still until it is moved. */
export interface HeldClock extends Clock {
  move(ms: number): void;
}

export function heldClock(start = Date.UTC(2026, 10, 20)): HeldClock {
  let now = start;
  return {
    now: () => now,
    move(ms) {
      now += ms;
    },
    sleep: () => Promise.reject(new Error('nothing here sleeps')),
  };
}

function place(tenant: string, thread = 'C1:1.0'): Place {
  return { platform: 'slack', tenant, conversation: `${tenant}/${thread}`, address: { channel: 'C1' } };
}

export function message(
  id: string,
  options: { tenant?: string; thread?: string; text?: string } = {},
): InboundMessage {
  return {
    id,
    place: place(options.tenant ?? 'slack:T1', options.thread),
    author: { id: 'U1' },
    text: options.text ?? `message ${id}`,
    attachments: [{ id: 'F1', name: '照片 1.jpg', size: 3, source: { file: 'F1' } }],
    receivedAt: 1,
  };
}

export function conversation(
  tenant: string,
  thread: string,
  fields: Partial<Conversation> = {},
): Conversation {
  return {
    id: `${tenant}/${thread}`,
    place: place(tenant, thread),
    createdAt: 1,
    updatedAt: 1,
    starter: 'U1',
    title: 'three photos',
    skill: 'image-to-ai',
    language: 'en',
    greeted: false,
    media: [],
    exports: [],
    ...fields,
  };
}
