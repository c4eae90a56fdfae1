import type { Log } from '../../src/conversation/ports/tools.js';
import { problemWords } from './problem.js';

/** Work that nobody waits for: the platform was answered already. */
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
          log.warn({ work: name, error: problemWords(thrown) }, 'something that nobody waits for failed');
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
