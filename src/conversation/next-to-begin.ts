import type { Head, RunningLimits } from './ports/stores.js';

/**
 * Which of the waiting requests of a tenant may begin now, in this order. `heads` are the oldest first. Whoever has the
 * fewest requests at work goes first, then whoever has waited longest; so a person with many threads does not keep the
 * others of the tenant waiting.
 */
export function nextToBegin(heads: readonly Head[], limits: RunningLimits): Head[] {
  const busy = busyPeople(heads);
  let free = limits.tenant - heads.filter(({ running }) => running).length;
  const waiting = new Set(heads.filter(({ running }) => !running));
  const chosen: Head[] = [];
  for (; free > 0; free -= 1) {
    const allowed = [...waiting].filter(({ person }) => busyOf(busy, person) < limits.person);
    const first = allowed.reduce<Head | undefined>(
      (best, head) => (best && busyOf(busy, best.person) <= busyOf(busy, head.person) ? best : head),
      undefined,
    );
    if (!first) break;
    chosen.push(first);
    waiting.delete(first);
    count(busy, first);
  }
  return chosen;
}

/** How many requests have to end before this one can begin, as far as can be told now. */
export function aheadOf(waiting: Head, heads: readonly Head[], limits: RunningLimits): number {
  const busy = busyPeople(heads);
  const before = heads.slice(0, heads.indexOf(waiting)).filter(({ running }) => !running);
  const isFull = ({ person }: Head) => busyOf(busy, person) >= limits.person;
  const rivals = isFull(waiting)
    ? before.filter(({ person }) => person === waiting.person)
    : before.filter((head) => !isFull(head));
  return rivals.length + 1;
}

function busyPeople(heads: readonly Head[]): Map<string, number> {
  const busy = new Map<string, number>();
  for (const head of heads) if (head.running) count(busy, head);
  return busy;
}

function count(busy: Map<string, number>, { person }: Head): void {
  if (person !== undefined) busy.set(person, busyOf(busy, person) + 1);
}

/** Nobody knows whose a row of an older version is: it counts for its tenant alone. */
function busyOf(busy: ReadonlyMap<string, number>, person: string | undefined): number {
  return person === undefined ? 0 : (busy.get(person) ?? 0);
}
