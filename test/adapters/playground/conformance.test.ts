import { fetch } from 'undici';
import { linkify } from '../../../adapters/playground/page/lib/linkify.js';
import { placeOf } from '../../../adapters/playground/platform.js';
import { describePlatform, type PlatformHarness } from '../../conformance/platform.js';
import { Client } from './support/client.js';
import { MemoryValues } from './support/memory-values.js';
import { startPlayground } from './support/start-playground.js';

describePlatform('playground', async (): Promise<PlatformHarness> => {
  const values = new MemoryValues();
  const playground = await startPlayground({ values });
  const client = new Client(playground.url);

  return {
    platform: playground.platform,
    place: async () => placeOf(await client.newThread()),
    async gonePlace() {
      const thread = await client.newThread();
      await client.request(`/playground/threads/${thread}`, { method: 'DELETE' });
      return placeOf(thread);
    },
    async seen(place) {
      const messages = await client.messages(place.address.thread ?? '');
      const seen = messages.map(async (message) => ({
        kind: message.kind,
        text: message.text,
        buttons: message.buttons.map((button) => button.label),
        links: linkify(message.text).flatMap((piece) =>
          piece.url === undefined ? [] : [{ label: piece.text, url: piece.url }],
        ),
        // There is nobody to ping: the playground has one reader.
        pings: false,
        files: message.video
          ? [{ name: message.video.name, size: await sizeOf(playground.url, message.video.url) }]
          : [],
      }));
      return Promise.all(seen);
    },
    async putFile(place, name, bytes) {
      await client.send(place.address.thread ?? '', { files: [{ name, bytes: new Uint8Array(bytes) }] });
      const attachment = playground.reception.received.at(-1)?.attachments[0];
      if (!attachment) throw new Error('the file was not received');
      return attachment;
    },
    async remove(posted) {
      const path = `/playground/threads/${posted.place.address.thread}/messages/${posted.id}`;
      await client.request(path, { method: 'DELETE' });
    },
    close: () => playground.close(),
  };
});

async function sizeOf(url: string, path: string): Promise<number> {
  return (await (await fetch(url + path)).arrayBuffer()).byteLength;
}
