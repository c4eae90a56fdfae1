import { startApp } from './app.js';
import { Failure } from './failure.js';
import { exitWith, readSettings } from './settings.js';

/** Starts the bot as a process: environment, signals, exit code. */
async function main(): Promise<void> {
  const { config, log } = readSettings();
  const app = await startApp(config, log);
  if (config.playground) process.stdout.write(`\n  Reelthread is ready: ${app.url}\n\n`);
  log.info({ url: app.url, backend: config.backend }, 'ready');

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    app.close().then(
      () => process.exit(0),
      (problem) => {
        log.error({ error: Failure.from(problem).message }, 'not stopped cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

main().catch(exitWith);
