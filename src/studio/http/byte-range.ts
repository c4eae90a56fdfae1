import type { ByteRange } from '../media/media-store.js';

/**
 * The one range of bytes that a `Range` header asks for in a file of this size (RFC 9110 §14.1.2). Undefined for a
 * header that is absent, not understood or asks for several ranges: it is then ignored, as the rule allows.
 * `unsatisfiable` when it lies outside of the file.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.replace(/\s/g, '') ?? '');
  const [from = '', to = ''] = match?.slice(1) ?? [];
  if (from === '' && to === '') return undefined;
  const end = size - 1;
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? end : Math.min(Number(to), end);
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  return first > end || (from === '' && Number(to) === 0) ? 'unsatisfiable' : { first, last };
}
