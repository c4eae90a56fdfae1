import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import { foreignLine, foreignText } from '../../src/conversation/foreign-text.js';
import type { Place } from '../../src/conversation/inbound.js';
import type { Reply } from '../../src/conversation/reply.js';
import type { Timeline } from '../../src/conversation/timeline/timeline-model.js';
import type { ApiMessage } from './api-types.js';
import { MAX_LABEL_CHARACTERS } from './limits.js';

type Presented = Pick<ApiMessage, 'kind' | 'text' | 'buttons' | 'progress' | 'timeline' | 'examples'>;

/**
 * A reply as the API tells it. There is no markup to escape: the page shows text as text and turns nothing but plain
 * `https://` addresses into links.
 */
export function present(reply: Reply, place: Place, seal: ButtonSeal): Presented {
  return {
    kind: reply.kind,
    text: foreignText(reply.text),
    buttons: (reply.buttons ?? []).map((button) => ({
      id: seal.seal(button.action, place),
      label: foreignLine(button.label, MAX_LABEL_CHARACTERS),
      style: button.style,
    })),
    // Set for every kind, so that an edit which changes the kind leaves nothing of the old one behind.
    progress:
      reply.kind === 'progress'
        ? {
            state: reply.state,
            phase: foreignLine(reply.phase),
            percent: reply.percent,
            startedAt: reply.startedAt,
          }
        : undefined,
    timeline: reply.kind === 'timeline' ? cleanTimeline(reply.timeline) : undefined,
    examples: reply.kind === 'welcome' ? reply.examples.map((example) => foreignText(example)) : undefined,
  };
}

function cleanTimeline(timeline: Timeline): Timeline {
  return {
    ...timeline,
    tracks: timeline.tracks.map((track) => ({
      ...track,
      segments: track.segments.map((segment) => ({ ...segment, label: foreignLine(segment.label) })),
    })),
  };
}
