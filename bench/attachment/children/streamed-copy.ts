import { type IncomingMessage, request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { serveSide } from '../side.js';
import { BOT_TOKEN, NEMO_TOKEN, uploadPath } from '../work.js';

/** A download that is piped into an upload, and nothing else: no form, no check, no limit. */
serveSide(async ({ backendUrl }) => async ({ url }) => {
  const file = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { headers: { authorization: `Bearer ${BOT_TOKEN}` } }, resolve)
      .on('error', reject)
      .end();
  });
  const upload = request(backendUrl + uploadPath, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${NEMO_TOKEN}`,
      'content-type': 'video/mp4',
      'content-length': file.headers['content-length'],
    },
  });
  const answered = new Promise<void>((resolve, reject) => {
    upload.on('error', reject).on('response', (answer) => answer.resume().on('end', resolve));
  });
  await pipeline(file, upload);
  await answered;
});
