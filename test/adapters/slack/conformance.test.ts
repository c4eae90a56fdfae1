import { expect } from 'vitest';
import { threadPlace } from '../../../adapters/slack/place.js';
import type { AttachmentRef } from '../../../src/conversation/inbound.js';
import { describePlatform } from '../../conformance/platform.js';
import { startBot } from '../../fakes/slack/bot.js';
import { drawMessage } from '../../fakes/slack/drawn.js';
import { CHANNEL } from '../../fakes/slack/payloads.js';
import { startSlackStandIn, TEAM } from '../../fakes/slack/stand-in.js';

describePlatform('slack', async () => {
  const standIn = await startSlackStandIn();
  const bot = await startBot({ standIn, mode: 'http' });
  const tenant = `slack:${TEAM}`;
  let threads = 0;

  return {
    platform: bot.slack.platform,
    place: async () => threadPlace(tenant, CHANNEL, `1515449522.${String(++threads).padStart(6, '0')}`),
    gonePlace: async () => threadPlace(tenant, 'C0GONE', '1515449522.000001'),
    async seen(place) {
      const { channel, thread } = place.address;
      return standIn.messages
        .filter((message) => message.channel === channel && message.thread === thread)
        .map(drawMessage);
    },
    async putFile(_place, name, bytes): Promise<AttachmentRef> {
      const file = standIn.putFile(name, 'image/png', bytes);
      return {
        id: String(file.id),
        name,
        type: 'image/png',
        size: bytes.length,
        source: { file: String(file.id), url: String(file.url_private_download) },
      };
    },
    async remove(posted) {
      const index = standIn.messages.findIndex((message) => message.ts === posted.id);
      standIn.messages.splice(index, 1);
    },
    async close() {
      await bot.stop();
      expect(standIn.complaints).toEqual([]);
      await standIn.close();
    },
  };
});
