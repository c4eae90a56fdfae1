import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { JPEG } from '../conversation/harness.js';
import { codeData } from '../fakes/nemo/answers.js';
import { startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { startBot } from './bot-process.js';
import { MAKE, type Stage, survivesKills } from './crash-points.js';
import { openThread, type PlaygroundThread, type ShownMessage } from './playground-client.js';
import { type SlowJournal, slowJournalOf } from './slow-journal.js';

const photo = (name: string) => ({ name, bytes: new Uint8Array(JPEG) });

survivesKills('the playground', openPlayground);

async function openPlayground(dataDir: string): Promise<Stage> {
  const journal = slowJournalOf(dataDir);
  return {
    environment: { PLAYGROUND: 'on' },
    async openThread(bot) {
      const { id, send } = await openThread(bot().url);
      const kept = () => keptMessages(journal, id);
      // The page of a killed bot is gone; its threads are where the next one is, and until then in the database.
      const shown = async () => {
        const messages = await (await openThread(bot().url, id)).messages().catch(kept);
        return messages.filter(({ from }) => from === 'bot');
      };
      return {
        send: async (text, photos = []) => void (await send(text, photos.map(photo))),
        shown,
        files: async () => (await shown()).filter(({ video }) => video !== undefined).length,
        answers: {
          holdPost: (words) =>
            journal.hold('say:video', async () => (await kept()).some(({ text }) => words.test(text))),
          holdFile: () =>
            journal.hold('delivered', async () => (await kept()).some(({ video }) => video !== undefined)),
          release: () => journal.release(),
        },
      };
    },
    close: async () => undefined,
  };
}

/** What stands in a thread when no bot is there to tell. */
async function keptMessages(journal: SlowJournal, thread: string): Promise<ShownMessage[]> {
  const rows = await journal.values<{ message?: ShownMessage }>(
    `playground:playground:local/thread/${thread}/`,
  );
  return rows.flatMap(({ message }) => message ?? []);
}

it('SIGTERM ends with 0, tells the thread, and goes on after the restart', async () => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-stop-'));
  const nemo = await startFakeNemo();
  const start = () =>
    startBot({
      DATA_DIR: dataDir,
      PLAYGROUND: 'on',
      NEMO_BACKEND: 'cloud',
      NEMO_API_URL: nemo.url,
      RENDER_POLL_EVERY: '100ms',
      SHUTDOWN_GRACE: '300ms',
    });
  let bot = await start();
  try {
    nemo.always('renderStatus', codeData({ status: 'processing', progress: 20 }));
    let thread: PlaygroundThread = await openThread(bot.url);
    await thread.send(MAKE, [photo('beach.jpg')]);
    await nemo.arrived('renderStatus', 2);
    expect(await bot.stop('SIGTERM')).toBe(0);
    expect(nemo.count('cancel')).toBe(0);
    const kept = await keptMessages(slowJournalOf(dataDir), thread.id);
    expect(kept.map(({ text }) => text).join('\n')).toContain(
      '⏳ I am being restarted; this goes on right after',
    );
    bot = await start();
    thread = await openThread(bot.url, thread.id);
    nemo.always('renderStatus', undefined);
    await thread.until((message) => message.kind === 'video' && message.video !== undefined);
    expect(nemo.count('render')).toBe(1);
  } finally {
    await bot.stop('SIGKILL');
    await nemo.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});
