import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tellParent } from '../../suite/process.js';
import { SESSION, type ServerReady } from '../work.js';

/** NemoVideo as far as an upload needs it: it reads every byte, keeps none, and counts them. */
let received = 0;

const server = createServer((request, response) => {
  request.on('data', (chunk: Buffer) => {
    if (request.url?.includes('/upload-video/')) received += chunk.length;
  });
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    const data = request.url?.includes('/with-session/')
      ? { session_id: SESSION, task_id: 'task_1' }
      : { files: [{ filename: 'clip.mp4', file_type: 'video' }], session_state_applied: true, state: {} };
    response.end(JSON.stringify({ code: 0, message: 'ok', data }));
  });
});

process.on('message', () => {
  tellParent({ received });
  received = 0;
});
// Whoever started this process may have been killed.
process.once('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  tellParent({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } satisfies ServerReady);
});
