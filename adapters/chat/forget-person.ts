import type { Place } from '../../src/conversation/inbound.js';
import type { Reception } from '../../src/conversation/reception.js';
import type { EngagedThread, Threads } from './threads.js';

/**
 * Deletes every conversation that this person began in a tenant, also those that only held the answer to a command;
 * what runs or waits in them is cut. Resolves to how many of them were threads, as the person understands it.
 */
export async function forgetPerson<Thread extends EngagedThread>(
  { reception, threads }: { reception: Reception; threads: Threads<Thread> },
  who: { tenant: string; user: string },
  isThread: (place: Place) => boolean,
): Promise<number> {
  const begun = await reception.begunBy(who.tenant, who.user);
  for (const { id } of begun) {
    await reception.forget({ conversation: id });
    threads.forget({ conversation: id });
  }
  return begun.filter(({ place }) => isThread(place)).length;
}
