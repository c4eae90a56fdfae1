import { Failure, failedWith } from '../failure.js';
import type { Language } from './inbound.js';
import type { Platform, Posted } from './ports/platform.js';
import type { Clock, Log } from './ports/tools.js';
import type { ProgressReply, Reply } from './reply.js';
import { buttonsFor } from './simple-replies.js';
import { elapsedWords, wordsIn } from './words/words.js';

/**
 * The one card of an act: phase and elapsed time, edited in place; and the "Still working" note beside it.
 * Nothing is posted before `open`, so acts that answer at once have no card.
 */
export interface Card {
  /** Posts the card, or takes up the one that an earlier run of this act posted. Opening twice only changes the phase. */
  open(phase: string): Promise<void>;
  /** Newest state wins; never rejects. `percent` only when the backend said so. */
  phase(phase: string, percent?: number): void;
  /** Ends the card and the note: nothing in the thread says "working" any more. `why` replaces the usual words. */
  close(state: 'done' | 'failed' | 'stopped', why?: string): Promise<void>;
  /** Leaves the card open with a last word, because the act goes on after a restart. */
  suspend(): Promise<void>;
  /** Draws nothing any more: the act has ended in whatever way, and the next run of it has a card of its own. */
  release(): void;
  readonly isOpen: boolean;
}

interface CardOptions {
  readonly platform: Platform;
  readonly place: Posted['place'];
  readonly language: Language;
  readonly clock: Clock;
  readonly log: Log;
  readonly startedAt: number;
  readonly stillWorkingEvery: number;
  /** Posts once, across restarts. */
  readonly say: (name: 'card' | 'note', reply: Reply) => Promise<Posted>;
  readonly onPosted: (posted: Posted) => Promise<void>;
  /** The card of a message that had to wait, or that an earlier run had begun: it stands in the thread already. */
  readonly queued?: Posted;
  /** True when an earlier run of this act has posted the note, or died while it did. */
  readonly noteMayStand?: boolean;
}

/**
 * The card is refreshed every 30 s for two minutes, then together with the note: a 15-minute turn stays far within
 * what platforms allow (Slack: chat.update 50 a minute for the whole workspace).
 */
const REFRESH_EVERY = 30_000;
const REFRESH_CLOSELY_FOR = 120_000;

export function createCard(options: CardOptions): Card {
  const { platform, place, language, clock, log } = options;
  const words = wordsIn(language);
  let posted = options.queued;
  let note: Promise<Posted> | undefined;
  let current: { phase: string; percent?: number } = { phase: '' };
  let ticking: AbortController | undefined;
  const elapsed = () => elapsedWords(clock.now() - options.startedAt, language);

  function draw(state: ProgressReply['state'], text: string, stoppable: boolean): ProgressReply {
    return {
      kind: 'progress',
      state,
      text,
      phase: current.phase,
      percent: current.percent,
      startedAt: options.startedAt,
      language,
      buttons: stoppable ? buttonsFor(language, ['stop']) : [],
    };
  }

  function running(): ProgressReply {
    const { phase, percent } = current;
    const text =
      percent === undefined
        ? words.cardRunning(phase, elapsed())
        : words.cardPercent(phase, percent, elapsed());
    return draw('running', text, true);
  }

  async function refresh(): Promise<void> {
    if (posted) await platform.edit(posted, running());
  }

  async function tellStillWorking(): Promise<void> {
    const reply: Reply = { kind: 'note', language, text: words.stillWorking(elapsed()) };
    const isNew = note === undefined;
    const standing = await postNote(reply);
    // Found again from an earlier run, it still shows the words of that time.
    if (!isNew || options.noteMayStand) await platform.edit(standing, reply);
  }

  function postNote(reply: Reply): Promise<Posted> {
    note ??= options.say('note', reply).catch((problem) => {
      note = undefined;
      throw problem;
    });
    return note;
  }

  async function tick(signal: AbortSignal): Promise<void> {
    // Counted from the start of the act, as the elapsed time beside it is, and not from when the card came to stand.
    const every = options.stillWorkingEvery;
    let nextNote = clock.now() + every - ((clock.now() - options.startedAt) % every);
    while (!signal.aborted) {
      const closely = clock.now() - options.startedAt < REFRESH_CLOSELY_FOR;
      const wait = Math.max(1, nextNote - clock.now());
      await clock.sleep(closely ? Math.min(wait, REFRESH_EVERY) : wait, signal);
      await platform.working(place, true);
      if (signal.aborted) return;
      await refresh();
      if (!signal.aborted && clock.now() >= nextNote) {
        nextNote += every;
        await tellStillWorking();
      }
    }
  }

  function startTicking(): void {
    ticking = new AbortController();
    const { signal } = ticking;
    tick(signal).catch((problem) => {
      // The ticker only decorates: a platform that refuses a note must not end the work itself.
      if (!signal.aborted) log.warn({ error: String(problem) }, 'the progress card stopped being refreshed');
    });
  }

  /** Also one that is being posted at this moment, and one that an earlier run has left behind. */
  async function endNote(): Promise<void> {
    if (!note && !options.noteMayStand) return;
    const reply: Reply = { kind: 'note', language, text: words.stillWorkingOver(elapsed()), isOver: true };
    try {
      await platform.edit(await postNote(reply), reply);
    } catch (problem) {
      const { code, detail } = Failure.from(problem);
      if (failedWith(problem, 'platform-unavailable', 'store-unavailable', 'store-full')) throw problem;
      log.warn({ code, detail }, 'the note beside the card could not be ended');
    }
    note = undefined;
  }

  return {
    get isOpen() {
      return ticking !== undefined;
    },
    async open(phase) {
      current = { phase };
      if (ticking) return refresh();
      const reply = running();
      posted = await options.say('card', reply);
      await options.onPosted(posted);
      // An earlier run, or the queue, may have posted it with other words.
      await platform.edit(posted, reply);
      await platform.working(place, true);
      startTicking();
    },
    phase(phase, percent) {
      if (!ticking) return;
      if (phase === current.phase && percent === current.percent) return;
      current = { phase, percent };
      void refresh();
    },
    async close(state, why) {
      ticking?.abort();
      if (!posted) return;
      const text = {
        done: why ?? words.cardDone(clock.now() - options.startedAt < 1_000 ? '' : elapsed()),
        failed: words.cardFailed(why ?? words.failure.internal),
        stopped: words.cardStopped,
      }[state];
      const last = posted;
      posted = undefined;
      await platform.edit(last, draw(state, text, false));
      await endNote();
      await platform.working(place, false);
    },
    async suspend() {
      ticking?.abort();
      if (!posted) return;
      current = { phase: words.phase.goesOnAfterRestart };
      await refresh();
    },
    release() {
      ticking?.abort();
      posted = undefined;
    },
  };
}
