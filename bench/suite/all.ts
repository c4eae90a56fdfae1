import type { Bench } from './bench.js';

/** Every bench, in the order in which they run. Its module is only loaded in the process that runs it. */
export const BENCHES: ReadonlyMap<string, () => Promise<{ readonly bench: Bench }>> = new Map([
  ['receipt', () => import('../receipt.js')],
  ['row', () => import('../row.js')],
  ['flood', () => import('../flood.js')],
  ['sse', () => import('../sse.js')],
  ['turns', () => import('../turns.js')],
  ['attachment', () => import('../attachment.js')],
  ['delivery', () => import('../delivery.js')],
  ['conversations', () => import('../conversations.js')],
  ['workers', () => import('../workers.js')],
  ['cold-start', () => import('../cold-start.js')],
  ['render', () => import('../render.js')],
]);
