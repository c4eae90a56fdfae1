import type { PlatformName } from './inbound.js';
import type { RunningLimits, WaitingLimits } from './ports/stores.js';

/** How much of everything one thread, one person and one tenant may have at a time; the operator sets it. */
export interface Limits {
  readonly waiting: WaitingLimits;
  readonly running: RunningLimits;
}

/** Here everybody has the same id: the page and the terminal know no accounts. */
const WITHOUT_PERSONS: ReadonlySet<PlatformName> = new Set(['playground', 'terminal']);

/** The limits that hold on this platform. */
export function limitsOn<Some extends RunningLimits>(platform: PlatformName, limits: Some): Some {
  return WITHOUT_PERSONS.has(platform) ? { ...limits, person: Number.POSITIVE_INFINITY } : limits;
}
