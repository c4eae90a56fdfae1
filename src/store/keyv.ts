import { Keyv } from 'keyv';

/**
 * Keyv as a plain table of values: keys are complete as they are given (Keyv's own prefix lets `a:b` and `b` meet in
 * namespace `a`), and a failing write throws, where Keyv by default emits an event and returns false.
 */
export function keyvOn(store: Keyv['store']): Keyv {
  return new Keyv({
    store,
    namespace: undefined,
    useKeyPrefix: false,
    throwOnErrors: true,
    emitErrors: false,
    serialize: JSON.stringify,
    deserialize: JSON.parse,
  });
}
