import type { StudioDraft, TextSegment } from '../../draft.js';
import type { OrderOf, TextLook, TextOrder, TextRole, TextTime } from '../orders.js';
import type { Outcome, Problem, Stage } from './outcome.js';
import { positionsOf } from './resolve.js';
import { assemble, pictures, sound, texts } from './timeline.js';

type Look = Omit<TextSegment['m'], 'text' | 'role'>;
type Position = Look['position'];

const LOOKS: Readonly<Record<TextRole, Look>> = {
  title: { position: 'center', color: '#ffffff', size: 0.1, fade: 400 },
  subtitle: { position: 'bottom', color: '#ffffff', size: 0.055, fade: 400 },
  caption: { position: 'bottom', color: '#ffffff', size: 0.05, fade: 300 },
};
const TITLE_MS = 3_000;
const SHORTEST_TEXT_MS = 300;
export const MAX_WORDS = 200;
const MAX_TEXTS = 60;
const SIZES = { least: 0.02, most: 0.2 };

export function applyText(draft: StudioDraft, stage: Stage, order: TextOrder): Outcome {
  const target = order.mode === 'add' ? undefined : targetOf(draft, stage, order);
  if (target) return change(draft, stage, order, target);
  if (order.words === undefined || order.containing !== undefined) return { problem: { why: 'no-text' } };
  return add(draft, stage, order, order.words);
}

export function applyRemoveText(draft: StudioDraft, stage: Stage, order: OrderOf<'remove-text'>): Outcome {
  const all = texts(draft);
  const last = order.last ? lastText(all, stage) : undefined;
  const shown = order.images && positionsOf(order.images, draft, stage);
  if (shown && 'problem' in shown) return shown;
  const spans = shown?.found.flatMap((index) => pictures(draft)[index] ?? []);
  const gone = all.filter((text) => {
    if (last) return text === last;
    if (spans && !spans.some(({ s, d }) => text.s < s + d && s < text.s + text.d)) return false;
    return (
      (!order.role || text.m.role === order.role) && (!order.containing || holds(text, order.containing))
    );
  });
  if (gone.length === 0) return { problem: { why: 'no-text' } };
  return {
    draft: withTexts(
      draft,
      all.filter((text) => !gone.includes(text)),
    ),
    change: { what: 'text-removed', words: gone.map(({ m }) => m.text) },
  };
}

/** The text that is meant: by its words, by its role, else the one that was spoken of last. */
function targetOf(draft: StudioDraft, stage: Stage, order: TextOrder): TextSegment | undefined {
  const all = texts(draft);
  if (order.containing) return all.find((text) => holds(text, order.containing ?? ''));
  if (!order.role) {
    // Words without "title" or "text" are new ones; qualities alone are said of what is there.
    return order.words === undefined || order.mode === 'change' ? lastText(all, stage) : undefined;
  }
  const ofRole = all.filter(({ m }) => m.role === order.role);
  return ofRole.find((text) => text === lastText(ofRole, stage)) ?? ofRole[0];
}

function lastText(all: readonly TextSegment[], stage: Stage): TextSegment | undefined {
  const spoken = stage.lastText;
  return all.find(({ m }) => m.role === spoken?.role && m.text === spoken.words) ?? all[0];
}

const holds = ({ m }: TextSegment, words: string) => m.text.toLowerCase().includes(words.toLowerCase());

function change(draft: StudioDraft, stage: Stage, order: TextOrder, target: TextSegment): Outcome {
  const time = timeFor(order.time, target, draft, stage);
  if ('problem' in time) return time;
  const changed: TextSegment = {
    ...time.found,
    m: {
      ...target.m,
      ...lookFor(order.look, target.m),
      ...(order.words !== undefined && { text: cut(newWords(order, target)) }),
    },
  };
  return {
    draft: withTexts(
      draft,
      texts(draft).map((text) => (text === target ? changed : text)),
    ),
    change: { what: 'text-changed', segment: changed },
    text: { role: changed.m.role, words: changed.m.text },
  };
}

/** `change "Summer" to "Winter"` changes that word where it stands in a longer text. */
function newWords(order: TextOrder, target: TextSegment): string {
  const words = order.words ?? target.m.text;
  if (!order.containing) return words;
  const at = target.m.text.toLowerCase().indexOf(order.containing.toLowerCase());
  return target.m.text.slice(0, at) + words + target.m.text.slice(at + order.containing.length);
}

function add(draft: StudioDraft, stage: Stage, order: TextOrder, words: string): Outcome {
  const role = order.role ?? 'caption';
  const isCaption = role === 'caption';
  const usual = { s: 0, d: isCaption ? draft.d : Math.min(TITLE_MS, draft.d) };
  const time = timeFor(order.time, usual, draft, stage);
  if ('problem' in time) return time;
  const { s, d } = time.found;
  const all = texts(draft);
  const overlapping = all.filter((text) => text.s < s + d && s < text.s + text.d);
  // Two titles at once cannot be read: the new one takes the place of the old one.
  const replaced = overlapping.find(
    ({ m }) => m.role === role && (order.look.position === undefined || order.look.position === m.position),
  );
  const others = overlapping.filter((text) => text !== replaced).map(({ m }) => m.position);
  const base = replaced
    ? replaced.m
    : { ...LOOKS[role], position: freePosition(LOOKS[role].position, others) };
  const segment: TextSegment = { s, d, m: { ...base, ...lookFor(order.look, base), text: cut(words), role } };
  const kept = all.filter((text) => text !== replaced).slice(0, MAX_TEXTS - 1);
  return {
    draft: withTexts(draft, [...kept, segment]),
    change: { what: replaced ? 'text-changed' : 'text-added', segment },
    text: { role, words: segment.m.text },
  };
}

function freePosition(wanted: Position, taken: readonly Position[]): Position {
  const order: Position[] = [wanted, 'bottom', 'top', 'center'];
  return order.find((position) => !taken.includes(position)) ?? wanted;
}

function lookFor(look: TextLook, present: Look): Look {
  const size = look.size ?? present.size * (look.sizeFactor ?? 1);
  return {
    position: look.position ?? present.position,
    color: look.color ?? present.color,
    size: Math.round(Math.min(Math.max(size, SIZES.least), SIZES.most) * 1_000) / 1_000,
    fade: look.fade ?? present.fade,
  };
}

type Span = { s: number; d: number };

function timeFor(
  time: TextTime | undefined,
  present: Span,
  draft: StudioDraft,
  stage: Stage,
): { found: Span } | { problem: Problem } {
  const total = draft.d;
  const within = (s: number, d: number): { found: Span } => {
    const length = Math.min(Math.max(Math.round(d), SHORTEST_TEXT_MS), total);
    return { found: { s: Math.max(0, Math.min(Math.round(s), total - length)), d: length } };
  };
  const spansAll = present.d >= total;
  const usual = spansAll ? TITLE_MS : present.d;
  switch (time?.at) {
    case undefined:
      return within(present.s, present.d);
    case 'whole':
      return within(0, total);
    case 'for':
      return within(present.s, time.ms);
    case 'factor':
      return within(present.s, present.d * time.factor);
    case 'range':
      return within(time.from, Math.min(time.to, Math.max(total, time.from + SHORTEST_TEXT_MS)) - time.from);
    case 'moment':
      return within(time.from, time.ms ?? Math.min(usual, Math.max(total - time.from, SHORTEST_TEXT_MS)));
    case 'edge': {
      const d = Math.min(time.ms ?? usual, total);
      return within(time.edge === 'start' ? 0 : total - d, d);
    }
    case 'images': {
      const chosen = positionsOf(time.images, draft, stage);
      if ('problem' in chosen) return chosen;
      const spans = chosen.found.flatMap((index) => pictures(draft)[index] ?? []);
      const from = Math.min(...spans.map(({ s }) => s));
      const to = Math.max(...spans.map(({ s, d }) => s + d));
      return within(from, to - from);
    }
  }
}

function cut(words: string): string {
  return [...words].slice(0, MAX_WORDS).join('');
}

function withTexts(draft: StudioDraft, all: readonly TextSegment[]): StudioDraft {
  const present = sound(draft);
  return assemble(draft, { pictures: pictures(draft), ...(present && { sound: present }), texts: all });
}
