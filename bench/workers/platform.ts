import { randomUUID } from 'node:crypto';
import type { InboundMessage } from '../../src/conversation/inbound.js';
import type { Platform } from '../../src/conversation/ports/platform.js';
import { Failure } from '../../src/failure.js';

/** A chat platform that takes everything at once and keeps nothing: only the bot's own work is measured. */
export function openPlatform(): Platform {
  return {
    name: 'slack',
    post: async (place) => ({ place, id: randomUUID() }),
    edit: async () => {},
    deliver: async () => ({ delivered: true }),
    open: () => Promise.reject(new Failure('file-fetch-failed')),
    working: async () => {},
  };
}

let made = 0;

/** An order in a thread of its own. Each is of a tenant of its own too, so that no limit of a tenant is met. */
export function newOrder(): InboundMessage {
  made += 1;
  const tenant = `slack:T${made}`;
  return {
    id: `m${made}`,
    place: { platform: 'slack', tenant, conversation: `${tenant}/C1:1.0`, address: { channel: 'C1' } },
    author: { id: 'U1' },
    text: 'add a title',
    attachments: [],
    receivedAt: Date.now(),
  };
}
