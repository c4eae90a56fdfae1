import { Failure, type FailureCode, type FailureFacts } from '../failure.js';
import { Interruption } from './interruption.js';
import type { Journal } from './journal.js';

/**
 * How an act ended otherwise than well. It is written down before the person is told, so that a run after a crash, or
 * after a trouble with the platform, tells it to the end instead of beginning the work again.
 */
type Ending =
  | { readonly how: 'stopped'; readonly text: string }
  | {
      readonly how: 'failed';
      readonly code: FailureCode;
      readonly detail?: string;
      readonly facts: FailureFacts;
    };

const STEP = 'ending';

/** Throws what an earlier run of this act ended with. */
export function endAgain(journal: Journal): void {
  const ending = journal.known<Ending>(STEP);
  if (ending?.how === 'stopped') throw new Interruption('stop');
  if (ending) throw new Failure(ending.code, { detail: ending.detail, facts: ending.facts });
}

/** Resolves to the words that were chosen first. */
export async function writeStopped(journal: Journal, text: string): Promise<string> {
  const ending = await journal.step<Ending>(STEP, async () => ({ how: 'stopped', text }));
  return ending.how === 'stopped' ? ending.text : text;
}

export async function writeFailed(journal: Journal, { code, detail, facts }: Failure): Promise<void> {
  await journal.step<Ending>(STEP, async () => ({ how: 'failed', code, detail, facts }));
}
