import { get, type IncomingMessage } from 'node:http';
import { createSlackAdapter } from '@chat-adapter/slack';
import { serveSide } from '../side.js';
import { BOT_TOKEN, NEMO_TOKEN, uploadPath } from '../work.js';

/**
 * Chat SDK's Slack adapter with its `fetchData()`, then a form. It fetches from public https hosts only, so its own
 * option for the transport leads to the platform of this bench.
 */
serveSide(async ({ fileUrl, backendUrl }) => {
  const adapter = createSlackAdapter({
    botToken: BOT_TOKEN,
    signingSecret: 'bench',
    fileTransport: (url, signal, headers) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        const local = new URL(url.pathname + url.search, fileUrl);
        get(local, { signal, headers }, resolve).on('error', reject);
      }),
  });
  return async (file) => {
    const { pathname, search } = new URL(file.url);
    const attachment = adapter.rehydrateAttachment({
      type: 'video',
      name: 'clip.mp4',
      fetchMetadata: { url: `https://files.slack.com${pathname}${search}` },
    });
    const bytes = await attachment.fetchData?.();
    if (!bytes) throw new Error('fetchData gave nothing');
    const form = new FormData();
    form.append('files', new Blob([new Uint8Array(bytes)], { type: 'video/mp4' }), 'clip.mp4');
    const answer = await fetch(backendUrl + uploadPath, {
      method: 'POST',
      headers: { authorization: `Bearer ${NEMO_TOKEN}` },
      body: form,
    });
    await answer.text();
  };
});
