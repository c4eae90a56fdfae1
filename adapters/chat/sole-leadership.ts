import type { Leadership } from '../../src/conversation/ports/work.js';

/** For a process that shares its store with nobody: it always leads. */
export function createSoleLeadership(): Leadership {
  const resigned = new AbortController();
  let term: Promise<void> | undefined;
  return {
    state: 'leads',
    async stand(run) {
      term = run(resigned.signal);
      return 'leads';
    },
    async resign() {
      resigned.abort();
      await term;
    },
    async handOver() {
      // There is nobody else.
    },
  };
}
