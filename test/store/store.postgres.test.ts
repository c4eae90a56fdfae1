import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openStore } from '../../src/store/open-store.js';
import { storeConformance } from '../conformance/store.js';
import { type PostgresServer, startPostgres } from './postgres-server.js';
import { heldClock, quiet } from './samples.js';

let server: PostgresServer;
let dataDir: string;

beforeAll(async () => {
  server = await startPostgres();
  dataDir = await mkdtemp(path.join(tmpdir(), 'reelthread-store-'));
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true });
});

describe('the store on PostgreSQL', () => {
  storeConformance(async () => {
    const databaseUrl = await server.createDatabase();
    const clock = heldClock();
    return {
      clock,
      open: () => openStore({ dataDir, databaseUrl, log: quiet, clock }),
      dispose: async () => undefined,
    };
  });
});
