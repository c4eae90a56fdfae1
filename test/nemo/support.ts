import { expect } from 'vitest';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { FailureCode } from '../../src/failure.js';
import { createNemoBackend, type NemoBackend, type NemoBackendOptions } from '../../src/nemo/nemo-backend.js';
import { ManualClock } from '../fakes/manual-clock.js';

export const SKILL = 'image-to-ai';

/** A clock that stands still, and remembers which waits were asked for. */
export class WatchedClock extends ManualClock {
  readonly waits: number[] = [];
  #watchers: (() => void)[] = [];

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const sleeping = super.sleep(ms, signal);
    this.waits.push(ms);
    for (const look of this.#watchers.splice(0)) look();
    return sleeping;
  }

  /** Resolves when somebody has asked for a wait of exactly `ms`. */
  async asked(ms: number): Promise<void> {
    while (!this.waits.includes(ms)) await new Promise<void>((look) => this.#watchers.push(look));
  }
}

/** A clock on which the waits of retries are over at once; a watchdog, which sleeps for minutes, sleeps on. */
export class HastyClock extends WatchedClock {
  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const sleeping = super.sleep(ms, signal);
    if (ms <= 60_000) void this.advance(ms);
    return sleeping;
  }
}

export class MemoryStore implements KeyValueStore {
  readonly values = new Map<string, unknown>();

  async get<T>(key: string): Promise<T | undefined> {
    return this.values.get(key) as T | undefined;
  }

  async set(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
  }

  async delete(key: string): Promise<void> {
    this.values.delete(key);
  }
}

class MemoryLog implements Log {
  readonly lines: string[] = [];
  debug = (facts: object, message: string) => this.#write(facts, message);
  info = (facts: object, message: string) => this.#write(facts, message);
  warn = (facts: object, message: string) => this.#write(facts, message);
  error = (facts: object, message: string) => this.#write(facts, message);

  #write(facts: object, message: string): void {
    this.lines.push(`${message} ${JSON.stringify(facts)}`);
  }
}

export interface TestClient {
  readonly backend: NemoBackend;
  readonly store: MemoryStore;
  readonly log: MemoryLog;
}

/** For `rejects.toEqual(failure('no-credits'))`. */
export const failure = (code: FailureCode, more: object = {}) =>
  expect.objectContaining({ name: 'Failure', code, ...more });

/** The client under test, with everything around it in memory. */
export function connect(
  apiUrl: string,
  clock: Clock = new HastyClock(),
  overrides: Partial<NemoBackendOptions> & { store?: MemoryStore } = {},
): TestClient {
  const store = overrides.store ?? new MemoryStore();
  const log = new MemoryLog();
  const backend = createNemoBackend({
    apiUrl,
    webUrl: 'https://web.example',
    identity: { name: 'nemovideo', linksAreShareable: true },
    skillVersion: '1.0.0',
    accounts: store,
    clock,
    log,
    turnTimeoutMs: 900_000,
    heartbeatsOnlyTimeoutMs: 600_000,
    streamSilenceTimeoutMs: 180_000,
    ...overrides,
  });
  return { backend, store, log };
}
