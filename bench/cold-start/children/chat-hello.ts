import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createSlackAdapter } from '@chat-adapter/slack';
import { createMemoryState } from '@chat-adapter/state-memory';
import { Chat } from 'chat';

/** Chat SDK's hello world for Slack, behind node:http. Settings come from the environment, as its README has it. */
const bot = new Chat({
  userName: 'mybot',
  adapters: { slack: createSlackAdapter() },
  state: createMemoryState(),
});
bot.onNewMention(async (thread) => {
  await thread.post('Hello from Slack!');
});

createServer(async (request, response) => {
  const answer = await bot.webhooks.slack(
    new Request(`http://127.0.0.1${request.url}`, {
      method: request.method,
      headers: request.headers as Record<string, string>,
      body: await buffer(request),
    }),
    { waitUntil: (task) => void task.catch(console.error) },
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(await answer.text());
}).listen(Number(process.env.PORT), '127.0.0.1');
