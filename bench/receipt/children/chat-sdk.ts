import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createSlackAdapter } from '@chat-adapter/slack';
import { createMemoryState } from '@chat-adapter/state-memory';
import { createPostgresState } from '@chat-adapter/state-pg';
import { Chat } from 'chat';
import { BOT_TOKEN, SIGNING_SECRET } from '../identity.js';
import { serveSide } from '../side.js';

/** The bot of Chat SDK's README behind node:http, with handlers that do nothing but take part in the thread. */
serveSide(async ({ slackUrl, databaseUrl }, handled) => {
  const bot = new Chat({
    userName: 'reelthread',
    adapters: {
      slack: createSlackAdapter({
        botToken: BOT_TOKEN,
        signingSecret: SIGNING_SECRET,
        apiUrl: `${slackUrl}/api/`,
      }),
    },
    state: databaseUrl ? createPostgresState({ url: databaseUrl }) : createMemoryState(),
    logger: 'warn',
  });
  bot.onNewMention(async (thread) => {
    await thread.subscribe();
    handled();
  });
  bot.onSubscribedMessage(async () => handled());
  await bot.initialize();

  const server = createServer(async (request, response) => {
    const answer = await bot.webhooks.slack(await webRequest(request), {
      waitUntil: (task) => {
        task.catch((problem) => console.error(problem));
      },
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` };
});

async function webRequest(request: IncomingMessage): Promise<Request> {
  return new Request(`http://127.0.0.1${request.url}`, {
    method: request.method,
    headers: request.headers as Record<string, string>,
    body: await buffer(request),
  });
}
