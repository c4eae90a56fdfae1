/**
 * Bit rates in kbit/s of MPEG Layer III by index: version 1, and versions 2 and 2.5 (ISO/IEC 11172-3,
 * 13818-3).
 */
const BITRATES_V1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BITRATES_V2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const SAMPLE_RATES_V1 = [44_100, 48_000, 32_000];

/** Length of an ID3v2 tag with its header, in bytes. */
export function lengthOfId3Tag(bytes: Uint8Array): number {
  const size = [6, 7, 8, 9].reduce((sum, index) => sum * 128 + ((bytes[index] ?? 0) & 0x7f), 0);
  const hasFooter = ((bytes[5] ?? 0) & 0x10) !== 0;
  return 10 + size + (hasFooter ? 10 : 0);
}

/** True at an MPEG Layer III frame that is followed by another one, as far as the bytes go. */
export function isMpegAudio(bytes: Uint8Array): boolean {
  return isChain(bytes, mpegFrameLength);
}

/** True at an ADTS (AAC) frame that is followed by another one, as far as the bytes go. */
export function isAdts(bytes: Uint8Array): boolean {
  return isChain(bytes, adtsFrameLength);
}

/**
 * One header proves little: eleven set bits are common. Where the next frame is in sight it must be one too.
 */
function isChain(
  bytes: Uint8Array,
  lengthAt: (bytes: Uint8Array, at: number) => number | undefined,
): boolean {
  const length = lengthAt(bytes, 0);
  if (length === undefined) return false;
  return length + 8 > bytes.length || lengthAt(bytes, length) !== undefined;
}

function mpegFrameLength(bytes: Uint8Array, at: number): number | undefined {
  const [sync = 0, second = 0, third = 0] = bytes.subarray(at, at + 4);
  // Sync, and Layer III: a UTF-16 byte order mark (FF FE) would pass as Layer I.
  if (sync !== 0xff || (second & 0xe6) !== 0xe2) return undefined;
  const version = (second >> 3) & 3;
  const bitrate = (version === 3 ? BITRATES_V1 : BITRATES_V2)[third >> 4];
  const base = SAMPLE_RATES_V1[(third >> 2) & 3];
  if (version === 1 || !bitrate || !base) return undefined;
  const sampleRate = base / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const padding = (third >> 1) & 1;
  return Math.floor(((version === 3 ? 144 : 72) * bitrate * 1_000) / sampleRate) + padding;
}

function adtsFrameLength(bytes: Uint8Array, at: number): number | undefined {
  const [sync = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(at, at + 6);
  if (sync !== 0xff || (second & 0xf6) !== 0xf0 || ((third >> 2) & 0xf) > 12) return undefined;
  const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  return length >= 7 ? length : undefined;
}
