import { fieldsOf, listOf } from '../timeline/draft-fields.js';

/** Keys that change without anything changing for a person: book-keeping of the backend. */
const VOLATILE_KEYS = new Set(
  (
    'updated created modified lastmodified lastupdated lastsaved lastaccessed savedat syncedat timestamp etag nonce ' +
    'version rev revision requestid traceid expires expiresat expiresin signature'
  ).split(' '),
);

/** Keys that hold a moment only when their value looks like one (`ts` may as well be a start in ms). */
const MOMENT_KEY = /(?:time|timestamp|ts|date|at)$/i;
const FIRST_EPOCH = 1_000_000_000;

/**
 * JSON with sorted keys, without book-keeping and without the signatures of addresses: two values have the
 * same text exactly when nothing that matters differs (NemoVideo contract §8).
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(canonicalValue(value)) ?? 'null';
}

/** A draft without segments is no draft, whatever else is in it: backends write empty shells. */
export function canonicalDraft(draft: unknown): string {
  const hasSegments = listOf(fieldsOf(draft).t).some((track) => listOf(fieldsOf(track).sg).length > 0);
  return hasSegments ? canonicalJson(draft) : 'null';
}

/** The value that `canonicalJson` writes. */
export function canonicalValue(value: unknown): unknown {
  if (typeof value === 'string') return withoutSignature(value);
  if (Array.isArray(value)) return value.map((item) => canonicalValue(item ?? null));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .filter(([key, inner]) => inner !== null && inner !== undefined && !isVolatile(key, inner))
    .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
    .map(([key, inner]) => [key, canonicalValue(inner)]);
  return Object.fromEntries(kept);
}

function isVolatile(key: string, value: unknown): boolean {
  const plain = key.replace(/[_-]/g, '').toLowerCase();
  if (VOLATILE_KEYS.has(plain) || /^(?:updated|created|modified)(?:at|on|time|by)$/.test(plain)) return true;
  return MOMENT_KEY.test(key) && isMoment(value);
}

function isMoment(value: unknown): boolean {
  if (typeof value === 'number') return value >= FIRST_EPOCH;
  return (
    typeof value === 'string' && (/^\d{10,}(?:\.\d+)?$/.test(value) || /^\d{4}-\d\d-\d\d[T ]/.test(value))
  );
}

/** The same file signed anew is the same file. */
function withoutSignature(text: string): string {
  return /^https?:\/\//i.test(text) ? text.replace(/[?#].*$/s, '') : text;
}
