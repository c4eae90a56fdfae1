import { setTimeout as wait } from 'node:timers/promises';

/**
 * Begins `act` at a fixed pace, whether it ends or not, and resolves to how long each took from when it was due, in
 * milliseconds: whoever falls behind cannot hide it by beginning later.
 */
export async function atAPace(
  pace: { readonly perSecond: number; readonly seconds: number },
  act: () => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const start = performance.now();
  const total = pace.perSecond * pace.seconds;
  for (let begun = 0; begun < total; ) {
    const due = start + (begun * 1_000) / pace.perSecond;
    if (performance.now() < due) {
      await wait(1);
      continue;
    }
    begun += 1;
    pending.push(act().then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(pending);
  return times;
}

/** When something was counted, in Unix milliseconds. */
export interface Window {
  readonly from: number;
  readonly until: number;
}

/**
 * How many times `act` ends in a second when `sideBySide` of them are always under way. The first third of the time is
 * not counted: programs become quicker while they run.
 */
export async function flatOut(
  load: { readonly sideBySide: number; readonly seconds: number },
  act: () => Promise<unknown>,
): Promise<{ readonly perSecond: number; readonly window: Window }> {
  const start = Date.now();
  const until = start + load.seconds * 1_000;
  const from = start + (load.seconds * 1_000) / 3;
  let counted = 0;
  const again = async () => {
    while (Date.now() < until) {
      await act();
      const now = Date.now();
      if (now >= from && now < until) counted += 1;
    }
  };
  await Promise.all(Array.from({ length: load.sideBySide }, again));
  return { perSecond: counted / ((until - from) / 1_000), window: { from, until } };
}
