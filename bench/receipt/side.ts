import { readArgument, tellParent } from '../suite/process.js';

/** What a side of the bench is told. */
export interface SideArgument {
  /** Slack's Web API. */
  readonly slackUrl: string;
  /** Empty, for whatever the side keeps in files. */
  readonly folder: string;
  /** PostgreSQL, where the side is to use it. */
  readonly databaseUrl?: string;
  /** How much longer every call of the store takes, in milliseconds. */
  readonly storeDelayMs?: number;
}

/** What a side says when it receives. */
export interface SideReady {
  /** Where Slack's events are sent. */
  readonly url: string;
}

/** What a side tells when it is asked. */
export interface SideCounts {
  /** Reached the handler of the bot, and when (Unix milliseconds). */
  readonly handledAt: readonly number[];
  /** Computing time of the process so far, in microseconds. */
  readonly cpu: number;
}

/** Starts a side, and notes what reaches the handler of its bot. */
export function serveSide(start: (argument: SideArgument, handled: () => void) => Promise<SideReady>): void {
  const handledAt: number[] = [];
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    tellParent({ handledAt, cpu: user + system } satisfies SideCounts);
  });
  start(readArgument<SideArgument>(), () => {
    handledAt.push(Date.now());
  }).then(tellParent, (problem) => {
    console.error(problem);
    process.exit(1);
  });
}
