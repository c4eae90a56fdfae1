import { setTimeout as wait } from 'node:timers/promises';

/** The same object, whose every method takes so much longer, as a store behind a slow line does. */
export function slowed<T extends object>(store: T, delayMs: number): T {
  if (delayMs === 0) return store;
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        await wait(delayMs);
        return Reflect.apply(method, target, args) as unknown;
      };
    },
  });
}
