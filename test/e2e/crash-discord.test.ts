import { vi } from 'vitest';
import { anna, called, isOriginal, where } from '../adapters/discord/support.js';
import { JPEG } from '../conversation/harness.js';
import { createWorld, TOKEN } from '../fakes/discord/bot.js';
import { drawMessage } from '../fakes/discord/drawn.js';
import type { GateCall } from '../fakes/discord/gate.js';
import { attachment, slashCommand } from '../fakes/discord/payloads.js';
import { newGate } from '../fakes/nemo/gate.js';
import { type Stage, survivesKills } from './crash-points.js';

survivesKills('Discord', openDiscord);

async function openDiscord(): Promise<Stage> {
  const world = await createWorld();
  const { gate } = world;
  return {
    environment: {
      PLAYGROUND: 'off',
      DISCORD_TOKEN: TOKEN,
      DISCORD_API_URL: gate.url,
      DISCORD_MESSAGE_CONTENT: 'on',
    },
    async openThread() {
      const thread = await world.thread();
      const messages = async () =>
        (await world.messages(thread)).filter(({ author }) => author.id === world.bot);
      const editsOf = (id: string) =>
        gate.calls.filter(({ method, path }) => method === 'PATCH' && path.endsWith(`/messages/${id}`))
          .length;
      const isPost = ({ method, path }: GateCall) =>
        method === 'POST' && path === `/channels/${thread}/messages`;

      function holdCalls(matches: (call: GateCall) => boolean) {
        const until = newGate();
        gate.hold(matches, until);
        return until;
      }
      return {
        async send(prompt, photos = []) {
          const files = Object.fromEntries(
            photos.map((filename, index) => {
              const url = gate.serve(filename, 'image/jpeg', JPEG);
              return [`image${index + 1}`, attachment(url, { filename, size: JPEG.length })];
            }),
          );
          const command = slashCommand(
            anna,
            'create',
            { options: { prompt }, files },
            where(world, thread, 11),
          );
          const interaction = await world.interact(command);
          // The person is told that it was taken.
          await vi.waitFor(() => called(world, isOriginal(interaction)), { timeout: 20_000 });
        },
        shown: async () =>
          (await messages()).map((message) => ({
            text: drawMessage(message).text,
            edits: editsOf(message.id),
          })),
        files: async () => (await messages()).flatMap(({ attachments }) => attachments).length,
        answers: {
          holdPost: (words) => holdCalls((call) => isPost(call) && words.test(String(call.body.content))),
          holdFile: () => holdCalls((call) => isPost(call) && call.files.length > 0),
          release: () => gate.hold(undefined),
        },
      };
    },
    complaints: () => gate.complaints,
    close: () => world.close(),
  };
}
