import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { Recent } from '../chat/recent.js';
import { SlackProblem } from './problems.js';
import type { Workspace } from './workspaces.js';

export interface Person {
  /** Such as `en-GB`. */
  readonly locale?: string;
  readonly name?: string;
}

/** Locale and name of people, for the language of the first answer. Nothing depends on knowing them. */
export interface People {
  /** Waits a moment at most, because Slack waits for our acknowledgement meanwhile. */
  find(workspace: Workspace, user: string): Promise<Person>;
}

const WAIT_MS = 250;
const KNOWN_FOR_MS = 24 * 3_600_000;
/** A workspace whose token may not read people is not asked again for this long. */
const REFUSED_FOR_MS = 3_600_000;

export function createPeople(options: { clock: Clock; log: Log }): People {
  const { clock, log } = options;
  const known = new Recent<{ person: Person; at: number }>(10_000);
  const refusedAt = new Map<string, number>();
  const asking = new Map<string, Promise<Person>>();

  async function ask(workspace: Workspace, user: string): Promise<Person> {
    const person = await workspace.api.person(user);
    known.set(`${workspace.tenant}/${user}`, { person, at: clock.now() });
    return person;
  }

  async function askQuietly(workspace: Workspace, user: string): Promise<Person> {
    try {
      return await ask(workspace, user);
    } catch (thrown) {
      if (!(thrown instanceof SlackProblem)) throw thrown;
      if (thrown.problem.kind === 'refused') refusedAt.set(workspace.tenant, clock.now());
      log.debug({ problem: thrown.message }, 'a locale is not known');
      return {};
    }
  }

  return {
    async find(workspace, user) {
      const key = `${workspace.tenant}/${user}`;
      const remembered = known.get(key);
      if (remembered && clock.now() - remembered.at < KNOWN_FOR_MS) return remembered.person;
      if (clock.now() - (refusedAt.get(workspace.tenant) ?? Number.NEGATIVE_INFINITY) < REFUSED_FOR_MS)
        return {};
      const answer = asking.get(key) ?? askQuietly(workspace, user).finally(() => asking.delete(key));
      asking.set(key, answer);
      const late = new AbortController();
      const waited = clock.sleep(WAIT_MS, late.signal).then(
        () => remembered?.person ?? {},
        () => ({}),
      );
      try {
        return await Promise.race([answer, waited]);
      } finally {
        late.abort();
      }
    },
  };
}
