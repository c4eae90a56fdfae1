import { Failure } from '../failure.js';
import type { JobOrder, JobReport } from './renders/job-messages.js';

/**
 * A process that does one render and ends. Mixing and decoding block their thread for up to a second, and a broken file
 * may crash a decoder: neither may reach the server.
 */
const abort = new AbortController();
let begun = false;

process.on('message', (order: JobOrder) => {
  if (order.kind === 'cancel') abort.abort(new Failure('stopped'));
  else if (!begun) {
    begun = true;
    void render(order);
  }
});
// Without the studio nobody waits for the video: the encoder must not go on alone.
process.on('disconnect', () => {
  abort.abort(new Failure('stopped'));
  setTimeout(() => process.exit(1), 2_000).unref();
});
process.on('SIGTERM', () => abort.abort(new Failure('stopped')));
// Ctrl+C reaches every process of the terminal; this one is told by the studio.
process.on('SIGINT', () => {});

async function render(order: Extract<JobOrder, { kind: 'render' }>): Promise<void> {
  const { draft, settings, media, folder, ffmpegPath } = order;
  try {
    const { renderDraft } = await import('./render/render-draft.js');
    const video = await renderDraft({
      draft,
      settings,
      mediaPath: (id) => pathOf(media, id),
      folder,
      ffmpegPath,
      signal: abort.signal,
      onProgress: (progress) => report({ kind: 'progress', progress }),
    });
    report({ kind: 'done', video });
  } catch (thrown) {
    const { code, detail, facts } = Failure.from(thrown, 'render-failed');
    report({ kind: 'failed', code, ...(detail && { detail }), facts });
  }
  // Ends the process when the last message has been handed over.
  process.disconnect?.();
}

function pathOf(media: Readonly<Record<string, string>>, id: string): string {
  const path = Object.hasOwn(media, id) ? media[id] : undefined;
  if (!path) throw new Failure('file-unreadable', { facts: { file: id, reason: 'it is no longer there' } });
  return path;
}

function report(message: JobReport): void {
  // The studio may have gone; there is nobody left to tell then.
  process.send?.(message, undefined, undefined, () => {});
}
