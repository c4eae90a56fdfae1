/** Runs tasks of one key one after the other, and those of different keys side by side. */
export class Lanes {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key) ?? Promise.resolve();
    // A failed task has told its own caller; the next one begins all the same.
    const now = before.then(task, task);
    const settled = now.then(
      () => {},
      () => {},
    );
    this.#last.set(key, settled);
    try {
      return await now;
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    }
  }
}
