import { randomUUID } from 'node:crypto';
import { createDownloads } from '../../../adapters/slack/downloads.js';
import { slackHosts } from '../../../adapters/slack/hosts.js';
import { createOneWorkspace } from '../../../adapters/slack/one-workspace.js';
import { createApiFactory } from '../../../adapters/slack/web-api.js';
import { tenantOf } from '../../../adapters/slack/workspaces.js';
import { systemClock } from '../../../src/clock.js';
import { readConfig } from '../../../src/config.js';
import type { Platform } from '../../../src/conversation/ports/platform.js';
import { noMetrics, noTelemetry } from '../../../src/conversation/telemetry.js';
import { openCore } from '../../../src/core.js';
import { createLog } from '../../../src/log.js';
import { MemoryPlatform } from '../../../test/fakes/memory-platform.js';
import { serveSide } from '../side.js';
import { BOT_TOKEN, NEMO_TOKEN, TEAM } from '../work.js';

/**
 * The whole core with its store and its client, and Slack's downloads; what is shown stays in memory. A file is a
 * message of its own in a thread of its own, from its receipt until the backend has answered.
 */
serveSide(async ({ slackUrl, backendUrl, folder }) => {
  const log = createLog('error', []);
  const hosts = slackHosts(slackUrl);
  const count = () => {};
  const apiFor = createApiFactory({ hosts, count, clock: systemClock, log });
  const workspaces = createOneWorkspace({ token: BOT_TOKEN, apiFor, log });
  const downloads = createDownloads({ workspaces, hosts, count, clock: systemClock });
  await workspaces.check();

  const platform: Platform = Object.assign(new MemoryPlatform(), { open: downloads.open });

  /** One for every file on its way; which of them is done first does not matter. */
  const waiting: ((outcome: 'ok' | 'failed') => void)[] = [];
  const config = readConfig({
    DATA_DIR: folder,
    PLAYGROUND: 'off',
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: backendUrl,
    NEMO_TOKEN,
  });
  const core = await openCore(config, log, {
    ...noTelemetry,
    metrics: {
      ...noMetrics,
      took: (phase, _ms, outcome) => phase === 'upload' && waiting.shift()?.(outcome),
    },
  });
  core.addPlatform(platform);

  const tenant = tenantOf(TEAM);
  return async ({ url, bytes }) => {
    const id = randomUUID();
    const uploaded = new Promise<'ok' | 'failed'>((resolve) => waiting.push(resolve));
    await core.reception.receive({
      id,
      place: { platform: 'playground', tenant, conversation: `${tenant}/${id}`, address: {} },
      author: { id },
      text: '',
      attachments: [{ id, name: 'clip.mp4', type: 'video/mp4', size: bytes, source: { url } }],
      receivedAt: Date.now(),
    });
    if ((await uploaded) === 'failed') throw new Error('an upload failed');
  };
});
