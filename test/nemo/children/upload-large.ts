import { Readable } from 'node:stream';
import { createNemoBackend } from '../../../src/nemo/nemo-backend.js';
import { mostHeldDuring } from '../../held-memory.js';

/** Uploads `bytes` made on the way and prints by how much the memory that is needed grew at most. */
const [apiUrl = '', bytes = '0'] = process.argv.slice(2);
const CHUNK = 64 * 1024;

const silent = () => {};
const backend = createNemoBackend({
  apiUrl,
  webUrl: 'https://web.example',
  identity: { name: 'nemovideo', linksAreShareable: true },
  skillVersion: '1.0.0',
  accounts: { get: async () => undefined, set: async () => {}, delete: async () => {} },
  clock: { now: Date.now, sleep: () => new Promise(() => {}) },
  log: { debug: silent, info: silent, warn: silent, error: silent },
  turnTimeoutMs: 1_000,
  heartbeatsOnlyTimeoutMs: 1_000,
  streamSilenceTimeoutMs: 1_000,
});

function* made(size: number): Generator<Buffer> {
  for (let left = size; left > 0; left -= CHUNK) yield Buffer.alloc(Math.min(CHUNK, left), left % 251);
}

const upload = (size: number) =>
  backend.upload(session, {
    name: 'large.mp4',
    size,
    body: Readable.from(made(size), { objectMode: false }),
  });

const session = await backend.createSession({ skill: 'image-to-ai' });
// A small file first: code that is loaded and a heap that reaches its working size belong to the program.
await upload(16 * 1_048_576);
const grown = await mostHeldDuring(() => upload(Number(bytes)));
process.stdout.write(`grown ${grown}\n`);
await backend.close();
