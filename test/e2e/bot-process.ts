import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');

export interface BotProcess {
  readonly url: string;
  /** Everything that it has printed. */
  readonly output: () => string;
  /** Sends the signal and resolves to the exit code (null after a kill). */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** What `npm start` runs: the bot, joined into a few files. */
const PROGRAM = path.join(ROOT, 'dist/bot/main.js');

/** The bot from the last build, on a free port. Resolves when it says that it is ready. */
export async function startBot(environment: Record<string, string>): Promise<BotProcess> {
  const child = spawn(process.execPath, [PROGRAM], {
    // Not the project folder: a developer's `.env` must not change a test.
    cwd: environment.DATA_DIR,
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr.on('data', (chunk) => {
    printed += chunk;
  });
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const ready = /"url":"(http:[^"]+)".*"ready"/.exec(printed)?.[1];
      if (!ready) return;
      child.stdout.off('data', look);
      resolve(ready);
    };
    child.stdout.on('data', look);
    child.once('exit', (code) => reject(new Error(`the bot ended with ${code}: ${printed}`)));
  });
  return { url, output: () => printed, stop: (signal = 'SIGTERM') => stop(child, signal) };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code] = await exited;
  return code;
}
