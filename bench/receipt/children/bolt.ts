import bolt from '@slack/bolt';
import { BOT_TOKEN, SIGNING_SECRET } from '../identity.js';
import { serveSide } from '../side.js';

/** The plain app of Bolt's "getting started", with listeners that do nothing. Bolt acknowledges before they run. */
serveSide(async ({ slackUrl }, handled) => {
  const app = new bolt.App({
    token: BOT_TOKEN,
    signingSecret: SIGNING_SECRET,
    clientOptions: { slackApiUrl: `${slackUrl}/api/` },
  });
  app.event('message', async () => handled());
  app.event('app_mention', async () => handled());
  const server = await app.start(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}/slack/events` };
});
