import { readFileSync, writeFileSync } from 'node:fs';
import type { Report } from './bench.js';
import type { Machine } from './machine.js';

/** A results file: what `npm run bench` writes, and `bench:check` and `bench:report` read. */
export interface Results {
  readonly machine: Machine;
  /** ISO 8601. */
  readonly date: string;
  readonly commit?: string;
  readonly rounds: number;
  /** Then the figures mean nothing. */
  readonly quick: boolean;
  readonly benches: readonly TitledReport[];
  readonly failed: readonly { readonly bench: string; readonly problem: string }[];
}

export interface TitledReport extends Report {
  readonly title: string;
}

export function writeResults(file: string, results: Results): void {
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
}

/** Throws when the file is not a results file. */
export function readResults(file: string): Results {
  const results = JSON.parse(readFileSync(file, 'utf8')) as Partial<Results> | null;
  if (!results?.machine || !Array.isArray(results.benches)) throw new Error(`${file} is not a results file`);
  return results as Results;
}
