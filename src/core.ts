import { systemClock } from './clock.js';
import type { Config } from './config.js';
import { createConductor } from './conversation/conductor.js';
import type { PlatformName } from './conversation/inbound.js';
import type { Limits } from './conversation/limits.js';
import type { Platform } from './conversation/ports/platform.js';
import type { Log } from './conversation/ports/tools.js';
import type { Work, WorkHandlers } from './conversation/ports/work.js';
import { createReception, type Reception } from './conversation/reception.js';
import { type Metrics, noTelemetry, type Telemetry } from './conversation/telemetry.js';
import { Failure } from './failure.js';
import { createImageConverter } from './imaging/convert.js';
import { openStore, type Store } from './store/open-store.js';
import { openBackend } from './video-backend.js';
import { createLocalWork } from './work/local-work.js';

/** The conversation core with its store, its worker and its video backend; platforms are added to it. */
export interface Core {
  readonly store: Store;
  readonly reception: Reception;
  /** For what adapters count themselves. */
  readonly metrics: Metrics;
  /** For `/readyz`: rejects or throws when nothing can be kept, or no video can be made. */
  readonly checks: Readonly<Record<'store' | 'video', () => Promise<void> | void>>;
  addPlatform(platform: Platform): void;
  /** Goes on with what was accepted before the last stop. Call it when every platform is there. */
  resume(): Promise<void>;
  /** Waits for what runs; `beforeStore` frees what still answered for it. */
  close(beforeStore?: () => Promise<unknown>): Promise<void>;
}

/** Rejects with Failure `config`, whose detail is one line for the operator. */
export async function openCore(config: Config, log: Log, telemetry: Telemetry = noTelemetry): Promise<Core> {
  const clock = systemClock;
  const store = await openStore({
    dataDir: config.DATA_DIR,
    databaseUrl: config.DATABASE_URL,
    encryptionKey: config.ENCRYPTION_KEY,
    log,
    clock,
  });
  const video = await openBackend(config, { accounts: store.sealed('nemo'), clock, log });
  const platforms = new Map<PlatformName, Platform>();
  const limits = limitsOf(config);
  let work: Work | undefined;
  const handlers = createConductor({
    platforms,
    backend: video.backend,
    converter: createImageConverter(),
    conversations: store.conversations,
    inbox: store.inbox,
    journal: store.journal,
    limits: limits.running,
    settings: {
      stillWorkingEvery: config.STILL_WORKING_EVERY,
      turnTimeout: config.TURN_TIMEOUT,
      renderPollEvery: config.RENDER_POLL_EVERY,
      renderTimeout: config.RENDER_TIMEOUT,
      recoveryPolls: config.RECOVERY_POLLS,
      sharedAccount: config.backend === 'cloud' && !config.NEMO_TOKEN,
    },
    clock,
    log,
    telemetry,
    work: () => {
      if (!work) throw new Failure('internal', { detail: 'work was asked for before it was made' });
      return work;
    },
  });
  const worker = await openWork(config, handlers, store, log);
  work = worker;
  const reception = createReception({
    inbox: store.inbox,
    conversations: store.conversations,
    journal: store.journal,
    work: worker,
    platforms,
    backend: video.backend,
    defaultSkill: config.NEMO_SKILL,
    limits: limits.waiting,
    clock,
    log,
    metrics: telemetry.metrics,
  });

  return {
    store,
    reception,
    metrics: telemetry.metrics,
    checks: { store: () => store.check(), video: () => video.check() },
    addPlatform: (platform) => {
      platforms.set(platform.name, platform);
    },
    async resume() {
      for (const { conversation, lane } of await store.unfinishedLanes())
        await worker.wake(conversation, lane);
    },
    async close(beforeStore) {
      await worker.close(config.SHUTDOWN_GRACE);
      await beforeStore?.();
      await video.close();
      await store.close();
    },
  };
}

function limitsOf(config: Config): Limits {
  return {
    waiting: {
      thread: config.MAX_WAITING_PER_THREAD,
      person: config.MAX_WAITING_PER_PERSON,
      tenant: config.MAX_WAITING_PER_TENANT,
    },
    running: { person: config.MAX_RUNNING_PER_PERSON, tenant: config.MAX_RUNNING_PER_TENANT },
  };
}

/** In this process, or shared by every process on the same PostgreSQL; a gateway only wakes the workers. */
async function openWork(config: Config, handlers: WorkHandlers, store: Store, log: Log): Promise<Work> {
  if (!config.DATABASE_URL) {
    if (config.ROLE === 'all') return createLocalWork(handlers, { log });
    throw new Failure('config', {
      detail: `ROLE=${config.ROLE} needs DATABASE_URL: roles share a PostgreSQL`,
    });
  }
  const { createClusterWork } = await import('./work/cluster-work.js');
  return createClusterWork(handlers, {
    databaseUrl: config.DATABASE_URL,
    log,
    unfinished: () => store.unfinishedLanes(),
    works: config.ROLE !== 'gateway',
    // Dead workers are looked for four times as often: takeover comes after one and a half times this, at most.
    timings: { lockMs: config.WORKER_LOST_AFTER, stalledCheckMs: config.WORKER_LOST_AFTER / 4 },
  });
}
