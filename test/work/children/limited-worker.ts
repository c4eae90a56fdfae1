import { systemClock } from '../../../src/clock.js';
import { createTurnstile } from '../../../src/conversation/turnstile.js';
import { openStore } from '../../../src/store/open-store.js';
import { createClusterWork } from '../../../src/work/cluster-work.js';
import { quiet } from '../../store/samples.js';

/** Works until it is killed: what may begin is printed and never ends. */
const [databaseUrl = '', dataDir = ''] = process.argv.slice(2);
const store = await openStore({ databaseUrl, dataDir, log: quiet, clock: systemClock });
const turnstile = createTurnstile({
  inbox: store.inbox,
  limits: { person: 2, tenant: 3 },
  clock: systemClock,
  onWait: async (message) => console.log(`waits ${message.id}`),
});
await createClusterWork(
  {
    async run(conversation, lane) {
      const message = await store.inbox.next(conversation, lane);
      if (!message || !(await turnstile.pass(message, new AbortController().signal))) return;
      console.log(`begins ${message.id}`);
      await new Promise(() => undefined);
    },
    interrupt: () => false,
  },
  {
    databaseUrl,
    log: quiet,
    unfinished: () => store.unfinishedLanes(),
    timings: { lockMs: 600, stalledCheckMs: 200 },
  },
);
console.log('ready');
