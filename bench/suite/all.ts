import { existsSync } from 'node:fs';
import type { Bench } from './bench.js';

/** In the order in which they run. A bench lives in `bench/<name>.ts` or `bench/<name>/index.ts`. */
export const BENCH_NAMES = [
  'receipt',
  'row',
  'flood',
  'sse',
  'turns',
  'attachment',
  'delivery',
  'conversations',
  'workers',
  'cold-start',
  'render',
] as const;

/** Rejects when its module is missing or exports no `bench`. */
export async function loadBench(name: string): Promise<Bench> {
  const { bench } = (await import(moduleOf(name) ?? name)) as { bench?: Bench };
  if (!bench) throw new Error(`bench ${name} exports no "bench"`);
  return bench;
}

export function isThere(name: string): boolean {
  return moduleOf(name) !== undefined;
}

function moduleOf(name: string): string | undefined {
  return [`../${name}.js`, `../${name}/index.js`].find((file) => existsSync(new URL(file, import.meta.url)));
}
