import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { AttachmentRef, Place } from '../../src/conversation/inbound.js';
import type { Delivered, Platform, Posted, VideoFile } from '../../src/conversation/ports/platform.js';
import type { Reply } from '../../src/conversation/reply.js';
import { Failure } from '../../src/failure.js';

export interface ShownMessage {
  readonly id: string;
  readonly key: string;
  readonly place: Place;
  reply: Reply;
  /** Every text that this message has shown, in order. */
  readonly history: string[];
  video?: { name: string; bytes: Buffer };
}

/** A platform that keeps what a person would see; files come from a map. */
export class MemoryPlatform implements Platform {
  readonly name = 'playground' as const;
  readonly messages: ShownMessage[] = [];
  readonly files = new Map<string, Buffer>();
  /** What `deliver` answers; undefined takes the file. */
  refusal: Delivered | undefined;
  /** Rejects the next posts with this failure, one each. */
  readonly postFailures: Failure[] = [];
  workingStates: boolean[] = [];

  async post(place: Place, reply: Reply, key: string): Promise<Posted> {
    const failure = this.postFailures.shift();
    if (failure) throw failure;
    const known = this.messages.find((message) => message.key === key);
    if (known) return { place, id: known.id };
    const id = String(this.messages.length + 1);
    this.messages.push({ id, key, place, reply, history: [reply.text] });
    return { place, id };
  }

  async edit(posted: Posted, reply: Reply): Promise<void> {
    const message = this.messages.find((candidate) => candidate.id === posted.id);
    if (!message) return;
    message.reply = reply;
    message.history.push(reply.text);
  }

  async deliver(posted: Posted, video: VideoFile): Promise<Delivered> {
    if (this.refusal) return this.refusal;
    const message = this.messages.find((candidate) => candidate.id === posted.id);
    const { body } = await video.open();
    if (message) message.video = { name: video.name, bytes: await buffer(body) };
    return { delivered: true };
  }

  async open(attachment: AttachmentRef) {
    const bytes = this.files.get(attachment.id);
    if (!bytes) throw new Failure('file-fetch-failed', { facts: { file: attachment.name } });
    return { name: attachment.name, size: bytes.length, body: Readable.from([bytes]) };
  }

  async working(_place: Place, on: boolean): Promise<void> {
    this.workingStates.push(on);
  }

  /** Adds a file that a person could send. */
  attach(name: string, bytes: Buffer): AttachmentRef {
    const id = `file-${this.files.size + 1}`;
    this.files.set(id, bytes);
    return { id, name, size: bytes.length, source: { id } };
  }

  /** What stands in the thread now, one text per message. */
  get texts(): string[] {
    return this.messages.map((message) => message.reply.text);
  }

  ofKind(kind: Reply['kind']): ShownMessage[] {
    return this.messages.filter((message) => message.reply.kind === kind);
  }
}
