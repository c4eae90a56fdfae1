import type { Place } from '../../src/conversation/inbound.js';
import type * as chat from '../chat/threads.js';

/** A thread in which the bot takes part, and where it is: what was missed in it is read after an outage. */
export interface EngagedThread extends chat.EngagedThread {
  readonly place: Place;
}

export type Threads = chat.Threads<EngagedThread>;
