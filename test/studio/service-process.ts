import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

const PROGRAM = path.join(import.meta.dirname, '../../dist/src/studio-service.js');

export const STUDIO_TOKEN = 'nmv_usr_token-of-the-test-studio';

/** `npm run studio`, from the last build, on a free port. */
export interface ServiceProcess {
  readonly url: string;
  readonly dataDir: string;
  readonly output: () => string;
  /** Sends the signal and resolves to the exit code (null after a kill). */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export async function startService(
  dataDir: string,
  environment: Record<string, string> = {},
): Promise<ServiceProcess> {
  await mkdir(dataDir, { recursive: true });
  const child = spawn(process.execPath, [PROGRAM], {
    // Not the project folder: a developer's `.env` must not change a test.
    cwd: dataDir,
    env: { PATH: process.env.PATH, STUDIO_PORT: '0', STUDIO_TOKEN, DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      printed += chunk;
      const ready = /"url":"(http:[^"]+)".*"the studio is ready"/.exec(printed)?.[1];
      if (ready) resolve(ready);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', (code) => reject(new Error(`the studio ended with ${code}: ${printed}`)));
  });
  return { url, dataDir, output: () => printed, stop: (signal = 'SIGTERM') => stop(child, signal) };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  const [code] = await exited;
  return code;
}
