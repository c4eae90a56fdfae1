import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import { TIMES } from './limits.js';

/**
 * What may be used once, also across restarts: what does something beside the rows of the inbox, and
 * the states of installations. Kept for as long as a copy of the request would still pass as timely.
 */
export interface UsedTickets {
  /** `scope` is the tenant that the ticket belongs to, so that it goes with it, or a word for what outlives tenants. */
  isUsed(scope: string, ticket: string): Promise<boolean>;
  use(scope: string, ticket: string): Promise<void>;
}

/** A request may be signed up to five minutes ahead, and is then timely for ten; states live as long. */
const KEPT_FOR_MS = 3 * TIMES.signatureAge;

export function createUsedTickets(values: KeyValueStore): UsedTickets {
  return {
    isUsed: async (scope, ticket) => (await values.get<boolean>(keyOf(scope, ticket))) === true,
    use: (scope, ticket) => values.set(keyOf(scope, ticket), true, KEPT_FOR_MS),
  };
}

function keyOf(scope: string, ticket: string): string {
  return `${scope}/used/${ticket}`;
}
