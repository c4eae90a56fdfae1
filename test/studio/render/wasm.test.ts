import { describe, expect, it } from 'vitest';
import { Arena } from '../../../src/studio/render/arena.js';
import { seededRandom } from '../../../src/studio/render/sound/random.js';
import { assemble } from '../../../src/studio/render/wasm/assemble.js';
import { TABLE_ENTRY_BYTES } from '../../../src/studio/render/wasm/kernels.js';

const mix = (a: number, b: number, f: number) => (a * (256 - f) + b * f + 128) >> 8;
const random = seededRandom(4);
const noise = (length: number) => Uint8Array.from({ length }, () => Math.floor(random() * 256));

function put(arena: Arena, bytes: Uint8Array): number {
  const address = arena.take(bytes.length);
  arena.bytes.set(bytes, address);
  return address;
}

describe('the kernels', () => {
  it('mix rows exactly, for every pair of bytes and every fraction', () => {
    const arena = new Arena();
    const all = Uint8Array.from({ length: 65_536 }, (_, i) => i >> 8);
    const others = Uint8Array.from({ length: 65_536 }, (_, i) => i & 255);
    const [a, b] = [put(arena, all), put(arena, others)];
    const out = arena.take(65_536);
    for (const f of [0, 1, 77, 128, 255, 256]) {
      arena.kernels.mixRows(out, a, b, 65_536, f);
      const result = arena.bytes.slice(out, out + 65_536);
      expect(result.every((value, i) => value === mix(i >> 8, i & 255, f))).toBe(true);
    }
  });

  it('interpolate between neighbours of a row as the table says', () => {
    const arena = new Arena();
    const row = noise(64);
    const address = put(arena, row);
    const table = arena.take(TABLE_ENTRY_BYTES * 2);
    const out = arena.take(16);
    const picks = Array.from({ length: 16 }, (_, i) => ({
      left: Math.floor(i * 1.3) + 3,
      f: (i * 37) % 256,
    }));
    const entries = new DataView(arena.bytes.buffer, table);
    picks.forEach(({ left, f }, i) => {
      const base = picks[i - (i % 8)]?.left ?? 0;
      const entry = Math.floor(i / 8) * TABLE_ENTRY_BYTES;
      entries.setUint8(entry + (i % 8), left - base);
      entries.setUint8(entry + 8 + (i % 8), left - base + 1);
      entries.setUint16(entry + 16 + (i % 8) * 2, f, true);
      entries.setUint32(entry + 32, base, true);
    });
    arena.kernels.stretchRow(out, address, table, table + TABLE_ENTRY_BYTES * 2);
    const wanted = picks.map(({ left, f }) => mix(row[left] ?? 0, row[left + 1] ?? 0, f));
    expect([...arena.bytes.subarray(out, out + 16)]).toEqual(wanted);
  });

  it('lay a colour over a row: nothing where it is transparent, all of it where it is opaque', () => {
    const arena = new Arena();
    const below = noise(256);
    const colour = noise(256);
    const alpha = Uint8Array.from({ length: 256 }, (_, i) => i);
    const [out, c, a] = [put(arena, below), put(arena, colour), put(arena, alpha)];
    arena.kernels.layRow(out, c, a, 256, 256);
    const result = arena.bytes.slice(out, out + 256);
    expect(result[0]).toBe(below[0]);
    expect(result[255]).toBe(colour[255]);
    const worst = Math.max(
      ...result.map((value, i) => {
        const exact = ((below[i] ?? 0) * (255 - i) + (colour[i] ?? 0) * i) / 255;
        return Math.abs(value - exact);
      }),
    );
    expect(worst).toBeLessThan(2);
    arena.bytes.set(below, out);
    arena.kernels.layRow(out, c, a, 256, 0);
    expect(arena.bytes.slice(out, out + 256)).toEqual(below);
  });

  it('keep what is in memory when it grows', () => {
    const arena = new Arena();
    const first = put(arena, noise(1_000));
    const before = arena.bytes.slice(first, first + 1_000);
    arena.take(5_000_000);
    expect(arena.bytes.slice(first, first + 1_000)).toEqual(before);
  });
});

describe('the assembler', () => {
  it('refuses what it does not know, instead of leaving it out', () => {
    const module = (body: string) =>
      `(module (import "host" "memory" (memory 1)) (func (export "f") (param $a i32) ${body}))`;
    expect(() => assemble(module('(i32.popcnt (local.get $a))'))).toThrow(/i32.popcnt/);
    expect(() => assemble(module('(local.set $b (local.get $a))'))).toThrow(/\$b/);
    expect(() => assemble(module('(loop $next (br_if $other (local.get $a)))'))).toThrow(/\$other/);
    expect(() => assemble('(module (func')).toThrow(/bracket/);
  });
});
