import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ConversationSettings } from '../../src/conversation/act.js';
import type { Action } from '../../src/conversation/action.js';
import { createConductor } from '../../src/conversation/conductor.js';
import type { AttachmentRef, InboundMessage, Place, PlatformName } from '../../src/conversation/inbound.js';
import type { Limits } from '../../src/conversation/limits.js';
import type { Clock } from '../../src/conversation/ports/tools.js';
import type { Work } from '../../src/conversation/ports/work.js';
import { createReception, type Reception } from '../../src/conversation/reception.js';
import type { Telemetry } from '../../src/conversation/telemetry.js';
import { createImageConverter } from '../../src/imaging/convert.js';
import { createNemoBackend } from '../../src/nemo/nemo-backend.js';
import { openStore, type Store } from '../../src/store/open-store.js';
import { createLocalWork } from '../../src/work/local-work.js';
import { createFastClock } from '../fakes/fast-clock.js';
import { MemoryPlatform } from '../fakes/memory-platform.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { silentLog } from '../fakes/silent-log.js';

const fastClock = createFastClock(1_000);

/** Wide enough for benches with many threads in one tenant. */
const LIMITS: Limits = {
  waiting: { thread: 5, person: 40, tenant: 20_000 },
  running: { person: 5, tenant: 5_000 },
};

export interface Thread {
  readonly place: Place;
  say(text: string, files?: readonly AttachmentRef[], extra?: Partial<InboundMessage>): Promise<void>;
  press(action: Action): Promise<void>;
}

export interface Harness {
  readonly nemo: FakeNemo;
  readonly platform: MemoryPlatform;
  readonly store: Store;
  readonly reception: Reception;
  readonly work: Work;
  /** Of the playground, or of Slack when the tenant says so: there persons are known. */
  thread(given?: { tenant?: string; person?: string }): Thread;
  /** Resolves when nothing waits in this thread any more. */
  idle(thread: Thread): Promise<void>;
  /** Kills the core as a crash would, and starts a new one on the same store and the same platform. */
  restart(): Promise<Harness>;
  close(): Promise<void>;
}

/** The conversation core with its real neighbours: client, store and worker, against the fake backend. */
export async function startHarness(
  given: {
    settings?: Partial<ConversationSettings>;
    nemo?: FakeNemo;
    dataDir?: string;
    platform?: MemoryPlatform;
    skill?: string;
    /** The operator's own account instead of an anonymous one. */
    nemoToken?: string;
    /** Real time: what hangs is given up so soon. */
    answerTimeoutMs?: number;
    telemetry?: Telemetry;
    limits?: Limits;
    /** Default: a thousand times as fast as outside. */
    clock?: Clock;
  } = {},
): Promise<Harness> {
  const clock = given.clock ?? fastClock;
  const limits = given.limits ?? LIMITS;
  const dataDir = given.dataDir ?? (await mkdtemp(path.join(os.tmpdir(), 'reelthread-core-')));
  const nemo = given.nemo ?? (await startFakeNemo());
  const platform = given.platform ?? new MemoryPlatform();
  const store = await openStore({ dataDir, log: silentLog, clock });
  const backend = createNemoBackend({
    apiUrl: nemo.url,
    webUrl: 'https://nemovideo.com',
    identity: { name: 'nemovideo', linksAreShareable: true },
    skillVersion: '1.0.0',
    token: given.nemoToken,
    answerTimeoutMs: given.answerTimeoutMs,
    accounts: store.sealed('nemo'),
    clock,
    log: silentLog,
    turnTimeoutMs: 900_000,
    heartbeatsOnlyTimeoutMs: 600_000,
    streamSilenceTimeoutMs: 180_000,
  });
  const platforms = new Map<PlatformName, MemoryPlatform>([
    ['playground', platform],
    ['slack', platform],
  ]);
  let work: Work | undefined;
  let dead = false;
  const handlers = createConductor({
    platforms,
    backend,
    converter: createImageConverter(),
    conversations: store.conversations,
    inbox: store.inbox,
    journal: store.journal,
    limits: limits.running,
    settings: {
      stillWorkingEvery: 10 * 60_000,
      turnTimeout: 900_000,
      renderPollEvery: 30_000,
      renderTimeout: 600_000,
      recoveryPolls: [30_000, 60_000, 60_000, 60_000, 60_000],
      sharedAccount: true,
      ...given.settings,
    },
    clock,
    log: silentLog,
    telemetry: given.telemetry,
    work: () => {
      if (!work) throw new Error('not made yet');
      return work;
    },
  });
  work = createLocalWork(handlers, { log: silentLog });
  const reception = createReception({
    inbox: store.inbox,
    conversations: store.conversations,
    journal: store.journal,
    work,
    platforms,
    backend,
    defaultSkill: given.skill ?? 'image-to-ai',
    limits: limits.waiting,
    clock,
    log: silentLog,
    metrics: given.telemetry?.metrics,
  });

  const stopCore = async () => {
    if (dead) return;
    dead = true;
    await work.close(0);
    await backend.close();
    await store.close();
  };

  return {
    nemo,
    platform,
    store,
    reception,
    work,
    thread({ tenant = 'playground:local', person = 'anna' } = {}) {
      const id = randomUUID();
      const place: Place = {
        platform: tenant.startsWith('slack:') ? 'slack' : 'playground',
        tenant,
        conversation: `${tenant}/${id}`,
        address: {},
      };
      const send = async (message: Partial<InboundMessage>) => {
        await reception.receive({
          id: randomUUID(),
          place,
          author: { id: person },
          text: '',
          attachments: [],
          receivedAt: clock.now(),
          ...message,
        });
      };
      return {
        place,
        say: (text, attachments = [], extra = {}) => send({ text, attachments, ...extra }),
        press: (action) => send({ action }),
      };
    },
    async idle({ place }) {
      for (let look = 0; look < 2_000; look++) {
        const ordered = await store.inbox.next(place.conversation, 'ordered');
        const aside = await store.inbox.next(place.conversation, 'aside');
        if (!ordered && !aside) return;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error('the thread did not become idle');
    },
    async restart() {
      await stopCore();
      return startHarness({ ...given, nemo, dataDir, platform });
    },
    async close() {
      await stopCore();
      await nemo.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The smallest thing that is a JPEG by content. */
export const JPEG = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.alloc(200, 1),
  Buffer.from([0xff, 0xd9]),
]);
