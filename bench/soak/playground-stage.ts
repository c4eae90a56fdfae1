import { setTimeout as wait } from 'node:timers/promises';
import type { ShownMessage } from '../../test/e2e/playground-client.js';
import { type SoakStage, type SoakThread, type StageOptions, TRY_AGAIN_AFTER_MS } from './stage.js';

/** The page, by its HTTP API: a part of the bot itself, so nothing but kills comes between. */
export function openPlaygroundStage(options: StageOptions): SoakStage {
  return {
    environment: { PLAYGROUND: 'on' },
    openThread: () => openThread(options),
    calm: () => undefined,
    complaints: () => [],
    close: async () => undefined,
  };
}

async function openThread(options: StageOptions): Promise<SoakThread> {
  const { id } = (await insist(options, 'POST', '/playground/threads')) as { id: string };
  const place = `/playground/threads/${id}`;
  return {
    async send(key, text, photos) {
      const form = new FormData();
      form.append('text', text);
      for (const photo of photos) form.append('files', new Blob([photo]), `${key}.jpg`);
      await insist(options, 'POST', `${place}/messages`, form, `${id.slice(0, 8)}-${key}`);
    },
    async shown() {
      const view = (await insist(options, 'GET', place)) as { messages: ShownMessage[] };
      return view.messages.filter(({ from }) => from === 'bot');
    },
    remove: async () => void (await insist(options, 'DELETE', place)),
  };
}

/** As a page does: what the bot did not answer, because it was just killed, is sent again. */
async function insist(
  { url, deadline }: StageOptions,
  method: string,
  place: string,
  body?: FormData,
  key?: string,
): Promise<unknown> {
  for (;;) {
    try {
      const answer = await fetch(`${url()}${place}`, {
        method,
        body,
        headers: key ? { 'idempotency-key': key } : {},
      });
      const text = await answer.text();
      if (answer.ok) return text === '' ? undefined : JSON.parse(text);
      if (answer.status < 500 && !(answer.status === 404 && method === 'DELETE')) {
        throw new Error(`${method} ${place} was refused: ${answer.status} ${text}`);
      }
      if (answer.status === 404) return undefined;
    } catch (problem) {
      if (!(problem instanceof TypeError)) throw problem;
    }
    if (Date.now() > deadline()) throw new Error(`${method} ${place} was not answered in time`);
    await wait(TRY_AGAIN_AFTER_MS);
  }
}
