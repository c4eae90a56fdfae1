import { Failure } from '../failure.js';
import type { StartOrder, StudioReport } from './launch-messages.js';
import type { StudioLog } from './log.js';
import { ffmpegWhenNeeded } from './render/find-ffmpeg.js';
import { inOwnProcess } from './renders/render-process.js';
import { openStudio, type Studio } from './server.js';

/** The studio's process. It lives as long as the bot that started it: without the channel to it, it ends. */
let studio: Promise<Studio | undefined> | undefined;
let ending = false;
/** After the first page was served. */
const LOOK_FOR_ENCODER_MS = 2_000;

const log: StudioLog = {
  info: (facts, message) => report({ kind: 'log', level: 'info', facts, message }),
  warn: (facts, message) => report({ kind: 'log', level: 'warn', facts, message }),
  error: (facts, message) => report({ kind: 'log', level: 'error', facts, message }),
};

process.on('message', (order: StartOrder) => {
  studio ??= start(order);
});
process.on('disconnect', end);
process.on('SIGTERM', end);
// Ctrl+C reaches every process of the terminal: the bot ends first, and tells this one.
process.on('SIGINT', () => {});
report({ kind: 'up' });

async function start(order: StartOrder): Promise<Studio | undefined> {
  try {
    const { folder, access, port, retentionMs } = order;
    const ffmpegPath = ffmpegWhenNeeded(order.ffmpegPath);
    const opened = await openStudio({
      folder,
      access,
      log,
      run: inOwnProcess({ entry: new URL('./render-job.js', import.meta.url), ffmpegPath }),
      ...(retentionMs !== undefined && { retentionMs }),
    });
    report({ kind: 'ready', port: await opened.listen(port) });
    setTimeout(() => ffmpegPath().catch(reportEncoder), LOOK_FOR_ENCODER_MS).unref();
    return opened;
  } catch (thrown) {
    const { code, detail = code } = Failure.from(thrown);
    report({ kind: 'failed', detail, portTaken: code === 'config' });
    return undefined;
  }
}

async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  // A render that does not end by itself must not keep the process alive.
  setTimeout(() => process.exit(1), 4_000).unref();
  const opened = await studio;
  await opened?.close();
  process.exit(0);
}

/** A wrong FFMPEG_PATH is told at the start and not only when the first video has failed. */
function reportEncoder(thrown: unknown): void {
  log.error({ detail: Failure.from(thrown).detail }, 'videos cannot be rendered');
}

function report(message: StudioReport): void {
  // Nobody listens any more when the bot has gone; `disconnect` says so.
  process.send?.(message, undefined, undefined, () => {});
}
