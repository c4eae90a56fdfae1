import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNemoBackend, type NemoBackend } from '../../src/nemo/nemo-backend.js';
import { createFastClock } from '../fakes/fast-clock.js';
import { MemoryValues } from '../fakes/memory-values.js';
import { silentLog } from '../fakes/silent-log.js';
import { type Running, start, temporaryFolder } from './harness.js';

let running: Running;
let remove: () => Promise<void>;
const backends: NemoBackend[] = [];

beforeAll(async () => {
  const made = await temporaryFolder();
  remove = made.remove;
  running = await start(made.folder);
});
afterAll(async () => {
  for (const backend of backends) await backend.close();
  await running.studio.close();
  await remove();
});

function connect(name: 'studio' | 'nemovideo'): NemoBackend {
  const backend = createNemoBackend({
    apiUrl: running.url,
    webUrl: 'https://nemovideo.com',
    identity: { name, linksAreShareable: name === 'nemovideo' },
    skillVersion: '1.0.0',
    token: running.access.token,
    accounts: new MemoryValues(),
    clock: createFastClock(1),
    log: silentLog,
    turnTimeoutMs: 10_000,
    heartbeatsOnlyTimeoutMs: 10_000,
    streamSilenceTimeoutMs: 10_000,
  });
  backends.push(backend);
  return backend;
}

it('is asked for by the client, and a session that is gone already is no failure', async () => {
  const backend = connect('studio');
  const session = await backend.createSession({ skill: 'image-to-ai' });
  await backend.forget?.(session);
  await expect(backend.state(session)).rejects.toMatchObject({ code: 'session-lost' });
  await backend.forget?.(session);
  // A session of another backend, from before the operator changed it.
  await backend.forget?.({ ...session, sessionId: 'not-of-this-studio' });
});

it('is not asked of the cloud, which has no such call', () => {
  expect(connect('nemovideo').forget).toBeUndefined();
});
