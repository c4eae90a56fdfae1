import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  createPlayground,
  type Playground,
  type PlaygroundOptions,
} from '../../../../adapters/playground/playground.js';
import { createButtonSeal } from '../../../../src/conversation/button-seal.js';
import type { KeyValueStore } from '../../../../src/conversation/ports/stores.js';
import type { Clock } from '../../../../src/conversation/ports/tools.js';
import { createHttpServer, type HttpServer } from '../../../../src/http/server.js';
import { recordingLog } from '../../../http/recording-log.js';
import { FakeReception } from './fake-reception.js';
import { MemoryValues } from './memory-values.js';

/** Real time unless a test moves it. */
export class TestClock implements Clock {
  offset = 0;

  now(): number {
    return Date.now() + this.offset;
  }

  sleep(): Promise<void> {
    throw new Error('the playground does not sleep');
  }
}

export interface RunningPlayground extends Playground {
  readonly url: string;
  readonly server: HttpServer;
  readonly reception: FakeReception;
  readonly seal: ReturnType<typeof createButtonSeal>;
  readonly clock: TestClock;
  readonly log: ReturnType<typeof recordingLog>;
  readonly dataDir: string;
  close(): Promise<void>;
}

type Settings = Partial<Omit<PlaygroundOptions, 'config' | 'reception'>> & {
  config?: Partial<PlaygroundOptions['config']>;
  values?: KeyValueStore;
  reception?: FakeReception;
  /** Kept after `close` when it is given, so that a second start finds it. */
  dataDir?: string;
};

/** The playground on a real server on a free port of 127.0.0.1, with a fake core behind it. */
export async function startPlayground(settings: Settings = {}): Promise<RunningPlayground> {
  const { config, dataDir: givenDir, ...rest } = settings;
  const dataDir = givenDir ?? (await mkdtemp(path.join(tmpdir(), 'playground-')));
  const log = recordingLog();
  const clock = new TestClock();
  const seal = createButtonSeal(Buffer.from('a secret of the tests'));
  const reception = settings.reception ?? new FakeReception();
  const server = await createHttpServer({ log, publicUrl: config?.PUBLIC_URL });
  const playground = await createPlayground({
    server,
    seal,
    clock,
    log,
    values: new MemoryValues(),
    ...rest,
    reception,
    config: { HOST: '127.0.0.1', DATA_DIR: dataDir, NEMO_SKILL: 'image-to-ai', ...config },
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...playground,
    url,
    server,
    reception,
    seal,
    clock,
    log,
    dataDir,
    async close() {
      await server.close();
      if (givenDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
