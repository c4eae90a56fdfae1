/** A program that uses the playground's HTTP API, as its documentation describes it. */
export interface ShownMessage {
  readonly id: string;
  readonly from: 'you' | 'bot';
  readonly kind: string;
  readonly text: string;
  readonly buttons: readonly { readonly id: string; readonly label: string }[];
  readonly video?: { readonly url: string; readonly poster?: string };
  readonly at: number;
  readonly edits: number;
}

export interface PlaygroundThread {
  readonly id: string;
  send(text: string, files?: readonly { name: string; bytes: Uint8Array<ArrayBuffer> }[]): Promise<string>;
  press(button: string): Promise<number>;
  messages(): Promise<ShownMessage[]>;
  /** Resolves to the first message that fits. */
  until(fits: (message: ShownMessage) => boolean, withinMs?: number): Promise<ShownMessage>;
}

export async function openThread(url: string, id?: string): Promise<PlaygroundThread> {
  const thread = id ?? (await (await fetch(`${url}/playground/threads`, { method: 'POST' })).json()).id;
  const base = `${url}/playground/threads/${thread}`;

  async function messages(): Promise<ShownMessage[]> {
    const answer = await fetch(base);
    return ((await answer.json()) as { messages: ShownMessage[] }).messages;
  }

  return {
    id: thread,
    async send(text, files = []) {
      const form = new FormData();
      form.append('text', text);
      for (const file of files) form.append('files', new Blob([file.bytes]), file.name);
      const answer = await fetch(`${base}/messages`, { method: 'POST', body: form });
      if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
      return ((await answer.json()) as { id: string }).id;
    },
    async press(button) {
      const answer = await fetch(`${base}/buttons`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ button }),
      });
      return answer.status;
    },
    messages,
    async until(fits, withinMs = 60_000) {
      const end = Date.now() + withinMs;
      let seen: ShownMessage[] = [];
      while (Date.now() < end) {
        seen = await messages();
        const found = seen.find(fits);
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(
        `not seen within ${withinMs} ms: ${JSON.stringify(
          seen.map(({ text }) => text),
          null,
          1,
        )}`,
      );
    },
  };
}
