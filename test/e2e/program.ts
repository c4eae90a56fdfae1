import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const BUILD = path.join(import.meta.dirname, '../../dist/src');

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program of the last build to its end. `folder` is where it runs: no `.env` of a developer is there. */
export async function runProgram(
  name: string,
  folder: string,
  environment: Record<string, string>,
): Promise<Ended> {
  const child = spawn(process.execPath, [path.join(BUILD, `${name}.js`)], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, output, errors };
}
