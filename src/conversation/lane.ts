import type { InboundMessage } from './inbound.js';
import type { IntentContext } from './intent/meanings.js';
import { routeRoughly } from './intent.js';
import type { Lane } from './ports/work.js';

/** What is answered at once, also while a turn of 15 minutes runs: it only reads, or it stops. */
export type AsideKind = 'stop' | 'credits' | 'timeline' | 'exports' | 'help';

/** What happens to a message before anybody has looked at its thread. */
export interface Way {
  readonly lane: Lane;
  /** Undefined for everything that has to wait for its turn. */
  readonly aside?: AsideKind;
  /** "Stop, make the title bigger instead": what runs is stopped at once, and the rest waits for its turn. */
  readonly stopsFirst: boolean;
}

/**
 * Decided from the message alone, because the gateway that receives it and the worker that answers it must agree. The
 * words are read once: that is most of what a message costs at the door.
 */
export function wayOf({ action, attachments, text }: InboundMessage): Way {
  if (action) return way(action.do === 'status' ? 'timeline' : asAside(action.do), false);
  const { kind, stopsFirst = false } = routeRoughly(text, { ...NEUTRAL, attachments });
  return way(attachments.length > 0 ? undefined : asAside(kind), stopsFirst);
}

function way(aside: AsideKind | undefined, stopsFirst: boolean): Way {
  return { lane: aside ? 'aside' : 'ordered', aside, stopsFirst };
}

const NEUTRAL: IntentContext = {
  hasMedia: true,
  attachments: [],
  hasDraft: true,
  openQuestion: false,
  running: true,
};

function asAside(kind: string): AsideKind | undefined {
  switch (kind) {
    case 'stop':
    case 'credits':
    case 'timeline':
    case 'exports':
    case 'help':
      return kind;
    default:
      return undefined;
  }
}
