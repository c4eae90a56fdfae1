/** What is written many at a time. */
export interface Bulk<Item> {
  /** Resolves when the item is written, and rejects as its write does. */
  add(item: Item): Promise<void>;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
}

/**
 * Joins single writes: while one is under way the next one collects, each identity once. One that came during a write
 * is always in a later one. A lone write goes at once, and a flood takes one connection and not all of them.
 */
export function inBulk<Item>(
  identityOf: (item: Item) => string,
  write: (items: readonly Item[]) => Promise<unknown>,
): Bulk<Item> {
  let next: { readonly items: Map<string, Item>; readonly written: Promise<void> } | undefined;
  let last = Promise.resolve();

  function collect(): NonNullable<typeof next> {
    const items = new Map<string, Item>();
    const written = last.then(async () => {
      next = undefined;
      await write([...items.values()]);
    });
    // Whoever added something hears of a failure; the next write only needs to know that this one is over.
    last = written.catch(() => undefined);
    return { items, written };
  }

  return {
    add(item) {
      next ??= collect();
      next.items.set(identityOf(item), item);
      return next.written;
    },
    settled: () => last,
  };
}
