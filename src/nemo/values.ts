import { z } from 'zod';
import { withoutMark } from './exact-json.js';

/** Values as this backend may spell them. Fields that cannot be read count as absent: the border is liberal. */

export type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An id is always a string here, also when the JSON has a bare number of 19 digits. */
export const id = z
  .union([z.string().trim().min(1), z.number()])
  .transform((value) => (typeof value === 'number' ? String(value) : withoutMark(value)))
  .optional()
  .catch(undefined);

export const text = z.string().trim().min(1).optional().catch(undefined);

/** A number, or a string that is one ("45", "45%"). */
export const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\s*-?\d+(\.\d+)?\s*%?\s*$/)
      .transform((digits) => Number.parseFloat(digits)),
  ])
  .optional()
  .catch(undefined);

/** A point in time as Unix milliseconds: ISO 8601, or seconds or milliseconds since the epoch. */
export const moment = z
  .union([z.string(), z.number()])
  .transform((value) => {
    const count = Number(value);
    if (!Number.isFinite(count)) return Date.parse(String(value));
    return count < 100_000_000_000 ? count * 1_000 : count;
  })
  .pipe(z.number())
  .optional()
  .catch(undefined);
