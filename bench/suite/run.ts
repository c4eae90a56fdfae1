import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { BENCHES } from './all.js';
import type { BenchOptions } from './bench.js';
import { currentCommit, describeMachine } from './machine.js';
import { type Results, type TitledReport, writeResults } from './results.js';
import { textTable } from './table.js';

/** Nothing takes as long; a bench that hangs must not keep the others waiting. */
const LIMIT_MS = 15 * 60_000;

/**
 * Runs the named benches, or all, one after the other, and writes the results file anew after each. Returns the exit
 * code: 1 when a bench broke. A goal that is missed is a result.
 */
export async function runBenches(
  named: readonly string[],
  options: BenchOptions,
  file: string,
): Promise<number> {
  const names = [...BENCHES.keys()];
  const unknown = named.filter((name) => !BENCHES.has(name));
  if (unknown.length > 0) {
    console.error(`no bench is called ${unknown.join(', ')}; there are ${names.join(', ')}`);
    return 2;
  }
  const commit = currentCommit();
  const start: Results = {
    machine: describeMachine(),
    date: new Date().toISOString(),
    ...(commit ? { commit } : {}),
    ...options,
    benches: [],
    failed: [],
  };
  const benches: TitledReport[] = [];
  const failed: { bench: string; problem: string }[] = [];
  const { machine } = start;
  console.log(
    `${machine.cores} x ${machine.cpu}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}`,
  );
  for (const name of named.length > 0 ? named : names) {
    const began = performance.now();
    try {
      const report = await runAlone(name, options);
      benches.push(report);
      const seconds = Math.round((performance.now() - began) / 1_000);
      console.log(`\n${name}: ${report.title} (${seconds} s)\n  ${report.work}\n${textTable(report)}`);
    } catch (thrown) {
      const problem = thrown instanceof Error ? thrown.message : String(thrown);
      failed.push({ bench: name, problem });
      console.error(`\n${name}: broke: ${problem}`);
    }
    writeResults(file, { ...start, benches, failed });
  }
  console.log(`\nresults: ${file}`);
  return failed.length > 0 ? 1 : 0;
}

/** Rejects when it breaks or does not come to an end. */
async function runAlone(name: string, options: BenchOptions): Promise<TitledReport> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'reelthread-bench-'));
  const file = path.join(folder, 'report.json');
  try {
    await childProcess(name, options, file);
    if (!existsSync(file)) throw new Error('it ended without a report');
    return JSON.parse(readFileSync(file, 'utf8')) as TitledReport;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a group of its own, so that nothing that it started outlives it. */
function childProcess(name: string, options: BenchOptions, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = path.join(import.meta.dirname, 'child.js');
    const child = spawn(process.execPath, ['--expose-gc', program, name, JSON.stringify(options), file], {
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    const end = () => {
      try {
        if (child.pid) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group is gone, as it should be.
      }
    };
    const interrupted = () => {
      end();
      process.exit(130);
    };
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    const limit = setTimeout(end, LIMIT_MS);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
      end();
      if (code === 0) resolve();
      else reject(new Error(signal ? `it was ended by ${signal}` : `it ended with ${code}`));
    });
  });
}
