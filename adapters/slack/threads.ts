import type * as chat from '../chat/threads.js';

/** A thread in which the bot takes part. */
export interface EngagedThread extends chat.EngagedThread {
  /** First words: the title of the agent session. */
  readonly title: string;
}

export type Threads = chat.Threads<EngagedThread>;
