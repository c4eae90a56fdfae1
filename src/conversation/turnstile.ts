import { Failure } from '../failure.js';
import type { InboundMessage } from './inbound.js';
import { limitsOn } from './limits.js';
import { aheadOf, nextToBegin } from './next-to-begin.js';
import type { Head, Inbox, RunningLimits } from './ports/stores.js';
import type { Clock } from './ports/tools.js';

/** What ends in another process is noticed within so long, in milliseconds. */
const LOOK_EVERY = 1_000;
/** A request that could begin and does not, because its process has died, holds up the others for so long. */
const PATIENCE = 3_000;

/** Lets so many requests of a person and of a tenant run at once; the others wait here for their turn. */
export interface Turnstile {
  /**
   * Resolves to true as soon as this request may begin, and to false when `cut` was aborted before. A request that ran
   * when its process died may go on at once. Rejects as the inbox does.
   */
  pass(message: InboundMessage, cut: AbortSignal): Promise<boolean>;
  /** This request is done: another one may begin. */
  left(message: InboundMessage): void;
}

export interface TurnstileOptions {
  readonly inbox: Pick<Inbox, 'heads' | 'begin'>;
  readonly limits: RunningLimits;
  /** This request has to wait until so many others have ended. Told once, and to its end before it begins. */
  readonly onWait: (message: InboundMessage, ahead: number) => Promise<void>;
  readonly clock: Clock;
}

interface Waiter {
  readonly message: InboundMessage;
  isSettled: boolean;
  /** Set when its place was told, or is being told. */
  notice?: Promise<void>;
  settle(outcome: boolean | Failure): void;
}

/**
 * Who runs and who waits is known from the rows of the inbox alone, so every process comes to the same order, and
 * nothing has to be tidied up after one that was killed. Beginning itself is exact (`Inbox.begin`); the order is kept
 * among those that are there to take their turn.
 */
export function createTurnstile(options: TurnstileOptions): Turnstile {
  const lines = new Map<string, Line>();
  return {
    async pass(message, cut) {
      if (cut.aborted) return false;
      const { tenant, platform } = message.place;
      const line = lines.get(tenant) ?? new Line(tenant, limitsOn(platform, options.limits), options);
      lines.set(tenant, line);
      try {
        return await line.wait(message, cut);
      } finally {
        if (line.isEmpty && lines.get(tenant) === line) lines.delete(tenant);
      }
    },
    left: ({ place }) => lines.get(place.tenant)?.look(),
  };
}

/** Those of one tenant that wait in this process. */
class Line {
  readonly #tenant: string;
  readonly #limits: RunningLimits;
  readonly #options: TurnstileOptions;
  /** By thread: one request of each waits at a time. */
  readonly #waiters = new Map<string, Waiter>();
  /** Since when requests of nobody here could have begun, by their identity. */
  #expected: ReadonlyMap<string, number> = new Map();
  #isLooking = false;
  #lookAgain = false;
  /** Aborted when nobody waits any more. */
  #looks: AbortController | undefined;

  constructor(tenant: string, limits: RunningLimits, options: TurnstileOptions) {
    this.#tenant = tenant;
    this.#limits = limits;
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#waiters.size === 0;
  }

  async wait(message: InboundMessage, cut: AbortSignal): Promise<boolean> {
    const { promise, waiter } = waiterFor(message);
    const leave = () => waiter.settle(false);
    cut.addEventListener('abort', leave);
    this.#waiters.set(message.place.conversation, waiter);
    this.look();
    try {
      return await promise;
    } finally {
      cut.removeEventListener('abort', leave);
      // A run that was taken over and came back may wait in the same thread by now.
      const { conversation } = message.place;
      if (this.#waiters.get(conversation) === waiter) this.#waiters.delete(conversation);
      if (this.isEmpty) this.#stopLooking();
      // What it says from now on stands in the same post.
      await waiter.notice;
    }
  }

  /** Lets in whoever may begin; any number of calls while it looks are one more look. */
  look(): void {
    this.#lookAgain = true;
    if (!this.#isLooking) void this.#lookUntilDone();
  }

  async #lookUntilDone(): Promise<void> {
    this.#isLooking = true;
    try {
      while (this.#lookAgain && !this.isEmpty) {
        this.#lookAgain = false;
        await this.#lookOnce();
      }
    } catch (problem) {
      // Their threads try again, as they do with everything while the store is away.
      const failure = Failure.from(problem);
      for (const waiter of this.#waiters.values()) waiter.settle(failure);
    }
    this.#isLooking = false;
    if (!this.isEmpty && !this.#looks) void this.#lookFromTimeToTime();
  }

  async #lookOnce(): Promise<void> {
    const heads = await this.#options.inbox.heads(this.#tenant);
    for (const waiter of [...this.#waiters.values()]) {
      const head = heads.find((other) => this.#waiterOf(other) === waiter);
      // It ran before a restart.
      if (head?.running) waiter.settle(true);
      // It was deleted, and whoever asks finds nothing to do; or another gateway has written down an older one late.
      if (!head) await this.#begin(waiter);
    }
    const present = this.#presentOf(heads);
    const begun = new Set<Head>();
    for (const head of nextToBegin(present, this.#limits)) {
      const waiter = this.#waiterOf(head);
      if (waiter && (await this.#begin(waiter))) begun.add(head);
    }
    const now = present.map((head) => (begun.has(head) ? { ...head, running: true } : head));
    for (const head of now) {
      const waiter = this.#waiterOf(head);
      if (!waiter || waiter.isSettled || waiter.notice) continue;
      waiter.notice = this.#options.onWait(waiter.message, aheadOf(head, now, this.#limits));
    }
  }

  async #begin(waiter: Waiter): Promise<boolean> {
    const begins = await this.#options.inbox.begin(waiter.message, this.#limits);
    if (begins) waiter.settle(true);
    return begins;
  }

  /** All but those that could have begun for a while and have not: nobody is there to take their turn. */
  #presentOf(heads: readonly Head[]): Head[] {
    const now = this.#options.clock.now();
    const elsewhere = (head: Head) => !head.running && !this.#waiterOf(head);
    const since = (head: Head) => this.#expected.get(identityOf(head));
    const present = heads.filter((head) => !elsewhere(head) || now - (since(head) ?? now) < PATIENCE);
    const expected = [
      ...heads.filter((head) => since(head) !== undefined),
      ...nextToBegin(present, this.#limits),
    ];
    this.#expected = new Map(
      expected.filter(elsewhere).map((head) => [identityOf(head), since(head) ?? now]),
    );
    return present;
  }

  #waiterOf(head: Head): Waiter | undefined {
    const waiter = this.#waiters.get(head.conversation);
    return waiter?.message.id === head.id ? waiter : undefined;
  }

  async #lookFromTimeToTime(): Promise<void> {
    const looks = new AbortController();
    this.#looks = looks;
    while (!looks.signal.aborted) {
      // Cut when nobody waits any more; the condition above ends it then.
      await this.#options.clock.sleep(LOOK_EVERY, looks.signal).catch(() => undefined);
      this.look();
    }
  }

  #stopLooking(): void {
    this.#looks?.abort();
    this.#looks = undefined;
  }
}

function waiterFor(message: InboundMessage): { promise: Promise<boolean>; waiter: Waiter } {
  let settle: Waiter['settle'] = () => {};
  const promise = new Promise<boolean>((resolve, reject) => {
    settle = (outcome) => {
      waiter.isSettled = true;
      if (outcome instanceof Failure) reject(outcome);
      else resolve(outcome);
    };
  });
  const waiter: Waiter = { message, isSettled: false, settle: (outcome) => settle(outcome) };
  return { promise, waiter };
}

function identityOf({ conversation, id }: Head): string {
  return JSON.stringify([conversation, id]);
}
