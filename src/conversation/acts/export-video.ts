import { randomUUID } from 'node:crypto';
import { Failure, failedWith } from '../../failure.js';
import type { Act } from '../act.js';
import type { Resolution, VideoFormat } from '../action.js';
import { Interruption } from '../interruption.js';
import type { RenderStatus, Session } from '../ports/video-backend.js';
import { withSession } from '../session.js';
import { type Metrics, timed } from '../telemetry.js';
import { isExportable } from '../timeline.js';
import { deliverVideo } from './deliver-video.js';
import type { FinishedRender } from './finished-render.js';
import { createPollPlan } from './poll-plan.js';

export interface ExportOptions {
  readonly format?: VideoFormat;
  readonly resolution?: Resolution;
  /** What was asked for and cannot be given, such as "avi" or "4k": told with the result. */
  readonly unavailable?: string;
}

/** Failed polls in a row (network, 5xx) before a render is given up. */
const MAX_FAILED_POLLS = 20;

/**
 * Precheck, submit, poll, deliver (contract §10). One retry with a new id and the draft read again.
 * Rejects with `nothing-to-export`, `plan-blocks-export`, `render-failed`, `render-timeout`, ...
 */
export async function exportVideo(act: Act, options: ExportOptions): Promise<void> {
  act.card.phase(act.words.phase.rendering);
  await withSession(act, async (session) => {
    const render = await renderWithRetry(act, session, options);
    act.card.phase(act.words.phase.delivering);
    await deliverVideo(act, session, render);
  });
}

async function renderWithRetry(act: Act, session: Session, options: ExportOptions): Promise<FinishedRender> {
  try {
    return await renderOnce(act, session, options, 1);
  } catch (problem) {
    if (act.signal.aborted || !failedWith(problem, ...WORTH_A_SECOND_TRY)) throw problem;
    act.log.warn({ code: Failure.from(problem).code }, 'the export failed; trying once more with a new id');
    act.metrics.retry('render');
    return renderOnce(act, session, options, 2);
  }
}

const WORTH_A_SECOND_TRY = ['render-failed', 'backend-unavailable', 'backend-misunderstood'] as const;

async function renderOnce(
  act: Act,
  session: Session,
  options: ExportOptions,
  attempt: number,
): Promise<FinishedRender> {
  const { backend, conversation } = act;
  const journal = act.journal.scope(`render:${attempt}/`);
  const format = options.format ?? 'mp4';
  const draft = await journal.step('draft', async () => {
    const state = await backend.state(session, act.signal);
    if (!state.draft || !isExportable(state.draft)) throw new Failure('nothing-to-export');
    return state.draft;
  });
  conversation.draft = draft;

  const ours = await journal.step('id', async () => `render_${randomUUID()}`);
  const renderId = await journal.once(
    'submit',
    () =>
      backend.submitRender(session, {
        id: ours,
        draft,
        output: {
          format,
          quality: 'high',
          ...(options.resolution ? { resolution: options.resolution } : {}),
        },
      }),
    // It may have been accepted before the restart: poll our own id; if it is unknown, the second attempt follows.
    async () => ours,
  );
  if (conversation.running) conversation.running.renderId = renderId;
  await act.save();
  const url = await journal.step('done', () => watchRender(act, session, renderId));
  return {
    id: renderId,
    url: url ?? undefined,
    draft,
    format,
    resolution: options.resolution,
    unavailable: options.unavailable,
  };
}

/** Polls to the end, and counts how it ended. */
async function watchRender(act: Act, session: Session, renderId: string): Promise<string | null> {
  try {
    const url = await timed(act, 'render', () => pollUntilDone(act, session, renderId));
    act.metrics.render('done');
    return url;
  } catch (problem) {
    act.metrics.render(endingOf(act, problem));
    throw problem;
  }
}

function endingOf(act: Act, problem: unknown): Parameters<Metrics['render']>[0] {
  if (failedWith(problem, 'render-timeout')) return 'timeout';
  if (act.signal.aborted && !isStop(act)) return 'suspended';
  return act.signal.aborted || problem instanceof Interruption ? 'stopped' : 'failed';
}

/** Resolves to the address of the file, or null when the backend gave none. */
async function pollUntilDone(act: Act, session: Session, renderId: string): Promise<string | null> {
  const { backend, clock, settings, words } = act;
  const startedAt = clock.now();
  const plan = createPollPlan({
    longest: settings.renderPollEvery,
    eager: backend.identity.name === 'studio',
  });
  let failedPolls = 0;
  let doneWithoutUrl = 0;
  try {
    while (clock.now() - startedAt < settings.renderTimeout) {
      await clock.sleep(plan.next(clock.now() - startedAt), act.signal);
      let status: RenderStatus;
      try {
        status = await backend.renderStatus(session, renderId);
        failedPolls = 0;
      } catch (problem) {
        failedPolls += 1;
        act.metrics.retry('render-poll');
        if (failedWith(problem, 'session-lost')) throw new Failure('render-failed', { cause: problem });
        if (!failedWith(problem, 'backend-unavailable', 'rate-limited') || failedPolls > MAX_FAILED_POLLS)
          throw problem;
        continue;
      }
      switch (status.state) {
        case 'done':
          // Some answers say "completed" one poll before the address is there.
          if (status.url || doneWithoutUrl++ > 0) return status.url ?? null;
          break;
        case 'failed':
          throw new Failure('render-failed', { detail: 'the backend reported a failed render' });
        case 'cancelled':
          throw new Interruption('stop');
        case 'waiting':
        case 'running':
          plan.saw(status.percent, clock.now() - startedAt);
          act.card.phase(
            status.state === 'waiting' ? words.phase.queuedRender : words.phase.rendering,
            status.percent,
          );
      }
    }
  } catch (problem) {
    if (isStop(act)) await cancelQuietly(act, session, renderId);
    throw problem;
  }
  await cancelQuietly(act, session, renderId);
  throw new Failure('render-timeout');
}

function isStop(act: Act): boolean {
  return (
    act.signal.aborted && !(act.signal.reason instanceof Interruption && act.signal.reason.why === 'shutdown')
  );
}

async function cancelQuietly(act: Act, session: Session, renderId: string): Promise<void> {
  try {
    await act.backend.cancelRender(session, renderId);
  } catch (problem) {
    // Cancelling is a courtesy to the backend; the person is no longer waiting for this render.
    const { code, detail } = Failure.from(problem);
    act.log.info({ code, detail }, 'a render could not be cancelled');
  }
}
