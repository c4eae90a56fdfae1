import { Failure, failedWith } from '../failure.js';
import { type Act, postKey } from './act.js';
import { conduct, conductAside, stoppedWords } from './conduct.js';
import type { Conversation } from './conversation.js';
import { endAgain, writeFailed, writeStopped } from './ending.js';
import { failureReplies } from './failures.js';
import type { InboundMessage } from './inbound.js';
import { Interruption } from './interruption.js';
import { type ActTools, type GivenAct, openAct } from './open-act.js';
import type { RunningLimits } from './ports/stores.js';
import type { InterruptReason, Lane, WorkHandlers } from './ports/work.js';
import { tellPlace } from './queue-notice.js';
import { type ActOutcome, noTelemetry, type Span } from './telemetry.js';
import { createTurnstile } from './turnstile.js';

export interface ConductorOptions extends ActTools {
  /** Requests of one person and of one tenant that run at once; the others wait for their turn. */
  readonly limits: RunningLimits;
}

/** Troubles that pass: the row stays, and the act goes on from its journal. */
const COMES_BACK = ['store-unavailable', 'store-full', 'platform-unavailable'] as const;
const RETRY_AFTER_TROUBLE = 5_000;
/** How long the row of a message stays for the sake of the last edit of its card. */
const DRAWN_WITHIN = 60_000;

/** Runs the acts: what `work` wakes. One act at a time per thread and lane. */
export function createConductor(options: ConductorOptions): WorkHandlers {
  const { conversations, inbox, clock, log, telemetry = noTelemetry } = options;
  const { metrics, tracer } = telemetry;
  /** By lane and conversation. */
  const running = new Map<string, Running>();
  const LANES: readonly Lane[] = ['ordered', 'aside'];
  const turnstile = createTurnstile({
    ...options,
    onWait: (message, ahead) => tellPlace(options, message, ahead),
  });

  let isClosing = false;

  async function drain(id: string, lane: Lane): Promise<void> {
    while (lane === 'aside' || !isClosing) {
      const message = await inbox.next(id, lane);
      if (!message) return;
      const finished = await handle(message, lane).catch((problem: unknown) => {
        if (failedWith(problem, ...COMES_BACK)) throw problem;
        // Acts tell their own failures. One that cannot even do that must not hold up its thread for ever.
        const { code, detail, cause } = Failure.from(problem);
        log.error({ code, detail, error: cause, conversation: id }, 'a message could not be handled');
        return true;
      });
      if (!finished) return;
      if (lane === 'ordered') await untilDrawn(message);
      await inbox.done(message);
      turnstile.left(message);
      await options.journal.clear(id, message.id);
    }
  }

  /** A busy platform is not waited for without end: others wait behind. */
  async function untilDrawn({ place }: InboundMessage): Promise<void> {
    const drawn = options.platforms.get(place.platform)?.settled?.(place);
    if (!drawn) return;
    const enough = new AbortController();
    const late = clock.sleep(DRAWN_WITHIN, enough.signal).catch(() => {
      // Aborted: it was drawn in time.
    });
    await Promise.race([drawn, late]);
    enough.abort();
  }

  /** False when the act goes on after a restart: its row stays. */
  async function handle(message: InboundMessage, lane: Lane): Promise<boolean> {
    const { conversation: id } = message.place;
    // Before the conversation is read: "forget" then either finds this act, or leaves it nothing to find.
    const begun: Running = { cut: new AbortController(), forgotten: new AbortController(), waits: true };
    running.set(`${lane} ${id}`, begun);
    const signal = begun.cut.signal;
    const forgotten = begun.forgotten.signal;
    try {
      const begins = lane === 'aside' || (await turnstile.pass(message, signal));
      // It still stands in the thread as queued, and will be after the restart.
      if (!begins && cutBy(signal) === 'shutdown') return false;
      begun.waits = false;
      const platform = options.platforms.get(message.place.platform);
      const conversation = await conversations.get(id);
      if (platform && conversation) {
        return await runAct({ message, conversation, platform, lane, signal, forgotten });
      }
      log.warn({ conversation: id }, 'a message for a thread that is gone was dropped');
      return true;
    } finally {
      running.delete(`${lane} ${id}`);
    }
  }

  async function runAct(given: Omit<GivenAct, 'span'>): Promise<boolean> {
    const { message, lane } = given;
    const { conversation: id } = message.place;
    const span = tracer.span('act', { 'reelthread.conversation': id, 'reelthread.lane': lane });
    metrics.actBegan(lane);
    let outcome: ActOutcome = 'postponed';
    try {
      const act = await openAct(options, { ...given, span });
      if (act.journal.resumed) metrics.recovery('act', 'recovered');
      else metrics.took('wait', Math.max(0, clock.now() - message.receivedAt), 'ok');
      outcome = await perform(act, lane, span);
      if (outcome === 'forgotten') await forgetAgain(given.conversation);
      return outcome !== 'suspended';
    } catch (problem) {
      span.end(problem);
      throw problem;
    } finally {
      span.end();
      metrics.actEnded(lane, outcome);
    }
  }

  /** What was on its way when the thread was deleted may have left something; unless somebody has begun it anew. */
  async function forgetAgain({ id, createdAt }: Conversation): Promise<void> {
    const standing = await conversations.get(id);
    if (!standing || standing.createdAt === createdAt) await conversations.forget({ conversation: id });
  }

  return {
    async run(conversation, lane) {
      for (;;) {
        try {
          return await drain(conversation, lane);
        } catch (problem) {
          // The store or the platform is away. The rows are safe: try again.
          const { code, detail } = Failure.from(problem);
          log.error({ code, detail, conversation }, 'a thread could not be worked on; trying again');
          if (!failedWith(problem, ...COMES_BACK)) return;
          metrics.retry('thread');
          await clock.sleep(RETRY_AFTER_TROUBLE);
        }
      }
    },
    interrupt(conversation: string, reason: InterruptReason) {
      // What is read aside is not stopped: it is short, and *stop* itself is one of those.
      const lanes = reason === 'stop' ? LANES.slice(0, 1) : LANES;
      const found = lanes.flatMap((lane) => running.get(`${lane} ${conversation}`) ?? []);
      for (const { cut, forgotten } of found) {
        const why = new Interruption(reason);
        if (reason === 'forget') forgotten.abort(why);
        cut.abort(why);
      }
      return found.length > 0;
    },
    closing() {
      isClosing = true;
      for (const { waits, cut } of running.values()) if (waits) cut.abort(new Interruption('shutdown'));
    },
  };
}

function cutBy({ reason }: AbortSignal): InterruptReason | undefined {
  return reason instanceof Interruption ? reason.why : undefined;
}

/** Only `suspended` leaves the row in the inbox. Rejects when the act is to be postponed. */
async function perform(act: Act, lane: Lane, span: Span): Promise<ActOutcome> {
  try {
    const outcome = await toItsEnd(act, lane, span);
    act.forgotten.throwIfAborted();
    return outcome;
  } catch (problem) {
    if (!act.forgotten.aborted) throw problem;
    await leaveForgotten(act);
    return 'forgotten';
  } finally {
    act.card.release();
  }
}

async function toItsEnd(act: Act, lane: Lane, span: Span): Promise<ActOutcome> {
  try {
    endAgain(act.journal);
    // *Stop* may have come while it waited for its turn.
    act.signal.throwIfAborted();
    await (lane === 'ordered' ? conduct(act) : conductAside(act));
    if (lane === 'ordered') await settle(act, { keepRetry: false });
    return 'done';
  } catch (problem) {
    if (act.forgotten.aborted) throw problem;
    const cut = cutBy(act.signal);
    if (cut === 'shutdown') {
      await act.card.suspend();
      return 'suspended';
    }
    if (cut || problem instanceof Interruption) {
      await tellStopped(act);
      return 'stopped';
    }
    await tellFailed(act, problem, lane);
    span.end(problem);
    return 'failed';
  }
}

/**
 * The thread was deleted: nothing may be written down for it any more. What stands in the channel is the channel's, and
 * must not say for ever that something is at work.
 */
async function leaveForgotten(act: Act): Promise<void> {
  try {
    await act.card.close('stopped');
  } catch (problem) {
    const { code, detail } = Failure.from(problem);
    act.log.info({ code, detail }, 'the card of a deleted thread could not be ended');
  }
}

async function tellStopped(act: Act): Promise<void> {
  const waiting = await act.waiting();
  const words = [stoppedWords(act), waiting > 0 ? act.words.stillWaiting(waiting) : ''];
  const text = await writeStopped(act.journal, words.filter(Boolean).join(' '));
  await act.card.close('stopped');
  await settle(act, { keepRetry: false });
  await quietly(act, () => act.say('stopped', { kind: 'text', language: act.language, text: `⏹ ${text}` }));
}

async function tellFailed(act: Act, problem: unknown, lane: Lane): Promise<void> {
  if (failedWith(problem, ...COMES_BACK)) throw problem;
  const failure = Failure.from(problem);
  act.metrics.failed(failure.code);
  act.log.warn(
    { code: failure.code, detail: failure.detail, conversation: act.conversation.id },
    'an act failed',
  );
  if (failure.code === 'internal')
    act.log.error({ error: failure.cause ?? failure }, 'unexpected error in an act');
  await writeFailed(act.journal, failure);
  // The reason follows as a message of its own, which notifies.
  await act.card.close('failed', act.words.notFinished);
  if (lane === 'ordered') await settle(act, { keepRetry: true });
  const retryId = lane === 'ordered' ? act.conversation.retry?.id : undefined;
  for (const [index, reply] of failureReplies(act, failure, retryId).entries()) {
    await quietly(act, () => act.say(`failure:${index}`, reply));
  }
}

/** The end of an ordered act: nothing runs any more, and a failed request can be tried again. */
async function settle(act: Act, { keepRetry }: { keepRetry: boolean }): Promise<void> {
  const { conversation, message } = act;
  conversation.running = undefined;
  const stored = new Set(conversation.media.map((media) => media.from?.id));
  conversation.retry = keepRetry
    ? {
        // The same after a restart, when the button stands already.
        id: postKey(message, 'retry').slice(0, 8),
        text: message.text,
        attachments: message.attachments.filter((attachment) => !stored.has(attachment.id)),
        action: message.action,
      }
    : undefined;
  await act.save();
}

/** The thread itself may be gone; that must not keep the row for ever. */
async function quietly(act: Act, tell: () => Promise<unknown>): Promise<void> {
  try {
    await tell();
  } catch (problem) {
    const { code, detail } = Failure.from(problem);
    if (failedWith(problem, ...COMES_BACK)) throw problem;
    act.log.warn(
      { code, detail, conversation: act.conversation.id },
      'a failure could not be told in the thread',
    );
  }
}

/** Both end an act; one that is being stopped can still be forgotten, and then says nothing more. */
interface Running {
  readonly cut: AbortController;
  readonly forgotten: AbortController;
  /** For its turn, behind other requests of the same person or tenant. */
  waits: boolean;
}
