/** Events from callbacks, to be read one after the other in a loop. One reader. */
export class EventQueue<T> implements AsyncIterable<T> {
  private readonly waiting: T[] = [];
  private end: { readonly failure?: unknown } | undefined;
  private wake: (() => void) | undefined;

  push(event: T): void {
    this.waiting.push(event);
    this.wake?.();
  }

  /** No more events; those that wait are still read. Only the first call counts. */
  close(): void {
    this.end ??= {};
    this.wake?.();
  }

  /** The reader's loop throws this at once; what still waits is dropped. Only the first call counts. */
  fail(failure: unknown): void {
    if (!this.end) this.waiting.length = 0;
    this.end ??= { failure };
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    while (true) {
      const event = this.waiting.shift();
      if (event !== undefined) yield event;
      else if (this.end && 'failure' in this.end) throw this.end.failure;
      else if (this.end) return;
      else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    }
  }
}
