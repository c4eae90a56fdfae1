import type { Posted } from '../../src/conversation/ports/platform.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { Reply } from '../../src/conversation/reply.js';
import { type Drawn, drawAt, endsSomething, firstDrawn, redrawn } from './pacing.js';
import { PlatformProblem } from './problem.js';
import { Recent } from './recent.js';

/**
 * The outgoing queue of every thread: messages in order, edits behind them. Only the newest edit of a message is kept,
 * so a busy or limited platform loses edits and never messages.
 */
export interface ThreadQueue {
  /** Runs `send` when everything that was posted before it in this thread is through. */
  post<T>(conversation: string, send: () => Promise<T>): Promise<T>;
  /** Remembers what a new message shows. */
  posted(posted: Posted, reply: Reply): void;
  /** Shows `reply` as soon as the pace allows; an older edit that still waits is replaced. */
  edit(posted: Posted, reply: Reply): void;
  /** Resolves when no edit of this thread that ends something waits or is on its way. */
  settled(conversation: string): Promise<void>;
  /** Sends what waits, now and without pacing; for the end of the process. */
  drain(): Promise<void>;
}

/** Sends one edit; rejects with PlatformProblem. */
export type SendEdit = (posted: Posted, reply: Reply) => Promise<void>;

interface Edit {
  readonly posted: Posted;
  readonly reply: Reply;
  /** When it was handed in, Unix milliseconds. */
  readonly since: number;
  /** How often it was refused for the moment. */
  readonly tries: number;
  /** Not before this, Unix milliseconds, because the platform refused it for the moment. */
  readonly notBefore: number;
}

interface Lane {
  readonly posts: (() => Promise<void>)[];
  readonly edits: Map<string, Edit>;
  /** The edit that is on its way. */
  drawing?: Edit;
  /** Whoever waits until nothing that ends something is left. */
  readonly settling: (() => void)[];
  /** Ends the pause before the next edit. */
  wake: AbortController;
  /** Set while the lane is being worked off. */
  finished?: Promise<void>;
}

/** Nothing follows an edit that ends something, so it is tried for long; any other is overtaken by the next. */
const FINAL_FOR_MS = 30 * 60_000;
const RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;

export function createThreadQueue(options: { sendEdit: SendEdit; clock: Clock; log: Log }): ThreadQueue {
  const { sendEdit, clock, log } = options;
  const lanes = new Map<string, Lane>();
  const standing = new Recent<Drawn>(10_000);
  let draining = false;

  function laneOf(conversation: string): Lane {
    const lane = lanes.get(conversation) ?? {
      posts: [],
      edits: new Map(),
      settling: [],
      wake: new AbortController(),
    };
    lanes.set(conversation, lane);
    return lane;
  }

  function start(conversation: string, lane: Lane): void {
    if (lane.finished) lane.wake.abort();
    else lane.finished = run(conversation, lane);
  }

  async function run(conversation: string, lane: Lane): Promise<void> {
    for (;;) {
      const post = lane.posts.shift();
      if (post) {
        await post();
        continue;
      }
      const next = earliest(lane.edits);
      if (!owesEnding(lane)) for (const settled of lane.settling.splice(0)) settled();
      if (!next) break;
      const wait = draining ? 0 : next.dueAt - clock.now();
      if (wait > 0) await pause(lane, wait);
      else await draw(lane, next.edit);
    }
    lanes.delete(conversation);
  }

  /**
   * The edit that is due first. When that is follows from what stands in the thread at this moment: an edit that was
   * handed in while another was on its way has to wait for the gap after that one. Edits that show nothing new go.
   */
  function earliest(edits: Map<string, Edit>): { edit: Edit; dueAt: number } | undefined {
    let first: { edit: Edit; dueAt: number } | undefined;
    for (const [key, edit] of edits) {
      const dueAt = dueTime(standing.get(key), edit);
      if (dueAt === undefined) edits.delete(key);
      else if (!first || dueAt < first.dueAt) first = { edit, dueAt };
    }
    return first;
  }

  async function pause(lane: Lane, ms: number): Promise<void> {
    lane.wake = new AbortController();
    try {
      await clock.sleep(ms, lane.wake.signal);
    } catch {
      // Woken: there is something new to send.
    }
  }

  async function draw(lane: Lane, edit: Edit): Promise<void> {
    const key = messageKey(edit.posted);
    lane.edits.delete(key);
    lane.drawing = edit;
    try {
      await sendEdit(edit.posted, edit.reply);
      standing.set(key, redrawn(standing.get(key), edit.reply, clock.now()));
    } catch (thrown) {
      const again = againIn(thrown, edit, clock.now());
      log.debug({ problem: String(thrown), again }, 'an edit did not go through');
      if (again === undefined || draining || lane.edits.has(key)) return;
      lane.edits.set(key, { ...edit, tries: edit.tries + 1, notBefore: clock.now() + again });
    } finally {
      lane.drawing = undefined;
    }
  }

  return {
    post(conversation, send) {
      return new Promise((resolve, reject) => {
        const lane = laneOf(conversation);
        lane.posts.push(() => send().then(resolve, reject));
        start(conversation, lane);
      });
    },

    posted(posted, reply) {
      standing.set(messageKey(posted), firstDrawn(reply, clock.now()));
    },

    edit(posted, reply) {
      const { conversation } = posted.place;
      const lane = laneOf(conversation);
      lane.edits.set(messageKey(posted), { posted, reply, since: clock.now(), tries: 0, notBefore: 0 });
      start(conversation, lane);
    },

    async settled(conversation) {
      const lane = lanes.get(conversation);
      if (lane && owesEnding(lane)) await new Promise<void>((resolve) => lane.settling.push(resolve));
    },

    async drain() {
      draining = true;
      for (const lane of lanes.values()) lane.wake.abort();
      await Promise.all([...lanes.values()].map((lane) => lane.finished));
    },
  };
}

/** Replies are plain data, made by one author in one order. */
function isSame(one: Reply, other: Reply): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function messageKey(posted: Posted): string {
  return `${posted.place.conversation}\n${posted.id}`;
}

/** Undefined when the edit is not worth a call. */
function dueTime(drawn: Drawn | undefined, { reply, notBefore }: Edit): number | undefined {
  if (drawn?.reply && isSame(drawn.reply, reply)) return undefined;
  const at = drawAt(drawn, reply);
  return at === undefined ? undefined : Math.max(at, notBefore);
}

function owesEnding({ drawing, edits }: Lane): boolean {
  return [drawing, ...edits.values()].some((edit) => edit && endsSomething(edit.reply));
}

/** When to try an edit again; undefined when it is not worth it. */
function againIn(thrown: unknown, { reply, since, tries }: Edit, now: number): number | undefined {
  if (!(thrown instanceof PlatformProblem) || thrown.problem.kind === 'refused') return undefined;
  const isWorthIt = endsSomething(reply) ? now - since < FINAL_FOR_MS : tries < 1;
  if (!isWorthIt) return undefined;
  if (thrown.problem.kind === 'rate-limited') return thrown.problem.retryAfterMs;
  return Math.min(RETRY_MS * 2 ** tries, LONGEST_RETRY_MS);
}
