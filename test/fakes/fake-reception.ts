import type { Conversation } from '../../src/conversation/conversation.js';
import type { InboundMessage } from '../../src/conversation/inbound.js';
import type { Reception } from '../../src/conversation/reception.js';
import type { Failure } from '../../src/failure.js';

/** The door of the core, with nobody behind it: it writes down what comes in. */
export class FakeReception implements Reception {
  readonly received: InboundMessage[] = [];
  readonly forgotten: ({ conversation: string } | { tenant: string })[] = [];
  conversations: Conversation[] = [];
  /** Rejects the next messages with this, one each. */
  readonly failures: Failure[] = [];
  /** How long writing a row takes. */
  delayMs = 0;
  /** Nothing is written down before this is over. */
  held: Promise<void> | undefined;
  duplicates = 0;

  async receive(message: InboundMessage): Promise<'accepted' | 'duplicate'> {
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    await this.held;
    const failure = this.failures.shift();
    if (failure) throw failure;
    const isKnown = this.received.some(
      (known) => known.id === message.id && known.place.tenant === message.place.tenant,
    );
    if (isKnown) {
      this.duplicates++;
      return 'duplicate';
    }
    // A row of the inbox: whatever is not plain JSON would be lost there.
    this.received.push(JSON.parse(JSON.stringify(message)) as InboundMessage);
    return 'accepted';
  }

  async find(conversation: string): Promise<Conversation | undefined> {
    return this.conversations.find((known) => known.id === conversation);
  }

  async list(tenant: string, limit: number): Promise<Conversation[]> {
    return this.conversations.filter((known) => known.place.tenant === tenant).slice(0, limit);
  }

  async begunBy(tenant: string, person: string): Promise<Conversation[]> {
    return this.conversations.filter((known) => known.place.tenant === tenant && known.starter === person);
  }

  async forget(scope: { conversation: string } | { tenant: string }): Promise<void> {
    this.forgotten.push(scope);
  }
}
