import { createParser } from 'eventsource-parser';
import { serveSide } from '../side.js';
import { NEMO_TOKEN } from '../work.js';

/** A turn in the plainest way: fetch, eventsource-parser, and the texts kept. */
serveSide(async ({ backendUrl }) => ({
  async begin(index) {
    const texts: string[] = [];
    const parser = createParser({
      onEvent({ data }) {
        const { content } = JSON.parse(data) as { content?: { parts: { text?: string }[] } };
        for (const { text } of content?.parts ?? []) if (text) texts.push(text);
      },
    });
    const answer = await fetch(`${backendUrl}/run_sse`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${NEMO_TOKEN}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({
        app_name: 'nemo_agent',
        user_id: 'me',
        session_id: String(index),
        new_message: { parts: [{ text: 'make a video' }] },
      }),
    });
    const decoder = new TextDecoder();
    for await (const chunk of answer.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  },
}));
