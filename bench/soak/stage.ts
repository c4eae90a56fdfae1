/** A message of the bot as people see it; `progress` are its cards. */
export interface Shown {
  readonly kind: string;
  readonly text: string;
}

/** One thread, as the person in it uses it. */
export interface SoakThread {
  /** Repeats until the bot has acknowledged it; `key` makes the repetitions one message. */
  send(key: string, text: string, photos: readonly Uint8Array<ArrayBuffer>[]): Promise<void>;
  /** What the bot has written, as it stands now. */
  shown(): Promise<readonly Shown[]>;
  /** Deletes it, whatever runs in it. */
  remove(): Promise<void>;
}

/** A chat platform that people use while it fails and the bot is killed and started again. */
export interface SoakStage {
  /** What connects the bot to it. */
  readonly environment: Readonly<Record<string, string>>;
  openThread(person: string): Promise<SoakThread>;
  /** From now on it is a good day. */
  calm(): void;
  /** What the platform has against what was sent. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

export interface StageOptions {
  readonly seed: string;
  /** Where the bot is now; it moves with every restart. */
  readonly url: () => string;
  /** When nobody waits any longer, in Unix milliseconds. */
  readonly deadline: () => number;
}

/** Between two tries of what was not answered, because the bot was just killed. */
export const TRY_AGAIN_AFTER_MS = 200;
