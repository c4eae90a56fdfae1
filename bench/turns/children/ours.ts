import { randomUUID } from 'node:crypto';
import { readConfig } from '../../../src/config.js';
import { openCore } from '../../../src/core.js';
import { createLog } from '../../../src/log.js';
import { ShowingNothing } from '../showing-nothing.js';
import { serveSide } from '../side.js';
import { NEMO_TOKEN } from '../work.js';

/** Few enough threads of one tenant that all may run at once. */
const THREADS_OF_A_TENANT = 100;

/** The whole core with its store and its client. A turn is an order with a picture, in a thread of its own. */
serveSide(async ({ backendUrl, folder, stillWorkingEveryMs }) => {
  const platform = new ShowingNothing(stillWorkingEveryMs);
  const config = readConfig({
    DATA_DIR: folder,
    PLAYGROUND: 'off',
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: backendUrl,
    NEMO_TOKEN,
    STILL_WORKING_EVERY: `${stillWorkingEveryMs}ms`,
  });
  const core = await openCore(config, createLog('error', []));
  core.addPlatform(platform);
  return {
    begin(index) {
      const tenant = `playground:${Math.floor(index / THREADS_OF_A_TENANT)}`;
      return core.reception.receive({
        id: randomUUID(),
        place: { platform: 'playground', tenant, conversation: `${tenant}/${index}`, address: {} },
        author: { id: `person-${index}` },
        text: 'make a video',
        attachments: [{ id: 'photo', name: 'photo.jpg', source: {} }],
        receivedAt: Date.now(),
      });
    },
    takeLateMs: () => platform.takeLateMs(),
  };
});
