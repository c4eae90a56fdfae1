/** One event of the agent's stream in one vocabulary, whatever its shape was (contract §6.1 A-E). */
export type Signal =
  /** A keep-alive: the connection lives, nothing more. */
  | { readonly kind: 'alive' }
  /** Progress that nobody is told: a thought, a status, a change of the state. */
  | { readonly kind: 'progress' }
  /** `partial`: a piece that continues what came before under the same `key`. */
  | { readonly kind: 'text'; readonly text: string; readonly partial: boolean; readonly key: string }
  | { readonly kind: 'tool-call'; readonly tool: string; readonly args: unknown }
  | { readonly kind: 'tool-result'; readonly tool: string }
  /** `code` is the agent's own (`SAFETY`), `businessCode` the backend's (2001). */
  | {
      readonly kind: 'error';
      readonly message: string;
      readonly code?: string;
      readonly businessCode?: number;
    }
  /** The turn is over, although the connection may stay open. */
  | { readonly kind: 'end' };

export const ALIVE: Signal = { kind: 'alive' };
export const PROGRESS: Signal = { kind: 'progress' };
export const END: Signal = { kind: 'end' };
