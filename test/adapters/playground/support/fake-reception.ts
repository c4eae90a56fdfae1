import type { Conversation } from '../../../../src/conversation/conversation.js';
import type { InboundMessage } from '../../../../src/conversation/inbound.js';
import type { Reception } from '../../../../src/conversation/reception.js';
import type { Failure } from '../../../../src/failure.js';

/** Keeps what is handed in; a test decides what is answered. */
export class FakeReception implements Reception {
  readonly received: InboundMessage[] = [];
  readonly forgotten: unknown[] = [];
  readonly conversations = new Map<string, Conversation>();
  refusal: Failure | undefined;
  /** Called before `receive` returns, as the core may answer that early. */
  onMessage: ((message: InboundMessage) => Promise<void> | void) | undefined;

  async receive(message: InboundMessage): Promise<'accepted' | 'duplicate'> {
    if (this.refusal) throw this.refusal;
    if (this.received.some((other) => other.id === message.id)) return 'duplicate';
    // As the inbox does: it is a row, so it must survive being JSON.
    this.received.push(JSON.parse(JSON.stringify(message)));
    await this.onMessage?.(message);
    return 'accepted';
  }

  async find(conversation: string): Promise<Conversation | undefined> {
    return this.conversations.get(conversation);
  }

  async list(): Promise<Conversation[]> {
    return [];
  }

  async begunBy(): Promise<Conversation[]> {
    return [];
  }

  async forget(scope: { conversation: string } | { tenant: string }): Promise<void> {
    this.forgotten.push(scope);
  }
}
