import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tellParent } from '../../suite/process.js';
import { type BackendReady, type BackendState, HEARTBEAT_MS } from '../work.js';

/** NemoVideo, as far as a turn needs it that never ends: a first word, a tool, and then heartbeats. */
let sessions = 0;
const streams = new Set<ServerResponse>();

const event = (part: object) =>
  `data: ${JSON.stringify({ content: { role: 'model', parts: [part] }, invocationId: 'e-1', author: 'nemo_agent' })}\n\n`;
const BEGINNING =
  event({ text: 'I will put your video together now.' }) +
  event({ functionCall: { id: 'call-1', name: 'edit_multitrack', args: { op: 'build' } } });

function answer(url: string): object {
  if (url.includes('/with-session/')) {
    sessions += 1;
    return { session_id: `55297987060${String(sessions).padStart(8, '0')}`, task_id: `task_${sessions}` };
  }
  return {
    files: [{ filename: 'photo.jpg', file_type: 'image' }],
    session_state_applied: true,
    state: { video_infos: [], draft: null, canvas_config: {}, generated_media: [] },
  };
}

/** Nothing but heartbeats for ten minutes would count as a turn that hangs. */
const THOUGHT = event({ text: 'Choosing the next picture.', thought: true });
const THOUGHT_EVERY_MS = 4 * 60_000;

function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(BEGINNING);
  streams.add(response);
  const heartbeats = setInterval(() => response.write('data: {"type":"heartbeat"}\n\n'), HEARTBEAT_MS);
  const thoughts = setInterval(() => response.write(THOUGHT), THOUGHT_EVERY_MS);
  response.on('close', () => {
    clearInterval(heartbeats);
    clearInterval(thoughts);
    streams.delete(response);
  });
}

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    if (request.url === '/run_sse') return stream(response);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ code: 0, message: 'ok', data: answer(request.url ?? '') }));
  });
});

process.on('message', () => tellParent({ turns: streams.size } satisfies BackendState));
// Whoever started this process may have been killed.
process.once('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  tellParent({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } satisfies BackendReady);
});
