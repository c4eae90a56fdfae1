import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tellParent } from '../../suite/process.js';
import { BOT_TOKEN, type ServerReady, TEAM } from '../work.js';

/** Slack as far as a file needs it: `auth.test`, and the file behind the token. */
const PIECE = 256 * 1_024;
/** The brand that tells an MP4 by its content, and then noise that is always the same. */
const piece = Buffer.alloc(PIECE, 'reelthread');
const first = Buffer.from(piece);
first.write('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41', 'latin1');

const server = createServer((request, response) => {
  request.resume();
  if (request.url?.startsWith('/api/auth.test')) {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ ok: true, team_id: TEAM, team: 'Bench', user_id: 'U0BOT', bot_id: 'B0BOT' }),
    );
  } else if (request.headers.authorization === `Bearer ${BOT_TOKEN}`) {
    const size = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('bytes'));
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': size });
    send(response, size, 0);
  } else {
    response.writeHead(401).end();
  }
});

function send(response: ServerResponse, size: number, from: number): void {
  for (let at = from; at < size; ) {
    const part = (at === 0 ? first : piece).subarray(0, Math.min(PIECE, size - at));
    at += part.length;
    if (!response.write(part)) {
      const next = at;
      response.once('drain', () => send(response, size, next));
      return;
    }
  }
  response.end();
}

// Whoever started this process may have been killed.
process.once('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => {
  tellParent({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` } satisfies ServerReady);
});
