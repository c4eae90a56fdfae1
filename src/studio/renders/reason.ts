import type { Failure } from '../../failure.js';
import type { StudioDraft } from '../draft.js';

/** Why a render failed, in one sentence for people; nothing of the machine's paths or of ffmpeg's output. */
export function reasonFor(failure: Failure, draft: StudioDraft): string {
  const file = nameOf(failure.facts.file, draft);
  const why = failure.facts.reason ? ` (${failure.facts.reason})` : '';
  switch (failure.code) {
    case 'file-unreadable':
    case 'unsupported-file':
    case 'file-empty':
    case 'file-too-large':
      return `${file ?? 'A file'} could not be read${why}.`;
    case 'session-lost':
      return 'The images of this project are no longer there.';
    case 'render-timeout':
      return 'The render took too long and was ended.';
    case 'store-full':
      return 'The disk is full.';
    case 'config':
      return 'The encoder (ffmpeg) cannot be used; the log of the bot says why.';
    default:
      return `The video could not be rendered${why}.`;
  }
}

/** A failure may know a file by its id; people know it by its name. */
function nameOf(file: string | undefined, draft: StudioDraft): string | undefined {
  if (!file) return undefined;
  for (const track of draft.t) {
    if (track.tt === 7) continue;
    for (const { m } of track.sg) if (m.media === file) return m.name;
  }
  return file.split(/[/\\]/).at(-1);
}
