import { isDeepStrictEqual } from 'node:util';
import type { StudioDraft } from '../draft.js';
import type { TextOrder, TextRole } from './orders.js';
import type { Subject } from './read/subject.js';

/** Everything that the director remembers of one session. Plain JSON. */
export interface Desk {
  readonly draft: StudioDraft | null;
  /** Drafts before the present one, oldest first. */
  readonly past: readonly (StudioDraft | null)[];
  /** Drafts that were undone, the next one last. */
  readonly future: readonly (StudioDraft | null)[];
  /** Ids of images that were in a video at some time: all others are "new". */
  readonly placed: readonly string[];
  readonly focus: Focus;
  /** A question that the next message may answer. */
  readonly asked?: Asked;
}

export interface Focus {
  readonly subject?: Subject;
  readonly images: readonly string[];
  readonly text?: { readonly role: TextRole; readonly words: string };
}

export type Asked =
  | { readonly about: 'aspect'; readonly prompt: string }
  | { readonly about: 'words'; readonly text: TextOrder };

export const EMPTY_DESK: Desk = { draft: null, past: [], future: [], placed: [], focus: { images: [] } };

const MAX_HISTORY = 30;

/** The desk after a message: when the draft changed, the one before can be had back. */
export function remember(before: Desk, after: Desk): Desk {
  // "landscape", said of a video that is: nothing that one would want to undo.
  if (isDeepStrictEqual(after.draft, before.draft)) return { ...after, draft: before.draft };
  return { ...after, past: [...before.past, before.draft].slice(-MAX_HISTORY), future: [] };
}

export function withPlaced(placed: readonly string[], draft: StudioDraft): string[] {
  const media = draft.t.flatMap((track) => (track.tt === 0 ? track.sg.map(({ m }) => m.media) : []));
  return [...new Set([...placed, ...media])];
}

/** Goes back at most `steps` drafts; `steps` of the answer says how many it were. */
export function undo(desk: Desk, steps: number): { desk: Desk; steps: number } {
  let now = desk;
  let done = 0;
  for (; done < steps && now.past.length > 0; done++) {
    now = {
      ...now,
      draft: now.past.at(-1) ?? null,
      past: now.past.slice(0, -1),
      future: [...now.future, now.draft],
    };
  }
  return { desk: now, steps: done };
}

export function redo(desk: Desk): Desk | undefined {
  if (desk.future.length === 0) return undefined;
  return {
    ...desk,
    draft: desk.future.at(-1) ?? null,
    past: [...desk.past, desk.draft].slice(-MAX_HISTORY),
    future: desk.future.slice(0, -1),
  };
}
