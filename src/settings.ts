import { existsSync } from 'node:fs';
import { type Config, readConfig } from './config.js';
import type { Log } from './conversation/ports/tools.js';
import { Failure } from './failure.js';
import { createLog } from './log.js';

/** What every program of this project starts with: `.env`, the environment, a log that knows the secrets. */
export function readSettings(): { config: Config; log: Log } {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig();
  const secrets = Object.entries(config)
    .filter(([name]) => /TOKEN|SECRET|PASSWORD|KEY|DATABASE_URL/.test(name))
    .map(([, value]) => (typeof value === 'string' ? value : undefined));
  return { config, log: createLog(config.LOG_LEVEL, secrets) };
}

/** Ends the program with one line for the operator; a stack would only hide it. */
export function exitWith(problem: unknown): never {
  const failure = Failure.from(problem);
  process.stderr.write(`${failure.code === 'config' ? failure.detail : failure.message}\n`);
  process.exit(1);
}
