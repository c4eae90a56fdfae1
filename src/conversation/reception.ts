import type { Conversation } from './conversation.js';
import type { InboundMessage } from './inbound.js';

/** The door of the core: what every adapter calls. */
export interface Reception {
  /**
   * Writes the message down and returns; only then may the platform be acknowledged. A repeated delivery is
   * `duplicate` and changes nothing. *Stop* acts at once. Rejects with Failure `store-unavailable` or `store-full`:
   * the platform must then not be acknowledged, so that it delivers again.
   */
  receive(message: InboundMessage): Promise<'accepted' | 'duplicate'>;
  /** The conversation, when the bot is engaged in this thread. */
  find(conversationId: string): Promise<Conversation | undefined>;
  /** Newest first, for a home tab or a list of threads. */
  list(tenant: string, limit: number): Promise<Conversation[]>;
  /** Deletes what belongs to a tenant (uninstalled, kicked) or to one conversation ("forget"). */
  forget(scope: { conversation: string } | { tenant: string }): Promise<void>;
}
