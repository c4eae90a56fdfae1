import { foreignLine } from '../foreign-text.js';
import { fieldsOf, hasFields } from '../timeline/draft-fields.js';

/** Keys whose values say nothing to a person. */
const MEANINGLESS = /^(?:u?u?id|gid|key|token|hash|url|uri|src|path|file|filename|.*(?:[_-]id|Id|_url|Url))$/;
/** Short words only: no addresses, no ids, nothing with a lot of digits or with digits in a long word. */
const WORDS = /^(?!.*\d{4})(?!.*(?<!\S)(?=\S{12})\S*\d)[\p{L}#][\p{L}\p{N} _#-]{0,30}$/u;
const COLOR = /^#[0-9a-f]{3,8}$/i;
const KEY = /^[A-Za-z][A-Za-z0-9_-]{0,20}$/;
/** Larger numbers are ids or moments. */
const LARGEST = 1_000_000;
const MOST_DETAILS = 3;
const MOST_DEPTH = 4;

/** One value for a person: '' for none at all, undefined for what has no short words. */
export function valueWords(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return numberWords(value);
  const { kind, name, type } = fieldsOf(value);
  const text = typeof value === 'string' ? value : (kind ?? name ?? type);
  if (typeof text !== 'string' || !(WORDS.test(text) || COLOR.test(text))) return undefined;
  return foreignLine(text, 32);
}

function numberWords(value: number): string | undefined {
  if (!Number.isFinite(value) || Math.abs(value) > LARGEST) return undefined;
  return String(Math.round(value * 1_000) / 1_000);
}

/**
 * What differs inside two structures, as far as it has words: `fade in`, `scale 1 → 1.2`. At most three
 * details; empty when nothing in them can be told. Lists are compared place by place.
 */
export function detailsOf(before: unknown, after: unknown): string[] {
  const found: string[] = [];
  collect({ before, after, key: '', depth: 0 }, found);
  return found.slice(0, MOST_DETAILS);
}

interface Place {
  readonly before: unknown;
  readonly after: unknown;
  readonly key: string;
  readonly depth: number;
}

function collect({ before, after, key, depth }: Place, found: string[]): void {
  if (JSON.stringify(before) === JSON.stringify(after) || depth > MOST_DEPTH) return;
  if (hasFields(after) || Array.isArray(after)) {
    const old = hasFields(before) || Array.isArray(before) ? Object.entries(before) : [];
    const known = new Map(old);
    for (const [inner, value] of Object.entries(after)) {
      if (MEANINGLESS.test(inner)) continue;
      collect({ before: known.get(inner), after: value, key: nameFor(inner, key), depth: depth + 1 }, found);
    }
    return;
  }
  const text = detail(before, after, key);
  if (text !== undefined && !found.includes(text)) found.push(text);
}

/** The places of a list have the name of the list. */
function nameFor(inner: string, outer: string): string {
  return /^\d+$/.test(inner) ? outer : inner;
}

/** A word speaks for itself; a number needs its name. */
function detail(before: unknown, after: unknown, key: string): string | undefined {
  const [from, to] = [plainWords(before), plainWords(after)];
  if (!to) return undefined;
  const change = from ? `${from} → ${to}` : to;
  if (typeof after === 'string') return change;
  return KEY.test(key) ? `${key.replaceAll('_', ' ')} ${change}` : undefined;
}

function plainWords(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const words = typeof value === 'string' || typeof value === 'number' ? valueWords(value) : undefined;
  return words?.startsWith('#') ? words : words?.replaceAll('_', ' ').trim();
}
