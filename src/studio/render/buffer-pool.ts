import type { Size } from './motion.js';
import { frameBytes } from './yuv.js';

/** Enough that composing and encoding do not wait for each other's single frames. */
const BUFFERS = 4;

/** A few frame buffers that go round between compositor and encoder: an encoder that is slow holds the compositor back. */
export class BufferPool {
  private readonly free: ArrayBuffer[];
  private waiting: ((buffer: ArrayBuffer) => void) | undefined;

  constructor(size: Size) {
    const bytes = frameBytes(size);
    this.free = Array.from({ length: BUFFERS }, () => new ArrayBuffer(bytes));
  }

  /** One caller at a time. Rejects with the signal's reason. */
  take(signal: AbortSignal): Promise<ArrayBuffer> {
    signal.throwIfAborted();
    const buffer = this.free.pop();
    if (buffer) return Promise.resolve(buffer);
    return new Promise((resolve, reject) => {
      const onAbort = () => reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      this.waiting = (returned) => {
        signal.removeEventListener('abort', onAbort);
        resolve(returned);
      };
    });
  }

  put(buffer: ArrayBuffer): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) waiting(buffer);
    else this.free.push(buffer);
  }
}
