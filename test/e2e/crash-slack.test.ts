import { JPEG } from '../conversation/harness.js';
import { newGate } from '../fakes/nemo/gate.js';
import { drawMessage } from '../fakes/slack/drawn.js';
import { BOT_TOKEN, BOT_USER, startSlackStandIn } from '../fakes/slack/stand-in.js';
import { type Stage, survivesKills } from './crash-points.js';
import { SIGNING_SECRET, slackThread } from './signed-slack.js';

survivesKills('Slack', openSlack);

async function openSlack(): Promise<Stage> {
  const slack = await startSlackStandIn();
  return {
    environment: {
      PLAYGROUND: 'off',
      SLACK_API_URL: slack.url,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
    },
    async openThread(bot) {
      const { ts, mention } = slackThread(bot().url, BOT_USER);
      const inThread = () => slack.messages.filter(({ thread }) => thread === ts);
      return {
        send: (text, photos = []) =>
          mention(
            text,
            photos.map((name) => slack.putFile(name, 'image/jpeg', JPEG)),
          ),
        shown: async () =>
          inThread().map((message) => ({ text: drawMessage(message).text, edits: message.edits })),
        files: async () => inThread().flatMap(({ files }) => files).length,
        answers: {
          holdPost(words) {
            const gate = newGate();
            slack.always('chat.postMessage', ({ text }) =>
              words.test(String(text)) ? { hold: gate } : undefined,
            );
            return gate;
          },
          holdFile() {
            const gate = newGate();
            slack.always('files.completeUploadExternal', { hold: gate });
            return gate;
          },
          release() {
            slack.always('chat.postMessage', undefined);
            slack.always('files.completeUploadExternal', undefined);
          },
        },
      };
    },
    complaints: () => slack.complaints,
    close: () => slack.close(),
  };
}
