import { generateSnowflake } from 'discord-digital-twin';
import { expect } from 'vitest';
import { threadPlace } from '../../../adapters/discord/place.js';
import type { AttachmentRef } from '../../../src/conversation/inbound.js';
import { describePlatform } from '../../conformance/platform.js';
import { createWorld, startBot } from '../../fakes/discord/bot.js';
import { drawMessage } from '../../fakes/discord/drawn.js';

/** Below a video this adapter adds two buttons of its own. */
const OWN = ['Edit', 'Delete'];

describePlatform('discord', async () => {
  const world = await createWorld();
  const bot = await startBot(world);

  return {
    platform: bot.discord.platform,
    place: async () => threadPlace(world.guild, await world.thread()),
    gonePlace: async () => threadPlace(world.guild, generateSnowflake()),
    async seen(place) {
      const messages = await world.messages(place.address.channel ?? '');
      return messages.map(drawMessage).map((message) => ({
        ...message,
        buttons: message.buttons.filter((label) => !OWN.includes(label)),
      }));
    },
    async putFile(_place, name, bytes): Promise<AttachmentRef> {
      const url = world.gate.serve(name, 'image/png', bytes);
      return { id: generateSnowflake(), name, type: 'image/png', size: bytes.length, source: { url } };
    },
    async remove(posted) {
      await world.twin.prisma.message.delete({ where: { id: posted.id } });
    },
    async close() {
      await bot.stop();
      expect(world.gate.complaints).toEqual([]);
      await world.close();
    },
  };
});
