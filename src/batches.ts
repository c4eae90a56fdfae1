import { failedWith } from './failure.js';

/**
 * Joins single writes into batches: while one batch is being written the next one collects. A lone write goes at once;
 * under load many rows share one statement, which is what a disk is quick at.
 *
 * `write` gets at most `largest` items and returns one result per item, in order. When a batch is refused as wrong
 * (Failure `internal`) its items are written one by one, so that one bad row does not take its neighbours with it.
 */
export function inBatches<Item, Result>(
  write: (items: readonly Item[]) => Promise<readonly Result[]>,
  largest: number,
): (item: Item) => Promise<Result> {
  interface Waiting {
    readonly item: Item;
    resolve(result: Result): void;
    reject(reason: unknown): void;
  }
  const queue: Waiting[] = [];
  let writing = false;

  async function settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await write(batch.map(({ item }) => item));
      for (const [index, waiting] of batch.entries()) waiting.resolve(results[index] as Result);
    } catch (error) {
      if (batch.length > 1 && failedWith(error, 'internal')) {
        for (const waiting of batch) await settle([waiting]);
      } else {
        for (const waiting of batch) waiting.reject(error);
      }
    }
  }

  async function writeAll(): Promise<void> {
    writing = true;
    while (queue.length > 0) await settle(queue.splice(0, largest));
    writing = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (!writing) void writeAll();
    });
}
