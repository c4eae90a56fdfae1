/** What a benchmark is asked for. */
export interface BenchOptions {
  /** How often every side does the same work; the sides take turns. */
  readonly rounds: number;
  /** Less work, to see that the benchmark runs. Its figures mean nothing. */
  readonly quick: boolean;
}

/** One quantity of one side, such as the 99th percentile of ours, with a value for each round. */
export interface Figure {
  /** Sides of ours are named `ours`, or `ours, on PostgreSQL`; the first other one is the peer. */
  readonly side: string;
  readonly quantity: string;
  readonly unit: string;
  /** Which way is better. By default more of a rate (a unit that ends in `/s`), and less of everything else. */
  readonly better?: 'more' | 'less';
  readonly values: readonly number[];
}

/** What was aimed for, and what came out, in words that stand in the documentation as they are. */
export interface Goal {
  readonly goal: string;
  readonly measured: string;
  readonly reached: boolean;
}

export interface Report {
  readonly bench: string;
  /** The work that every side did, exactly enough to repeat it. */
  readonly work: string;
  readonly figures: readonly Figure[];
  readonly goals: readonly Goal[];
  /** What a reader must know to believe the figures: what a side does not do, why a goal is missed. */
  readonly notes: readonly string[];
}

/** Ours and a peer on the same work, in one run. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  run(options: BenchOptions): Promise<Report>;
}
