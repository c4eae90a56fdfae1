import { createSlack } from '../../../adapters/slack/slack.js';
import { systemClock } from '../../../src/clock.js';
import { createButtonSeal } from '../../../src/conversation/button-seal.js';
import type { Platform } from '../../../src/conversation/ports/platform.js';
import type { WorkHandlers } from '../../../src/conversation/ports/work.js';
import { createReception } from '../../../src/conversation/reception.js';
import { createHttpServer } from '../../../src/http/server.js';
import { createLog } from '../../../src/log.js';
import { openStore, type Store } from '../../../src/store/open-store.js';
import { openTelemetry } from '../../../src/telemetry/open-telemetry.js';
import { createClusterWork } from '../../../src/work/cluster-work.js';
import { createLocalWork } from '../../../src/work/local-work.js';
import { BOT_TOKEN, SIGNING_SECRET } from '../identity.js';
import { serveSide } from '../side.js';
import { slowed } from '../slowed.js';

/**
 * The bot as `src/app.ts` puts it together: server, Slack adapter, reception, store, worker. Only the act is empty: a
 * row is taken from the inbox, and marked as done.
 */
serveSide(async ({ slackUrl, folder, databaseUrl, storeDelayMs = 0 }, handled) => {
  const log = createLog('info', []);
  const clock = systemClock;
  const opened = await openStore({ dataDir: folder, databaseUrl, log, clock });
  const store: Store = {
    ...opened,
    inbox: slowed(opened.inbox, storeDelayMs),
    conversations: slowed(opened.conversations, storeDelayMs),
    values: (namespace) => slowed(opened.values(namespace), storeDelayMs),
  };
  const { telemetry } = await openTelemetry({
    facts: { version: 'bench', role: 'all', backend: 'studio' },
    log,
  });

  const handlers: WorkHandlers = {
    async run(conversation, lane) {
      for (;;) {
        const message = await opened.inbox.next(conversation, lane);
        if (!message) return;
        handled();
        await opened.inbox.done(message);
      }
    },
    interrupt: () => false,
  };
  const work = databaseUrl
    ? await createClusterWork(handlers, { databaseUrl, log, unfinished: () => store.unfinishedLanes() })
    : createLocalWork(handlers, { log });
  const platforms = new Map<Platform['name'], Platform>();
  const reception = createReception({
    inbox: store.inbox,
    conversations: store.conversations,
    journal: store.journal,
    work,
    platforms,
    backend: {},
    defaultSkill: 'image-to-ai',
    limits: { thread: 20, person: 40, tenant: 1_000 },
    clock,
    log,
    metrics: telemetry.metrics,
  });
  const server = await createHttpServer({ log });
  const slack = createSlack({
    config: {
      botToken: BOT_TOKEN,
      signingSecret: SIGNING_SECRET,
      apiUrl: slackUrl,
      threadReplies: 'everyone',
      skill: 'image-to-ai',
    },
    reception,
    seal: createButtonSeal(Buffer.alloc(32, 7)),
    values: store.values('slack'),
    sealed: store.sealed('slack'),
    metrics: telemetry.metrics,
    clock,
    log,
  });
  platforms.set('slack', slack.platform);
  slack.mount(server);
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  await slack.start();
  return { url: `${url}/slack/events` };
});
