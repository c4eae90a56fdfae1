import type { StudioDraft } from '../../draft.js';
import type { ImageRef } from '../orders.js';
import type { Problem, Stage } from './outcome.js';
import { pictures } from './timeline.js';

export type Resolved<Value> = { readonly found: Value } | { readonly problem: Problem };

/** Positions in the timeline (0-based) that references point at, in the order of the references, each once. */
export function positionsOf(
  refs: readonly ImageRef[] | undefined,
  draft: StudioDraft,
  stage: Stage,
): Resolved<number[]> {
  const segments = pictures(draft);
  const count = segments.length;
  const everyOne = segments.map((_, index) => index);
  if (!refs) return { found: everyOne };
  const found = new Set<number>();
  for (const ref of refs) {
    if (ref.by === 'others') {
      const before = positionsOf(ref.than ?? [], draft, stage);
      const named = new Set([...found, ...('found' in before ? before.found : [])]);
      for (const index of everyOne) if (!named.has(index)) found.add(index);
      continue;
    }
    const hits = hitsOf(
      ref,
      segments.map(({ m }) => m.media),
      stage,
    );
    if (hits.length === 0 || hits.some((index) => index < 0 || index >= count)) {
      return { problem: missing(ref, count) };
    }
    for (const index of hits) found.add(index);
  }
  return { found: [...found] };
}

/** As `positionsOf`, for an order that concerns one image only. */
export function positionOf(ref: ImageRef, draft: StudioDraft, stage: Stage): Resolved<number> {
  const resolved = positionsOf([ref], draft, stage);
  if ('problem' in resolved) return resolved;
  const [only, ...others] = resolved.found;
  if (only === undefined) return { problem: missing(ref, pictures(draft).length) };
  if (others.length > 0 && ref.by === 'name') {
    const names = resolved.found.map((index) => pictures(draft)[index]?.m.name ?? '');
    return { problem: { why: 'which-image', names } };
  }
  return { found: only };
}

/** Library ids that references point at: by position along the timeline, or along the library when there is none. */
export function mediaOf(
  refs: readonly ImageRef[],
  draft: StudioDraft | null,
  stage: Stage,
): Resolved<string[]> {
  const library = stage.library.filter(({ kind }) => kind === 'image').map(({ id }) => id);
  const placed = draft ? pictures(draft).map(({ m }) => m.media) : library;
  const found = new Set<string>();
  for (const ref of refs) {
    if (ref.by === 'others') {
      for (const id of library.filter((one) => !found.has(one))) found.add(id);
      continue;
    }
    if (ref.by === 'name') {
      for (const id of ref.ids) found.add(id);
      continue;
    }
    if (ref.by === 'new' || (ref.by === 'this' && stage.fresh.length > 0)) {
      if (stage.fresh.length === 0) return { problem: { why: 'no-new-image' } };
      for (const id of stage.fresh) found.add(id);
      continue;
    }
    const hits = hitsOf(ref, placed, stage).map((index) => placed[index]);
    if (hits.length === 0 || hits.includes(undefined)) return { problem: missing(ref, placed.length) };
    for (const id of hits) if (id) found.add(id);
  }
  return { found: [...found] };
}

function hitsOf(ref: ImageRef, placed: readonly string[], stage: Stage): number[] {
  const count = placed.length;
  const where = (ids: readonly string[]) => placed.flatMap((id, index) => (ids.includes(id) ? [index] : []));
  switch (ref.by) {
    case 'position':
      return [ref.n - 1];
    case 'from-end':
      return [count - ref.n];
    case 'span':
      return sequence(ref.from - 1, ref.to - ref.from + 1);
    case 'first':
      return sequence(0, Math.min(ref.count, count));
    case 'last':
      return sequence(Math.max(count - ref.count, 0), Math.min(ref.count, count));
    case 'name':
      return where(ref.ids);
    case 'new':
      return where(stage.fresh);
    case 'this': {
      const last = where(stage.fresh.length > 0 ? stage.fresh : stage.lastImages);
      return last.length === 0 && count === 1 ? [0] : last;
    }
    default:
      return sequence(0, count);
  }
}

const sequence = (from: number, length: number) => Array.from({ length }, (_, index) => from + index);

function missing(ref: ImageRef, count: number): Problem {
  if (ref.by === 'new') return { why: 'no-new-image' };
  if (ref.by === 'this') return { why: 'which-image', names: [] };
  return { why: 'no-such-image', count };
}
