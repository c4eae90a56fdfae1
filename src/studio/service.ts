import { randomUUID } from 'node:crypto';
import { Failure } from '../failure.js';
import type { StudioLog } from './log.js';
import { openMedia } from './media/open-media.js';
import type { StudioRecords } from './records.js';
import { ffmpegWhenNeeded } from './render/find-ffmpeg.js';
import { inOwnProcess } from './renders/render-process.js';
import { openStudio, type Studio } from './server.js';
import { errorCode } from './store/json-file.js';

export interface ServiceOptions {
  /** Of this process alone. */
  readonly folder: string;
  /** STUDIO_HOST and STUDIO_PORT. */
  readonly host: string;
  readonly port: number;
  /** STUDIO_TOKEN: whoever sends it as a bearer token may do everything. */
  readonly token: string;
  /** STUDIO_URL: where the bots reach this studio. */
  readonly address?: string;
  /** STUDIO_MEDIA; without it files lie in `folder`. */
  readonly media?: string;
  readonly s3Endpoint?: string;
  readonly s3Region?: string;
  /** With it any number of processes share sessions, renders and their queue. */
  readonly databaseUrl?: string;
  /** A process that was silent for so long counts as dead; its renders go on in others. Milliseconds. */
  readonly lostAfterMs: number;
  /** STUDIO_RENDERS: at the same time in this process. */
  readonly parallel?: number;
  readonly ffmpegPath?: string;
  /** Of the processes that decode foreign files: nothing secret. */
  readonly environment: NodeJS.ProcessEnv;
  readonly retentionMs: number;
  readonly log: StudioLog;
}

export interface StudioService {
  /** Where it listens. */
  readonly url: string;
  /** Hands over what it renders, lets answers finish for `graceMs`, and frees everything. */
  close(graceMs: number): Promise<void>;
}

/** The studio as a service of its own. Rejects with Failure `config`, whose detail is one line for the operator. */
export async function startStudioService(options: ServiceOptions): Promise<StudioService> {
  const { folder, host, port, databaseUrl, log } = options;
  refuseLocalMedia(options);
  const ffmpegPath = ffmpegWhenNeeded(options.ffmpegPath);
  // A machine that cannot render must not take renders from those that can.
  await ffmpegPath();
  const media = await openMedia({
    place: options.media ?? folder,
    endpoint: options.s3Endpoint,
    region: options.s3Region,
  });
  let records: StudioRecords | undefined;
  let studio: Studio | undefined;
  try {
    records = databaseUrl === undefined ? undefined : await sharedRecords(options, databaseUrl);
    studio = await openStudio({
      folder,
      media,
      ...(records && { records }),
      ...(options.address !== undefined && { address: options.address }),
      // The token is told to the bots by their operator; nobody is given one here.
      access: { clientId: randomUUID(), token: options.token, userId: 'studio', port },
      run: inOwnProcess({
        entry: new URL('./render-job.js', import.meta.url),
        ffmpegPath,
        environment: options.environment,
      }),
      ...(options.parallel !== undefined && { parallel: options.parallel }),
      retentionMs: options.retentionMs,
      log,
    });
    const opened = studio;
    const actual = await opened.listen(port, host);
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
      close: (graceMs) => opened.close(graceMs),
    };
  } catch (thrown) {
    await (studio ? studio.close() : Promise.all([media.close(), records?.close()]));
    throw errorCode((thrown as Error).cause) === undefined ? thrown : listenFailure(thrown, host, port);
  }
}

/** Loaded only when it is used: a studio of one process starts without it. */
async function sharedRecords(
  { lostAfterMs, log }: ServiceOptions,
  databaseUrl: string,
): Promise<StudioRecords> {
  const { openSharedRecords } = await import('./cluster/shared-records.js');
  try {
    return await openSharedRecords({ databaseUrl, lostAfterMs, log });
  } catch (thrown) {
    const { code, detail } = Failure.from(thrown);
    if (code !== 'store-unavailable') throw thrown;
    const name = 'STUDIO_DATABASE_URL (or DATABASE_URL)';
    throw new Failure('config', { detail: `${name} cannot be used: ${detail}`, cause: thrown });
  }
}

function refuseLocalMedia({ media, databaseUrl }: ServiceOptions): void {
  if (databaseUrl === undefined || media !== undefined) return;
  throw new Failure('config', {
    detail:
      'STUDIO_MEDIA is not set: with a database the studio may run on several machines, so it must name a folder ' +
      'that all of them share, or s3://bucket/prefix',
  });
}

/** One line for the operator: which variable to change. */
function listenFailure(thrown: unknown, host: string, port: number): unknown {
  const reason = errorCode((thrown as Error).cause);
  const details: Record<string, string> = {
    EADDRINUSE: `STUDIO_PORT=${port} is already in use: stop the other program or choose another port`,
    EACCES: `STUDIO_PORT=${port} needs more rights than this user has: choose a port above 1023`,
    EADDRNOTAVAIL: `STUDIO_HOST=${host} is not an address of this machine`,
    ENOTFOUND: `STUDIO_HOST=${host} is not an address of this machine`,
  };
  const detail = details[reason ?? ''];
  return detail ? new Failure('config', { detail, cause: thrown }) : thrown;
}
