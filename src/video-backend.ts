import { access, constants } from 'node:fs/promises';
import { type Config, childEnvironment } from './config.js';
import type { KeyValueStore } from './conversation/ports/stores.js';
import type { Clock, Log } from './conversation/ports/tools.js';
import type { VideoBackend } from './conversation/ports/video-backend.js';
import { Failure } from './failure.js';
import { createNemoBackend } from './nemo/nemo-backend.js';

export interface OpenedBackend {
  readonly backend: VideoBackend;
  /** For `/readyz`: throws when the studio was given up. The cloud has its own troubles, which are told in the threads. */
  check(): void;
  close(): Promise<void>;
}

/** Still images and sound; HEIC, BMP and AVIF are converted before they get there. */
const STUDIO_FORMATS = ['jpg', 'png', 'gif', 'webp', 'mp3', 'wav'];

/**
 * The backend that the configuration names: NemoVideo's cloud, a studio that runs as a service, or one in a child
 * process on a loopback port. All speak the same API, so all have the same client. Rejects with Failure `config`.
 */
export async function openBackend(
  config: Config,
  tools: { accounts: KeyValueStore; clock: Clock; log: Log },
): Promise<OpenedBackend> {
  const shared = {
    ...tools,
    webUrl: config.NEMO_WEB_URL,
    skillVersion: config.SKILL_VERSION,
    skillSource: config.SKILL_SOURCE,
    turnTimeoutMs: config.TURN_TIMEOUT,
    heartbeatsOnlyTimeoutMs: config.HEARTBEATS_ONLY_TIMEOUT,
    streamSilenceTimeoutMs: config.STREAM_SILENCE_TIMEOUT,
  };
  if (config.backend === 'cloud') {
    const backend = createNemoBackend({
      ...shared,
      identity: { name: 'nemovideo', linksAreShareable: true },
      apiUrl: config.NEMO_API_URL,
      token: config.NEMO_TOKEN,
      clientId: config.NEMO_CLIENT_ID,
    });
    return { backend, check: () => {}, close: () => backend.close() };
  }
  if (config.STUDIO_URL !== undefined) {
    const backend = createNemoBackend({
      ...shared,
      identity: {
        name: 'studio',
        linksAreShareable: config.STUDIO_LINKS === 'on',
        formats: STUDIO_FORMATS,
        elsewhere: true,
      },
      apiUrl: config.STUDIO_URL,
      token: requireStudioToken(config),
      tokenName: 'STUDIO_TOKEN',
    });
    return { backend, check: () => {}, close: () => backend.close() };
  }
  refuseSplitStudio(config);
  await assertRunnable(config.FFMPEG_PATH);
  const { launchStudio } = await import('./studio/launch.js');
  const studio = await launchStudio({
    dataDir: config.DATA_DIR,
    ffmpegPath: config.FFMPEG_PATH,
    retentionMs: config.RETENTION,
    environment: childEnvironment(),
    log: tools.log,
  });
  const backend = createNemoBackend({
    ...shared,
    identity: { name: 'studio', linksAreShareable: false, formats: STUDIO_FORMATS },
    apiUrl: studio.url,
    clientId: studio.clientId,
  });
  let gone: Failure | undefined;
  studio.onExit((failure) => {
    gone = failure;
  });
  return {
    backend,
    check() {
      if (gone) throw gone;
    },
    async close() {
      await backend.close();
      await studio.stop();
    },
  };
}

function requireStudioToken({ STUDIO_TOKEN }: Config): string {
  if (STUDIO_TOKEN !== undefined) return STUDIO_TOKEN;
  throw new Failure('config', {
    detail: 'STUDIO_TOKEN is not set: with STUDIO_URL it must be the token of that studio',
  });
}

/** Each worker would have a studio of its own, and another worker would not find a conversation's session in it. */
function refuseSplitStudio({ ROLE }: Config): void {
  if (ROLE === 'all') return;
  throw new Failure('config', {
    detail: `ROLE=${ROLE} needs a video backend that all processes share: set STUDIO_URL, or NEMO_BACKEND=cloud`,
  });
}

/** Found out at the start and not with the first export. */
async function assertRunnable(ffmpegPath: string | undefined): Promise<void> {
  if (!ffmpegPath) return;
  try {
    await access(ffmpegPath, constants.X_OK);
  } catch (cause) {
    const detail = `FFMPEG_PATH=${JSON.stringify(ffmpegPath)} is not valid: it must be the path of an ffmpeg program`;
    throw new Failure('config', { detail, cause });
  }
}
