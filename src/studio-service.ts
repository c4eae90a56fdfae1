import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Config, childEnvironment } from './config.js';
import { Failure } from './failure.js';
import { exitWith, readSettings } from './settings.js';
import { lockFolder } from './store/folder-lock.js';
import { type ServiceOptions, startStudioService } from './studio/service.js';

/** After the grace, for handing over what is rendered and closing connections. */
const LAST_WORDS_MS = 10_000;

/** Starts the studio as a process of its own: environment, signals, exit code. */
async function main(): Promise<void> {
  const { config, log } = readSettings();
  const options = optionsOf(config);
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(options.folder, 'studio.lock', {
    detail: `DATA_DIR=${config.DATA_DIR} is in use by another studio; give each one a folder of its own`,
  });
  const service = await startStudioService({ ...options, log });
  log.info({ url: service.url, media: options.media ?? options.folder }, 'the studio is ready');

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    // A store that does not answer must not keep the process alive.
    setTimeout(() => process.exit(1), config.SHUTDOWN_GRACE + LAST_WORDS_MS).unref();
    service
      .close(config.SHUTDOWN_GRACE)
      .then(() => lock.close())
      .then(
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

function optionsOf(config: Config): Omit<ServiceOptions, 'log'> {
  if (config.STUDIO_TOKEN === undefined) {
    throw new Failure('config', {
      detail:
        'STUDIO_TOKEN is not set: it must be a secret of at least 16 characters, the same in the studio and its bots',
    });
  }
  return {
    folder: path.join(config.DATA_DIR, 'studio'),
    host: config.STUDIO_HOST,
    port: config.STUDIO_PORT,
    token: config.STUDIO_TOKEN,
    address: config.STUDIO_URL,
    media: config.STUDIO_MEDIA,
    s3Endpoint: config.S3_ENDPOINT,
    s3Region: config.AWS_REGION,
    databaseUrl: config.STUDIO_DATABASE_URL ?? config.DATABASE_URL,
    lostAfterMs: config.WORKER_LOST_AFTER,
    parallel: config.STUDIO_RENDERS,
    ffmpegPath: config.FFMPEG_PATH,
    environment: childEnvironment(),
    retentionMs: config.RETENTION,
  };
}

main().catch(exitWith);
