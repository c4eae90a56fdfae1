/** What the processes of this bench are told and tell. */

export interface BackendReady {
  readonly url: string;
}

/** The answer of the backend to any question. */
export interface BackendState {
  /** Streams that are open now. */
  readonly turns: number;
}

export interface SideArgument {
  readonly backendUrl: string;
  readonly turns: number;
  /** Between the beginnings of two turns. */
  readonly betweenMs: number;
  readonly stillWorkingEveryMs: number;
  readonly folder: string;
}

export interface SideReady {
  readonly pid: number;
}

/** The answer to `start`, when the last turn was begun, and to any other question. */
export interface Usage {
  readonly heapBytes: number;
  /** By how much each "Still working" note since the last answer came too late. */
  readonly lateMs: readonly number[];
}

export const HEARTBEAT_MS = 15_000;
export const NEMO_TOKEN = 'nmv_usr_bench';
