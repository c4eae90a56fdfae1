import { Readable } from 'node:stream';
import type { MediaStream } from '../../src/conversation/ports/media-stream.js';
import type { Delivered, Platform, Posted } from '../../src/conversation/ports/platform.js';
import type { Reply } from '../../src/conversation/reply.js';

/** A JPEG by its content. */
const PICTURE = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.alloc(200, 1),
  Buffer.from([0xff, 0xd9]),
]);

/** A platform that keeps nothing but how late "Still working" came, and whose files are all the same small picture. */
export class ShowingNothing implements Platform {
  readonly name = 'playground';
  #posts = 0;
  #lateMs: number[] = [];
  /** Of threads whose card stands: when the next note is due. */
  readonly #due = new Map<string, number>();

  constructor(private readonly stillWorkingEveryMs: number) {}

  takeLateMs(): number[] {
    return this.#lateMs.splice(0);
  }

  async post(place: Posted['place'], reply: Reply): Promise<Posted> {
    this.#look(place, reply, true);
    this.#posts += 1;
    return { place, id: String(this.#posts) };
  }

  async edit({ place }: Posted, reply: Reply): Promise<void> {
    this.#look(place, reply, false);
  }

  async deliver(): Promise<Delivered> {
    return { delivered: false, reason: 'not-allowed' };
  }

  async open(): Promise<MediaStream> {
    return { name: 'photo.jpg', size: PICTURE.length, body: Readable.from([PICTURE], { objectMode: false }) };
  }

  async working(): Promise<void> {}

  #look({ conversation }: Posted['place'], reply: Reply, isNew: boolean): void {
    if (reply.kind === 'progress' && isNew) {
      this.#due.set(conversation, reply.startedAt + this.stillWorkingEveryMs);
    }
    const due = this.#due.get(conversation);
    if (reply.kind !== 'note' || due === undefined) return;
    this.#lateMs.push(Date.now() - due);
    this.#due.set(conversation, due + this.stillWorkingEveryMs);
  }
}
