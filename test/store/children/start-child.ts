import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';

/** A process of its own that runs a TypeScript file: it can be killed, and it has its own locks and memory. */
export interface Child {
  readonly process: ChildProcess;
  /** What it has printed so far, line by line. */
  readonly lines: readonly string[];
  /** Resolves with the first line, old or new, that `wanted` accepts. Rejects when the process ends before. */
  line(wanted: (line: string) => boolean): Promise<string>;
  /** kill -9, and wait until it is gone. */
  kill(): Promise<void>;
}

/** Inside the project, because the bundle imports packages. */
const CACHE = path.resolve('node_modules/.cache/reelthread-test');
let started = 0;

/** `file` is relative to the project; it is bundled first, because Node does not run TypeScript. */
export async function startChild(file: string, args: readonly string[]): Promise<Child> {
  const outfile = path.join(CACHE, `${path.basename(file, '.ts')}-${process.pid}-${started++}.mjs`);
  await build({
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const child = spawn(process.execPath, [outfile, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const listener of listeners) listener();
  });
  const ended = once(child, 'close').finally(() => rm(outfile, { force: true }));
  // A test that failed may have left it running.
  process.once('exit', () => child.kill('SIGKILL'));

  return {
    process: child,
    lines,
    async line(wanted) {
      const found = new Promise<string>((resolve) => {
        const look = () => {
          const line = lines.find(wanted);
          if (line === undefined) return;
          listeners.delete(look);
          resolve(line);
        };
        listeners.add(look);
        look();
      });
      const gone = ended.then(() => {
        throw new Error(`the child process ended; it printed: ${lines.join(' | ')}`);
      });
      return Promise.race([found, gone]);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
