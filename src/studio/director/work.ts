import { apply } from './apply/apply.js';
import type { Change, LibraryItem, Note, Problem, Stage } from './apply/outcome.js';
import { type Desk, redo, remember, undo, withPlaced } from './desk.js';
import type { AsideOrder, Order } from './orders.js';
import type { Subject } from './read/subject.js';
import type { Language } from './words/words.js';

/** Images that were uploaded and never placed in a video. */
export function freshImages(desk: Desk, library: readonly LibraryItem[]): string[] {
  return library.filter(({ id, kind }) => kind === 'image' && !desk.placed.includes(id)).map(({ id }) => id);
}

/** Problems that are none while a video is being made: "no music" is granted when there is none. */
const GRANTED: ReadonlySet<Problem['why']> = new Set(['one-image', 'no-music', 'no-text']);

const LASTING: ReadonlySet<Change['what']> = new Set(['aspect', 'music', 'volume', 'order', 'music-removed']);

/** One message being carried out: the desk as it changes, and everything that has to be told. */
export class Work {
  readonly changes: Change[] = [];
  readonly problems: Problem[] = [];
  readonly notes: Note[] = [];
  readonly asides: AsideOrder[] = [];
  made = false;
  /** Only small changes of style: the backend says nothing about these. */
  quiet = true;
  #failed = false;
  readonly #first: Desk;
  #before: Desk;

  constructor(
    public desk: Desk,
    readonly library: readonly LibraryItem[],
    readonly language: Language,
  ) {
    this.#first = desk;
    this.#before = desk;
  }

  /** True when the video is another one than before the message. */
  get changed(): boolean {
    return this.desk.draft !== this.#first.draft;
  }

  do(order: Order): void {
    // Without its video the rest of the wishes has no object: one reason is told, not five.
    if (this.#failed) return;
    if (order.do === 'undo') this.#undo(order.steps);
    else if (order.do === 'redo') this.#redo();
    else this.#apply(order);
  }

  #apply(order: Order): void {
    const before = this.desk.draft;
    const outcome = apply(before, this.#stage(), order);
    if (!outcome) {
      this.asides.push(order as AsideOrder);
      return;
    }
    if ('problem' in outcome) {
      this.#failed = order.do === 'make';
      if (!(this.made && GRANTED.has(outcome.problem.why))) this.problems.push(outcome.problem);
      return;
    }
    this.made ||= order.do === 'make' || order.do === 'remake';
    this.quiet &&= isSmall(order, outcome.change);
    this.#told(outcome.change);
    this.notes.push(...(outcome.notes ?? []));
    const focus = {
      subject: subjectOfOrder(order),
      images: outcome.images ?? this.desk.focus.images,
      text: outcome.text ?? this.desk.focus.text,
    };
    this.desk = {
      ...this.desk,
      draft: outcome.draft,
      placed: withPlaced(this.desk.placed, outcome.draft),
      focus,
    };
  }

  /** Of a shape or a volume that was set twice only the last one counts. */
  #told(change: Change): void {
    const replaced = LASTING.has(change.what)
      ? this.changes.findIndex(({ what }) => what === change.what)
      : -1;
    if (replaced >= 0) this.changes.splice(replaced, 1);
    this.changes.push(change);
  }

  #undo(steps: number): void {
    this.commit();
    const undone = undo(this.desk, steps);
    this.quiet = false;
    this.desk = undone.desk;
    this.#before = undone.desk;
    if (undone.steps > 0) this.changes.push({ what: 'undone', steps: undone.steps });
    else this.problems.push({ why: 'nothing-to-undo' });
  }

  /** "redo" after an undo brings the change back; otherwise people mean "make it once more". */
  #redo(): void {
    this.commit();
    const redone = redo(this.desk);
    if (!redone && this.desk.draft) {
      this.#apply({ do: 'remake' });
      return;
    }
    this.quiet = false;
    if (!redone) {
      this.problems.push({ why: 'nothing-to-redo' });
      return;
    }
    this.desk = redone;
    this.#before = redone;
    this.changes.push({ what: 'redone', steps: 1 });
  }

  /** One message is one step for undo, however many wishes were in it. */
  commit(): void {
    this.desk = remember(this.#before, this.desk);
    this.#before = this.desk;
  }

  #stage(): Stage {
    const { focus } = this.desk;
    return {
      library: this.library,
      language: this.language,
      fresh: freshImages(this.desk, this.library),
      lastImages: focus.images,
      ...(focus.text && { lastText: focus.text }),
    };
  }
}

/** Changes of style, of words that are there, and of the volume: about three edits in ten. */
function isSmall(order: Order, change: Change): boolean {
  return order.do === 'volume' || (order.do === 'text' && change.what === 'text-changed');
}

function subjectOfOrder(order: Order): Subject {
  if (order.do === 'text' || order.do === 'remove-text') return 'text';
  if (['music', 'remove-music', 'volume', 'music-fade'].includes(order.do)) return 'music';
  return 'images' in order || 'image' in order ? 'image' : 'video';
}
