import type { Clock } from '../../src/conversation/ports/tools.js';
import { successData } from '../../test/fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../../test/fakes/nemo/fake-nemo.js';

/** A render that is to be made: how long it takes, and what it tells meanwhile. */
export interface RenderPlan {
  /** Milliseconds by the clock. */
  readonly length: number;
  /** Whole percent after `elapsed` milliseconds; undefined when this backend tells none. */
  percent(elapsed: number): number | undefined;
}

export interface SeenRender {
  /** By the clock, Unix milliseconds. */
  readonly doneAt: number;
  polls: number;
}

export interface RenderingBackend {
  readonly nemo: FakeNemo;
  /** The render that was made after this plan. */
  seen(plan: RenderPlan): SeenRender;
  close(): Promise<void>;
}

/** The plan's number, as the name of the only picture of a session, or as the id of a render. */
export const pictureName = (plan: number) => `plan-${plan}.jpg`;
export const renderId = (plan: number) => `plan-${plan}`;

/** The fake backend of the tests, whose renders take their time on a clock and count how often they are asked for. */
export async function startRenderingBackend(
  plans: readonly RenderPlan[],
  clock: Clock,
): Promise<RenderingBackend> {
  const nemo = await startFakeNemo();
  const byId = new Map<string, SeenRender & { readonly plan: RenderPlan }>();

  nemo.always('render', ({ sessionId = '', renderId: id = '' }) => {
    const picture = String(nemo.session(sessionId).state.video_infos[0]?.filename);
    const plan = plans[Number(/plan-(\d+)/.exec(`${id} ${picture}`)?.[1])];
    if (!plan) throw new Error(`no plan for ${id} or ${picture}`);
    byId.set(id, { plan, doneAt: clock.now() + plan.length, polls: 0 });
    return undefined;
  });
  nemo.always('renderStatus', ({ renderId: id = '' }) => {
    const render = byId.get(id);
    if (!render) return undefined;
    render.polls += 1;
    const left = render.doneAt - clock.now();
    if (left <= 0) {
      const outputUrl = `${nemo.url}/files/${id}.mp4`;
      return successData({ id, status: 'completed', progress: 100, outputUrl });
    }
    return successData({
      id,
      status: 'processing',
      progress: render.plan.percent(render.plan.length - left),
    });
  });

  return {
    nemo,
    seen(plan) {
      const render = [...byId.values()].find((candidate) => candidate.plan === plan);
      if (!render) throw new Error('this render was never submitted');
      return render;
    },
    close: () => nemo.close(),
  };
}
