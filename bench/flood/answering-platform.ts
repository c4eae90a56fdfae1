import type { Place } from '../../src/conversation/inbound.js';
import type { Posted } from '../../src/conversation/ports/platform.js';
import type { Reply } from '../../src/conversation/reply.js';
import { MemoryPlatform } from '../../test/fakes/memory-platform.js';

/** Keeps nothing but the keys of its posts, so that its own work does not grow, and tells when an answer comes. */
export class AnsweringPlatform extends MemoryPlatform {
  readonly #keys = new Set<string>();
  readonly #asked = new Map<string, (at: number) => void>();

  /** Resolves at the next answer in this thread, as `performance.now()`. */
  answer({ conversation }: Place): Promise<number> {
    return new Promise((resolve) => this.#asked.set(conversation, resolve));
  }

  override async post(place: Place, reply: Reply, key: string): Promise<Posted> {
    const isNew = !this.#keys.has(key);
    this.#keys.add(key);
    if (isNew && reply.kind === 'text') this.#asked.get(place.conversation)?.(performance.now());
    return { place, id: key };
  }

  override async edit(): Promise<void> {
    // Nobody looks.
  }
}
