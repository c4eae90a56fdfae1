import type { Log } from '../../src/conversation/ports.js';
import { Failure } from '../../src/failure.js';
import { DiscordProblem } from './problems.js';

/** Work that nobody waits for: Discord was answered already. */
export interface Background {
  /** A failure is logged under `name` and goes no further. */
  run(name: string, work: () => Promise<unknown>): void;
  /** Resolves when everything that runs now is over. */
  settled(): Promise<void>;
}

export function createBackground(log: Log): Background {
  const running = new Set<Promise<void>>();
  return {
    run(name, work) {
      const task = work()
        .catch((thrown: unknown) => {
          const error = thrown instanceof DiscordProblem ? thrown.message : Failure.from(thrown).message;
          log.warn({ work: name, error }, 'something that Discord does not wait for failed');
        })
        .then(() => {
          running.delete(task);
        });
      running.add(task);
    },
    async settled() {
      await Promise.all(running);
    },
  };
}
