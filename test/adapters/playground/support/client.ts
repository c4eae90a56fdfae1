import { type BodyInit, FormData, fetch, type Response } from 'undici';
import type { ApiMessage, ApiThread } from '../../../../adapters/playground/api-types.js';

/** Drives the HTTP API as a program would. */
export class Client {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.#url = url;
    this.#headers = headers;
  }

  request(path: string, init: { method?: string; body?: BodyInit; headers?: Record<string, string> } = {}) {
    return fetch(`${this.#url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...this.#headers, ...init.headers },
    });
  }

  json(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  async newThread(body?: unknown): Promise<string> {
    const response = body
      ? await this.json('/playground/threads', body)
      : await this.request('/playground/threads', { method: 'POST' });
    if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  }

  async thread(id: string): Promise<ApiThread> {
    return (await (await this.request(`/playground/threads/${id}`)).json()) as ApiThread;
  }

  async messages(id: string): Promise<readonly ApiMessage[]> {
    return (await this.thread(id)).messages;
  }

  send(
    thread: string,
    message: {
      text?: string;
      files?: readonly { name: string; bytes: Uint8Array<ArrayBuffer>; type?: string }[];
    },
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const form = new FormData();
    if (message.text !== undefined) form.append('text', message.text);
    for (const file of message.files ?? []) {
      form.append('files', new File([file.bytes], file.name, { type: file.type }));
    }
    return this.request(`/playground/threads/${thread}/messages`, { method: 'POST', body: form, headers });
  }
}
