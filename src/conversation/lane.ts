import type { InboundMessage } from './inbound.js';
import type { IntentContext } from './intent/meanings.js';
import { routeMessage } from './intent.js';
import type { Lane } from './ports.js';

/** What is answered at once, also while a turn of 15 minutes runs: it only reads, or it stops. */
export type AsideKind = 'stop' | 'credits' | 'timeline' | 'exports' | 'help';

export function laneOf(message: InboundMessage): Lane {
  return asideKindOf(message) ? 'aside' : 'ordered';
}

/**
 * Decided from the message alone, because the gateway that receives it and the worker that answers it must agree.
 * Undefined for everything that has to wait for its turn.
 */
export function asideKindOf({ action, attachments, text }: InboundMessage): AsideKind | undefined {
  if (action) return action.do === 'status' ? 'timeline' : asAside(action.do);
  if (attachments.length > 0) return undefined;
  return asAside(routeMessage(text, NEUTRAL).kind);
}

/** "Stop, make the title bigger instead": what runs is stopped at once, and the rest waits for its turn. */
export function stopsWhatRuns({ action, attachments, text }: InboundMessage): boolean {
  return !action && routeMessage(text, { ...NEUTRAL, attachments }).stopsFirst === true;
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
