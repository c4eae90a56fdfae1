/** Pixels of one picture. A phone's panorama stays below it; a 30000x30000 decompression bomb does not. */
export const MAX_PIXELS = 120_000_000;

export const TOO_MANY_PIXELS = `it has more than ${MAX_PIXELS / 1e6} megapixels`;

/** Bytes of one picture file: the largest upload that any skill allows. */
export const MAX_IMAGE_BYTES = 200_000_000;

/** Seconds that one decode may take. A progressive JPEG of thousands of scans is small and takes minutes. */
export const DECODE_SECONDS = 30;

/** What people are told when a file is none of these. */
export const ACCEPTED_IMAGES = 'JPG, PNG, WEBP, GIF, AVIF, HEIC, BMP';
