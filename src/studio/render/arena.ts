import { createKernels, createMemory, type Kernels } from './wasm/kernels.js';

const PAGE_BYTES = 65_536;
/** The kernels read and write up to this much behind a row. */
const MARGIN_BYTES = 64;

/** The memory that the kernels work in. Regions are taken once and kept. */
export class Arena {
  readonly kernels: Kernels;
  private readonly memory = createMemory();
  private used = MARGIN_BYTES;
  private view: Uint8Array;

  constructor() {
    this.kernels = createKernels(this.memory);
    this.view = new Uint8Array(this.memory.buffer);
  }

  /** All of the memory. Not to be kept: it is another array after `take`. */
  get bytes(): Uint8Array {
    return this.view;
  }

  /** The address of a new region, aligned to 16 bytes, with a margin behind it. */
  take(length: number): number {
    const address = this.used;
    this.used = Math.ceil((address + length + MARGIN_BYTES) / 16) * 16;
    const missing = this.used - this.view.length;
    if (missing > 0) {
      this.memory.grow(Math.ceil(missing / PAGE_BYTES));
      this.view = new Uint8Array(this.memory.buffer);
    }
    return address;
  }
}

/** A region that is replaced by a larger one when it is too small. */
export class Region {
  private capacity = 0;
  private at = 0;

  constructor(private readonly arena: Arena) {}

  address(length: number): number {
    if (length > this.capacity) {
      this.at = this.arena.take(length);
      this.capacity = length;
    }
    return this.at;
  }
}
