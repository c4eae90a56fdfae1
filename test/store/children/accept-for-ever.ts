import { openStore } from '../../../src/store/open-store.js';
import { conversation, heldClock, message, quiet } from '../samples.js';

/** Accepts messages until it is killed, and prints each id only after the row was reported as safe. */
const [dataDir = '', databaseUrl] = process.argv.slice(2);
const store = await openStore({ dataDir, databaseUrl, log: quiet, clock: heldClock() });
console.log('open');

async function acceptFrom(writer: number): Promise<never> {
  for (let number = 0; ; number += 1) {
    const one = message(`${writer}-${number}`, { thread: `thread-${writer}` });
    await store.inbox.accept(one, 'ordered');
    console.log(one.id);
    await store.journal.write(one.place.conversation, one.id, 'turn', { state: 'started', at: number });
    await store.conversations.save(
      conversation('slack:T1', `thread-${writer}`, { updatedAt: number, title: one.id.repeat(500) }),
    );
  }
}

await Promise.all([1, 2, 3, 4].map(acceptFrom));
