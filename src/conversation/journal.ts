import { Interruption } from './interruption.js';
import type { JournalEntry, JournalStore } from './ports/stores.js';
import type { Clock } from './ports/tools.js';
import type { StepObserver } from './telemetry.js';

/**
 * Makes an act resumable. An act is a sequence of named steps; after a restart the same act simply runs again:
 * finished steps answer from the journal, and the one that was cut is repeated (`step`) or recovered (`once`).
 * Values must survive JSON.
 */
export interface Journal {
  /** May run again until it is written down; then the written result is the answer. For what is harmless twice. */
  step<T>(name: string, run: () => Promise<T>): Promise<T>;
  /**
   * Never runs twice: for what costs credits or is seen twice. When it is unknown whether an earlier run had its
   * effect, `recover` runs instead. When `run` rejects, that must mean that it certainly had no effect; an
   * `Interruption` alone means that nobody knows.
   */
  once<T>(name: string, run: () => Promise<T>, recover: () => Promise<T>): Promise<T>;
  /** True when the result of this step is written down. */
  knows(name: string): boolean;
  /** The written result of this step. */
  known<T>(name: string): T | undefined;
  /** True when this message was begun before: the process has restarted in between. */
  readonly resumed: boolean;
  /** When work on this message began for the first time, Unix milliseconds. */
  readonly begunAt: number | undefined;
  /** Writes down that work on this message begins, once. */
  begin(): Promise<void>;
  /** The same journal with a prefix, so that one act can run several times for one message. */
  scope(prefix: string): Journal;
}

const unobserved: StepObserver = (_step, run) => run();

/** `observe` runs whatever a step does; a step that is answered from what was written does not reach it. */
export async function openJournal(
  store: JournalStore,
  message: { conversation: string; id: string },
  clock: Clock,
  observe: StepObserver = unobserved,
): Promise<Journal> {
  const entries = await store.read(message.conversation, message.id);
  const begunAt = entries.begun?.at;
  const resumed = begunAt !== undefined;

  async function write(name: string, entry: Omit<JournalEntry, 'at'>): Promise<void> {
    const written = { ...entry, at: clock.now() };
    await store.write(message.conversation, message.id, name, written);
    entries[name] = written;
  }

  function scoped(prefix: string): Journal {
    return {
      resumed,
      begunAt,
      knows: (name) => entries[prefix + name]?.state === 'done',
      known<T>(name: string): T | undefined {
        const entry = entries[prefix + name];
        return entry?.state === 'done' ? (entry.value as T) : undefined;
      },
      begin: async () => {
        if (!resumed) await write('begun', { state: 'done' });
      },
      scope: (inner) => scoped(`${prefix}${inner}/`),
      async step<T>(name: string, run: () => Promise<T>): Promise<T> {
        const known = entries[prefix + name];
        if (known?.state === 'done') return known.value as T;
        const value = await observe(prefix + name, run);
        await write(prefix + name, { state: 'done', value });
        return value;
      },
      async once<T>(name: string, run: () => Promise<T>, recover: () => Promise<T>): Promise<T> {
        const known = entries[prefix + name];
        if (known?.state === 'done') return known.value as T;
        if (known?.state === 'started') {
          const value = await observe(`${prefix}${name}/recover`, recover);
          await write(prefix + name, { state: 'done', value });
          return value;
        }
        await write(prefix + name, { state: 'started' });
        let value: T;
        try {
          value = await observe(prefix + name, run);
        } catch (refusal) {
          if (refusal instanceof Interruption) throw refusal;
          await write(prefix + name, { state: 'void' });
          throw refusal;
        }
        await write(prefix + name, { state: 'done', value });
        return value;
      },
    };
  }

  return scoped('');
}
