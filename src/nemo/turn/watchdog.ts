import type { Clock } from '../../conversation/ports/tools.js';
import type { TurnEnding } from '../../conversation/ports/video-backend.js';

export interface WatchdogLimits {
  /** No byte at all for this long. */
  readonly silenceMs: number;
  /** Nothing but heartbeats for this long. */
  readonly heartbeatsOnlyMs: number;
  /** The whole turn. */
  readonly totalMs: number;
}

/**
 * Watches one stream (contract §6.3). It sleeps until the earliest limit could be reached and looks again then, so a
 * busy stream costs no timers.
 */
export class Watchdog {
  readonly #clock: Clock;
  readonly #limits: WatchdogLimits;
  readonly #startedAt: number;
  readonly #released = new AbortController();
  #lastByteAt: number;
  #lastProgressAt: number;

  constructor(clock: Clock, limits: WatchdogLimits, onLimit: (ending: TurnEnding) => void) {
    this.#clock = clock;
    this.#limits = limits;
    this.#startedAt = clock.now();
    this.#lastByteAt = this.#startedAt;
    this.#lastProgressAt = this.#startedAt;
    void this.#watch(onLimit);
  }

  /** Bytes have come, of whatever kind. */
  sawBytes(): void {
    this.#lastByteAt = this.#clock.now();
  }

  /** Something other than a heartbeat has come. */
  sawProgress(): void {
    this.#lastProgressAt = this.#clock.now();
  }

  release(): void {
    this.#released.abort();
  }

  async #watch(onLimit: (ending: TurnEnding) => void): Promise<void> {
    while (!this.#released.signal.aborted) {
      const { ending, at } = this.#earliest();
      const wait = at - this.#clock.now();
      if (wait <= 0) return onLimit(ending);
      try {
        await this.#clock.sleep(wait, this.#released.signal);
      } catch {
        // Released: the stream has ended.
        return;
      }
    }
  }

  #earliest(): { ending: TurnEnding; at: number } {
    const limits = [
      { ending: 'deadline' as const, at: this.#startedAt + this.#limits.totalMs },
      { ending: 'silent' as const, at: this.#lastByteAt + this.#limits.silenceMs },
      { ending: 'heartbeats-only' as const, at: this.#lastProgressAt + this.#limits.heartbeatsOnlyMs },
    ];
    return limits.reduce((first, limit) => (limit.at < first.at ? limit : first));
  }
}
