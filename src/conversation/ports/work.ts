/**
 * How a message waits. `ordered` messages of one conversation are handled one after the other; `aside` ones
 * (credits, timeline, help: they only read) are answered at once, also while an ordered one runs.
 */
export type Lane = 'ordered' | 'aside';

/**
 * Ordered, durable work: at most one worker per conversation and lane (in the whole cluster), any number of
 * conversations. It carries no data: a worker that is woken reads the inbox until nothing is left.
 */
export interface Work {
  /** Returns as soon as the wake-up is safe; waking twice is harmless, and a wake-up during a run is never lost. */
  wake(conversation: string, lane: Lane): Promise<void>;
  /** Reaches the process in which this conversation runs. True when something was interrupted there. */
  interrupt(conversation: string, reason: InterruptReason): Promise<boolean>;
  /** Takes no new work, then waits up to `graceMs` for what runs. */
  close(graceMs: number): Promise<void>;
}

export type InterruptReason = 'stop' | 'forget' | 'shutdown';

/** What the core gives to `work` when it is made. */
export interface WorkHandlers {
  /** Handles every waiting message of this lane, oldest first. Never rejects. */
  run(conversation: string, lane: Lane): Promise<void>;
  /** Interrupts the running act of this conversation in this process; false when none runs here. */
  interrupt(conversation: string, reason: InterruptReason): boolean;
  /** This process is about to end: no ordered message begins here any more, and those that wait stay in the inbox. */
  closing?(): void;
}

/**
 * Of all processes that share a database one leads at a time; what only one of them may do is done there. Two may
 * believe to lead for a moment when one was cut off or frozen, so what they do twice must be harmless.
 */
export interface Leadership {
  /** `unknown` while nobody can be asked. */
  readonly state: 'leads' | 'stands by' | 'unknown';
  /**
   * Stands for the lead until `resign`. `term` runs whenever this process leads; `over` is aborted as soon as it leads no
   * longer, and the next term waits until this one has ended. `term` must not reject. Call it once; it resolves at the
   * first answer.
   */
  stand(term: (over: AbortSignal) => Promise<void>): Promise<Leadership['state']>;
  /** Ends the term, waits for it, then lets others lead at once. Never rejects; harmless when repeated. */
  resign(): Promise<void>;
  /** The same, unless this process leads and nobody stands by: what only the leader does would be done by nobody. */
  handOver(): Promise<void>;
}
