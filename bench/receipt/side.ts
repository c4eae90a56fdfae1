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

/** Counts what reached the handler of the bot, and tells it when asked. */
export function serveSide(start: (argument: SideArgument, handled: () => void) => Promise<SideReady>): void {
  let count = 0;
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    tellParent({ count, cpu: user + system });
  });
  start(readArgument<SideArgument>(), () => {
    count += 1;
  }).then(tellParent, (problem) => {
    console.error(problem);
    process.exit(1);
  });
}
