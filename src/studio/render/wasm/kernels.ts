import { assemble } from './assemble.js';

/**
 * The inner loops of compositing, eight samples at a time (WebAssembly SIMD, in Node since 16). They are what a
 * render spends its time in: written in JavaScript they take four times as long.
 *
 * All of them interpolate between bytes with a fraction f of 256, rounded: (a * (256 - f) + b * f + 128) >> 8. The sum
 * is at most 65,408, so 16 bits without a sign hold it. All of them write eight bytes at once: up to seven bytes
 * behind a row are overwritten, so rows are written in ascending order and memory has a margin at its end.
 */
const SOURCE = `
(module
  (import "host" "memory" (memory 1))

  ;; Between two rows of samples: out[i] = mix(a[i], b[i], f) for count samples.
  (func (export "mixRows")
    (param $out i32) (param $a i32) (param $b i32) (param $count i32) (param $f i32)
    (local $end i32) (local $weightA v128) (local $weightB v128) (local $sum v128)
    (local.set $weightB (i16x8.splat (local.get $f)))
    (local.set $weightA (i16x8.splat (i32.sub (i32.const 256) (local.get $f))))
    (local.set $end (i32.add (local.get $out) (local.get $count)))
    (loop $next
      (local.set $sum
        (i16x8.shr_u
          (i16x8.add
            (i16x8.add
              (i16x8.mul (v128.load8x8_u (local.get $a)) (local.get $weightA))
              (i16x8.mul (v128.load8x8_u (local.get $b)) (local.get $weightB)))
            (i16x8.splat (i32.const 128)))
          (i32.const 8)))
      (v128.store64_lane 0 (local.get $out) (i8x16.narrow_i16x8_u (local.get $sum) (local.get $sum)))
      (local.set $a (i32.add (local.get $a) (i32.const 8)))
      (local.set $b (i32.add (local.get $b) (i32.const 8)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $out) (local.get $end)))))

  ;; Between neighbours in one row. The table has 48 bytes for every eight samples of the result:
  ;;   0  sixteen bytes: which bytes of the source are the left neighbours, then which are the right ones
  ;;  16  eight 16-bit fractions
  ;;  32  where the source begins, in bytes from the start of the row
  (func (export "stretchRow")
    (param $out i32) (param $row i32) (param $table i32) (param $tableEnd i32)
    (local $pair v128) (local $f v128) (local $sum v128)
    (loop $next
      (local.set $f (v128.load offset=16 (local.get $table)))
      (local.set $pair
        (i8x16.swizzle
          (v128.load (i32.add (local.get $row) (i32.load offset=32 (local.get $table))))
          (v128.load (local.get $table))))
      (local.set $sum
        (i16x8.shr_u
          (i16x8.add
            (i16x8.add
              (i16x8.mul
                (i16x8.extend_low_i8x16_u (local.get $pair))
                (i16x8.sub (i16x8.splat (i32.const 256)) (local.get $f)))
              (i16x8.mul (i16x8.extend_high_i8x16_u (local.get $pair)) (local.get $f)))
            (i16x8.splat (i32.const 128)))
          (i32.const 8)))
      (v128.store64_lane 0 (local.get $out) (i8x16.narrow_i16x8_u (local.get $sum) (local.get $sum)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (local.set $table (i32.add (local.get $table) (i32.const 48)))
      (br_if $next (i32.lt_u (local.get $table) (local.get $tableEnd)))))

  ;; A colour over a row, with the opacity alpha[i] * strength / 256 (alpha is 0-255, strength 0-256).
  (func (export "layRow")
    (param $out i32) (param $colour i32) (param $alpha i32) (param $count i32) (param $strength i32)
    (local $end i32) (local $s v128) (local $f v128) (local $sum v128)
    (local.set $s (i16x8.splat (local.get $strength)))
    (local.set $end (i32.add (local.get $out) (local.get $count)))
    (loop $next
      (local.set $f
        (i16x8.shr_u
          (i16x8.add
            (i16x8.mul (v128.load8x8_u (local.get $alpha)) (local.get $s))
            (i16x8.splat (i32.const 128)))
          (i32.const 8)))
      ;; 0-255 becomes 0-256, so that what is opaque hides everything.
      (local.set $f (i16x8.add (local.get $f) (i16x8.shr_u (local.get $f) (i32.const 7))))
      (local.set $sum
        (i16x8.shr_u
          (i16x8.add
            (i16x8.add
              (i16x8.mul
                (v128.load8x8_u (local.get $out))
                (i16x8.sub (i16x8.splat (i32.const 256)) (local.get $f)))
              (i16x8.mul (v128.load8x8_u (local.get $colour)) (local.get $f)))
            (i16x8.splat (i32.const 128)))
          (i32.const 8)))
      (v128.store64_lane 0 (local.get $out) (i8x16.narrow_i16x8_u (local.get $sum) (local.get $sum)))
      (local.set $colour (i32.add (local.get $colour) (i32.const 8)))
      (local.set $alpha (i32.add (local.get $alpha) (i32.const 8)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $out) (local.get $end)))))
)`;

/** Bytes of the table of `stretchRow` for every eight samples. */
export const TABLE_ENTRY_BYTES = 48;
/** Samples that every kernel writes at once. */
export const LANES = 8;

/** Addresses and counts are bytes in the memory that was given. */
export interface Kernels {
  mixRows(out: number, a: number, b: number, count: number, f: number): void;
  stretchRow(out: number, row: number, table: number, tableEnd: number): void;
  layRow(out: number, colour: number, alpha: number, count: number, strength: number): void;
}

/** A memory that grows; its buffer is another one after it grew. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** The part of the global `WebAssembly` that is used; the types of Node 20 do not have it. */
interface WasmApi {
  readonly Memory: new (limits: { initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WasmApi };

let compiled: object | undefined;

export function createMemory(): WasmMemory {
  return new wasm.Memory({ initial: 1 });
}

export function createKernels(memory: WasmMemory): Kernels {
  compiled ??= new wasm.Module(assemble(SOURCE));
  return new wasm.Instance(compiled, { host: { memory } }).exports as Kernels;
}
