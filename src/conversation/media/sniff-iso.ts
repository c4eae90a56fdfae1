import { ascii } from './bytes.js';
import type { MediaKind } from './kinds.js';

/**
 * Brands of the ISO base media family whose content is not simply MP4 (ISO/IEC 14496-12, 23008-12;
 * mp4ra.org).
 */
const BRANDS: Readonly<Record<string, MediaKind>> = {
  'qt  ': 'mov',
  'M4A ': 'm4a',
  'M4B ': 'm4a',
  'M4P ': 'm4a',
  'F4A ': 'm4a',
  'F4B ': 'm4a',
  avif: 'avif',
  avis: 'avif',
  heic: 'heic',
  heix: 'heic',
  heim: 'heic',
  heis: 'heic',
  hevc: 'heic',
  hevx: 'heic',
  hevm: 'heic',
  hevs: 'heic',
  'crx ': 'raw',
  'jp2 ': 'jpeg2000',
  'jxl ': 'jxl',
};

/** Brands that say "picture" without saying how it is coded: the compatible brands decide. */
const GENERIC_PICTURE = new Set(['mif1', 'mif2', 'msf1', 'miaf']);

/** Boxes with which QuickTime files from before `ftyp` begin. */
const OLD_QUICKTIME = new Set(['moov', 'mdat', 'wide', 'free', 'skip', 'pnot']);

/** Kind of an ISO base media file; undefined for anything else. */
export function readIsoBrand(bytes: Uint8Array): MediaKind | undefined {
  const box = ascii(bytes, 4, 4);
  if (OLD_QUICKTIME.has(box)) return 'mov';
  if (box !== 'ftyp') return undefined;
  const major = ascii(bytes, 8, 4);
  const known = BRANDS[major];
  if (known) return known;
  if (!GENERIC_PICTURE.has(major)) return 'mp4';
  const compatible = compatibleBrands(bytes).map((brand) => BRANDS[brand]);
  return compatible.find((kind) => kind === 'avif') ?? compatible.find((kind) => kind === 'heic') ?? 'heic';
}

function compatibleBrands(bytes: Uint8Array): string[] {
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const end = Math.min(size, bytes.length, 512);
  const brands: string[] = [];
  for (let offset = 16; offset + 4 <= end; offset += 4) brands.push(ascii(bytes, offset, 4));
  return brands;
}
