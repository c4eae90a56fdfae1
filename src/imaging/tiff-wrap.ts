/**
 * Puts decoded pixels and their ICC profile into an uncompressed TIFF in memory. libvips applies a profile only to a
 * picture that comes out of a file, and this is the smallest one it can be given without losing anything.
 * Source: TIFF 6.0, and tag 34675 of the ICC specification (annex B.4).
 */
export function wrapInTiff(
  pixels: { data: Uint8Array; width: number; height: number },
  profile: Uint8Array,
): Buffer {
  const SHORT = 3;
  const LONG = 4;
  const UNDEFINED = 7;
  const entries: [tag: number, type: number, count: number, value: number][] = [];
  const headBytes = 8 + 2 + 11 * 12 + 4;
  const bitsAt = headBytes;
  const profileAt = bitsAt + 8;
  const pixelsAt = profileAt + profile.length + (profile.length % 2);
  entries.push([256, LONG, 1, pixels.width]);
  entries.push([257, LONG, 1, pixels.height]);
  entries.push([258, SHORT, 4, bitsAt]);
  entries.push([259, SHORT, 1, 1]); // not compressed
  entries.push([262, SHORT, 1, 2]); // RGB
  entries.push([273, LONG, 1, pixelsAt]);
  entries.push([277, SHORT, 1, 4]); // samples of a pixel
  entries.push([278, LONG, 1, pixels.height]); // all rows in one strip
  entries.push([279, LONG, 1, pixels.data.length]);
  entries.push([338, SHORT, 1, 2]); // the fourth sample is alpha, not premultiplied
  entries.push([34675, UNDEFINED, profile.length, profileAt]);

  const file = Buffer.alloc(pixelsAt + pixels.data.length);
  file.write('II*\0', 0, 'latin1');
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], i) => {
    const at = 10 + i * 12;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(count, at + 4);
    file.writeUInt32LE(value, at + 8);
  });
  for (let i = 0; i < 4; i++) file.writeUInt16LE(8, bitsAt + i * 2);
  file.set(profile, profileAt);
  file.set(pixels.data, pixelsAt);
  return file;
}
