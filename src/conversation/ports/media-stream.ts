import type { Readable } from 'node:stream';

/** Bytes as they come. `size` is known only when the source said so. The reader destroys `body` when it stops early. */
export interface MediaStream {
  readonly name: string;
  readonly type?: string;
  readonly size?: number;
  readonly body: Readable;
}
