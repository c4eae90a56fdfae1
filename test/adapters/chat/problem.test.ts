import { expect, it } from 'vitest';
import { createBackground } from '../../../adapters/chat/background.js';
import {
  failureOfProblem,
  PlatformProblem,
  type Problem,
  problemWords,
} from '../../../adapters/chat/problem.js';
import type { Log } from '../../../src/conversation/ports/tools.js';
import { silentLog } from '../../fakes/silent-log.js';

interface Refusal {
  readonly code: string;
}

const problem = (why: Problem<Refusal>) => new PlatformProblem('post', why, ({ code }) => code, undefined);
const LIMITED = problem({ kind: 'rate-limited', retryAfterMs: 1_500 });
const REFUSED = problem({ kind: 'refused', code: 'not_in_channel' });
const LOST = problem({ kind: 'unreachable', what: 'HTTP 502' });

it.each([
  [LIMITED, 'post: rate limited for 2 s'],
  [REFUSED, 'post: not_in_channel'],
  [LOST, 'post: HTTP 502'],
  [new Error('a mistake'), 'internal: a mistake'],
])('%s reads "%s" in the log', (thrown, words) => {
  expect(problemWords(thrown)).toBe(words);
});

it.each([
  [REFUSED, { isGone: true, fix: undefined }, { code: 'place-gone' }],
  [
    REFUSED,
    { isGone: false, fix: 'invite me' },
    { code: 'platform-permission', facts: { fix: 'invite me' } },
  ],
  [REFUSED, { isGone: false, fix: undefined }, { code: 'platform-unavailable' }],
  [
    LIMITED,
    { isGone: false, fix: undefined },
    { code: 'platform-unavailable', facts: { retryAfterMs: 1_500 } },
  ],
])('%s with %o is a Failure', (thrown, meaning, expected) => {
  expect(failureOfProblem(thrown, meaning)).toMatchObject({
    ...expected,
    detail: thrown.message,
    cause: thrown,
  });
});

it('work that nobody waits for fails into the log, and is waited for at the end', async () => {
  const warned: unknown[] = [];
  const log: Log = { ...silentLog, warn: (facts) => void warned.push(facts) };
  const background = createBackground(log);
  let done = false;
  background.run('draw', () => Promise.reject(REFUSED));
  background.run('wait', async () => {
    await new Promise((resolve) => setImmediate(resolve));
    done = true;
  });
  await background.settled();
  expect(done).toBe(true);
  expect(warned).toEqual([{ work: 'draw', error: 'post: not_in_channel' }]);
});
