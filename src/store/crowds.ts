import type { InboundMessage } from '../conversation/inbound.js';
import type { Door } from '../conversation/ports/stores.js';
import type { Lane } from '../conversation/ports/work.js';
import { Failure, type FailureFacts } from '../failure.js';
import type { Database } from './database.js';

/** A message on its way into the inbox. */
export interface Arrival {
  readonly message: InboundMessage;
  readonly lane: Lane;
  readonly door?: Door;
}

interface Count {
  readonly name: string | null;
  readonly count: number | string;
}

/** What finds a message among all others, as one text. */
export function identityOf({ tenant, id }: { readonly tenant: string; readonly id: string }): string {
  return JSON.stringify([tenant, id]);
}

/**
 * Which arrivals find a limit of their door reached, in the order in which they came; the ones before count. What has a
 * row already is a repetition and is never refused. Counting reads indexes that hold only what waits, so it takes as
 * long as there is waiting, whatever has been done before.
 */
export async function refusedAtTheDoor(
  database: Database,
  arrivals: readonly Arrival[],
): Promise<ReadonlyMap<Arrival, Failure>> {
  const guarded = arrivals.filter(({ door }) => door !== undefined);
  if (guarded.length === 0) return new Map();
  const waiting = await countWaiting(database, guarded);
  const refused = refuse(guarded, new Map(waiting));
  if (refused.size === 0) return refused;
  const known = await knownAmong(database, guarded);
  const isNew = ({ message }: Arrival) => !known.has(identityOf({ ...message.place, id: message.id }));
  return refuse(guarded.filter(isNew), new Map(waiting));
}

/** Counts the arrivals into `waiting`, one after the other, as far as they find room. */
function refuse(arrivals: readonly Arrival[], waiting: Map<string, number>): Map<Arrival, Failure> {
  const refused = new Map<Arrival, Failure>();
  const seen = new Set<string>();
  for (const arrival of arrivals) {
    const identity = identityOf({ ...arrival.message.place, id: arrival.message.id });
    // Twins in one batch become one row.
    if (seen.has(identity)) continue;
    const crowds = crowdsOf(arrival);
    const full = crowds.find(({ key, allowed }) => (waiting.get(key) ?? 0) >= allowed);
    if (full) {
      refused.set(arrival, tooManyWait(full));
      continue;
    }
    seen.add(identity);
    for (const { key } of crowds) waiting.set(key, (waiting.get(key) ?? 0) + 1);
  }
  return refused;
}

interface Crowd {
  readonly crowded: NonNullable<FailureFacts['crowded']>;
  readonly key: string;
  readonly allowed: number;
}

/** The narrowest first: it says best what to do next. */
function crowdsOf({ message, lane, door }: Arrival): Crowd[] {
  const { tenant, conversation } = message.place;
  const { thread = 0, person = 0, tenant: all = 0 } = door?.limits ?? {};
  return [
    { crowded: 'thread', key: keyOf(lane, 'thread', conversation), allowed: thread },
    { crowded: 'person', key: keyOf(lane, 'person', tenant, message.author.id), allowed: person },
    { crowded: 'tenant', key: keyOf(lane, 'tenant', tenant), allowed: all },
  ];
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function tooManyWait({ crowded, allowed }: Crowd): Failure {
  return new Failure('too-many-waiting', {
    detail: `${allowed} requests wait in one ${crowded}`,
    facts: { crowded, allowed },
  });
}

async function countWaiting(
  database: Database,
  arrivals: readonly Arrival[],
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const lanes = new Set(arrivals.map(({ lane }) => lane));
  for (const lane of lanes) {
    const places = arrivals.filter((arrival) => arrival.lane === lane).map(({ message }) => message.place);
    await countThreads(database, lane, [...new Set(places.map(({ conversation }) => conversation))], counts);
    for (const tenant of new Set(places.map((place) => place.tenant))) {
      await countPeople(database, lane, tenant, counts);
    }
  }
  return counts;
}

async function countThreads(
  database: Database,
  lane: Lane,
  threads: readonly string[],
  counts: Map<string, number>,
): Promise<void> {
  const rows = await database.query<Count>(
    `SELECT conversation AS name, COUNT(*) AS count FROM reelthread_inbox
     WHERE lane = $1 AND conversation IN (${threads.map((_, index) => `$${index + 2}`)}) AND done_at IS NULL
     GROUP BY conversation`,
    [lane, ...threads],
  );
  // PostgreSQL hands 64-bit numbers over as text.
  for (const { name, count } of rows) counts.set(keyOf(lane, 'thread', name ?? ''), Number(count));
}

async function countPeople(
  database: Database,
  lane: Lane,
  tenant: string,
  counts: Map<string, number>,
): Promise<void> {
  const rows = await database.query<Count>(
    `SELECT author AS name, COUNT(*) AS count FROM reelthread_inbox
     WHERE tenant = $1 AND lane = $2 AND done_at IS NULL GROUP BY author`,
    [tenant, lane],
  );
  let all = 0;
  for (const { name, count } of rows) {
    all += Number(count);
    if (name !== null) counts.set(keyOf(lane, 'person', tenant, name), Number(count));
  }
  counts.set(keyOf(lane, 'tenant', tenant), all);
}

/** Identities of those that have a row, done or not. */
async function knownAmong(database: Database, arrivals: readonly Arrival[]): Promise<ReadonlySet<string>> {
  const pairs = arrivals.map((_, index) => `($${index * 2 + 1}, $${index * 2 + 2})`);
  const rows = await database.query<{ tenant: string; id: string }>(
    `SELECT tenant, id FROM reelthread_inbox WHERE (tenant, id) IN (VALUES ${pairs})`,
    arrivals.flatMap(({ message }) => [message.place.tenant, message.id]),
  );
  return new Set(rows.map(identityOf));
}
