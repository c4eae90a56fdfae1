import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe } from 'vitest';
import { openStore } from '../../src/store/open-store.js';
import { limitsConformance } from '../conformance/limits.js';
import { storeConformance } from '../conformance/store.js';
import { heldClock, quiet } from './samples.js';

describe('the store on SQLite', () => {
  const fresh = async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'reelthread-store-'));
    const clock = heldClock();
    return {
      clock,
      open: () => openStore({ dataDir, log: quiet, clock }),
      dispose: () => rm(dataDir, { recursive: true }),
    };
  };
  storeConformance(fresh);
  limitsConformance(fresh);
});
