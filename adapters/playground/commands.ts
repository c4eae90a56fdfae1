import type { Action } from '../../src/conversation/action.js';
import { RESOLUTIONS, VIDEO_FORMATS } from '../../src/conversation/action.js';
import { findProfile } from '../../src/conversation/profiles.js';

/**
 * What a typed slash command means, as the same command means it on the other platforms: `/skill`,
 * `/skill still-image-to-video`, `/export gif 720p`. Undefined when the text is not one of them: it is then words.
 */
export function commandOf(text: string): Action | undefined {
  const match = /^\/([a-z]+)((?:\s+\S+)*)$/i.exec(text.trim());
  const words = (match?.[2] ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  switch (match?.[1]?.toLowerCase()) {
    case 'skill':
      return { do: 'skill', slug: words[0] && findProfile(words[0])?.slug };
    case 'export':
      return {
        do: 'export',
        format: VIDEO_FORMATS.find((format) => words.includes(format)),
        resolution: RESOLUTIONS.find((resolution) => words.includes(resolution)),
      };
    case 'timeline':
      return { do: 'timeline' };
    case 'status':
      return { do: 'status' };
    case 'credits':
      return { do: 'credits' };
    case 'stop':
      return { do: 'stop' };
    case 'help':
      return { do: 'help' };
    case 'new':
      return { do: 'new' };
    default:
      return undefined;
  }
}
