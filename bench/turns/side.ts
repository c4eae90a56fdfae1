import { setTimeout as wait } from 'node:timers/promises';
import { readArgument, tellParent } from '../suite/process.js';
import type { SideArgument, SideReady, Usage } from './work.js';

export interface Side {
  /** Begins one turn; resolves when it has begun, or later. */
  begin(index: number): Promise<unknown>;
  /** Taken out: what has come since the last look. */
  takeLateMs?(): number[];
}

/** Makes a process one side. */
export async function serveSide(open: (argument: SideArgument) => Promise<Side>): Promise<void> {
  const argument = readArgument<SideArgument>();
  const side = await open(argument);
  process.on('message', async (question) => {
    if (question === 'start') {
      for (let index = 0; index < argument.turns; index++) {
        void side.begin(index).catch((problem: unknown) => console.error(problem));
        await wait(argument.betweenMs);
      }
    }
    const lateMs = side.takeLateMs?.() ?? [];
    tellParent({ heapBytes: process.memoryUsage().heapUsed, lateMs } satisfies Usage);
  });
  // Whoever started this process may have been killed.
  process.once('disconnect', () => process.exit());
  tellParent({ pid: process.pid } satisfies SideReady);
}
