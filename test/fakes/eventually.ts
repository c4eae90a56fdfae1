import { vi } from 'vitest';

/** Resolves as soon as the check passes; patient, because machines that run tests are often busy. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 10_000, interval: 10 });
