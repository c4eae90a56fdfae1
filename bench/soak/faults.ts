import { type Answer, codeError, hang, htmlError, reset } from '../../test/fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../../test/fakes/nemo/fake-nemo.js';
import { newGate } from '../../test/fakes/nemo/gate.js';
import type { Endpoint, RecordedRequest } from '../../test/fakes/nemo/recorded-request.js';
import {
  callTool,
  change,
  cutConnection,
  hangForEver,
  heartbeat,
  raw,
  say,
  type TurnStep,
  toolAnswers,
  waitFor,
} from '../../test/fakes/nemo/turn-steps.js';
import { chance, pick } from './chance.js';

/** Every order of the soak has one; the agent puts it into the title, so it is seen in whatever answers the order. */
export const MARK = /c\d+m\d+/;

type Fault = 'away' | 'reset' | 'limited' | 'hang';
type TurnFault =
  | 'refused'
  | 'limited'
  | 'cut'
  | 'cut-undone'
  | 'hang'
  | 'silent'
  | 'garbage'
  | 'session-lost';

/** Percent of the requests. What hangs costs a minute each, so it is rare. */
const FAULTS: Partial<Record<Endpoint, Partial<Record<Fault, number>>>> = {
  session: { away: 3, reset: 2, limited: 1 },
  upload: { away: 3, reset: 3, limited: 2 },
  state: { away: 4, reset: 2, limited: 1, hang: 0.2 },
  render: { away: 3, limited: 1 },
  renderStatus: { away: 5, reset: 2, limited: 2 },
  file: { away: 3, reset: 3 },
};
const TURN_FAULTS: Record<TurnFault, number> = {
  refused: 3,
  limited: 2,
  cut: 6,
  'cut-undone': 2,
  hang: 4,
  silent: 6,
  garbage: 3,
  'session-lost': 3,
};
const RENDERS_FAIL = 3;
const RENDERS_ANSWER_LOST = 3;
const LONGEST_STEP_MS = 600;

export interface FaultyNemo {
  readonly nemo: FakeNemo;
  /** How often the agent was given each order: more than once was paid more than once. */
  readonly heard: ReadonlyMap<string, number>;
  /** From now on it is a good day. */
  calm(): void;
}

/** The fake backend on bad days: what goes wrong depends on the seed, the session and how often it was asked. */
export async function startFaultyNemo(seed: string): Promise<FaultyNemo> {
  const nemo = await startFakeNemo({ pollsUntilDone: 3 });
  const heard = new Map<string, number>();
  const asked = new Map<string, number>();
  let calm = false;

  /** Counts per endpoint and session, so that the order in which sessions are served changes nothing. */
  function nth({ endpoint, sessionId, renderId }: RecordedRequest): string[] {
    const about = `${endpoint} ${renderId ?? sessionId ?? ''}`;
    const count = (asked.get(about) ?? 0) + 1;
    asked.set(about, count);
    return [seed, about, String(count)];
  }

  function faultOf(request: RecordedRequest): Answer | undefined {
    const names = nth(request);
    const fault = calm ? undefined : pick(FAULTS[request.endpoint] ?? {}, ...names);
    switch (fault) {
      case 'away':
        return htmlError(502);
      case 'reset':
        return reset;
      case 'hang':
        return hang;
      case 'limited':
        return { status: 429, headers: { 'retry-after': '1' }, json: { code: 429, message: 'slow down' } };
      default:
        return request.endpoint === 'render' ? loseAnswer(request, names) : undefined;
    }
  }

  /** The render is accepted, and nobody hears of it. */
  function loseAnswer({ renderId = '', sessionId = '', json }: RecordedRequest, names: string[]) {
    if (calm || chance(...names, 'lost') * 100 >= RENDERS_ANSWER_LOST) return undefined;
    const draft = (json as { draft?: unknown }).draft;
    nemo.world.renders.set(renderId, {
      id: renderId,
      sessionId,
      draft,
      output: {},
      polls: 0,
      cancelled: false,
    });
    return reset;
  }

  function statusOf(request: RecordedRequest): Answer | undefined {
    const fails = !calm && chance(seed, 'fails', request.renderId ?? '') * 100 < RENDERS_FAIL;
    if (fails) return { json: { success: true, data: { id: request.renderId, status: 'failed' } } };
    return faultOf(request);
  }

  function turnOf(request: RecordedRequest): Answer | undefined {
    const { message = '', sessionId = '' } = request;
    const names = nth(request);
    const fault = calm ? undefined : pick(TURN_FAULTS, ...names);
    if (fault === 'refused') return htmlError(502);
    if (fault === 'limited') return { status: 429, headers: { 'retry-after': '1' }, json: { code: 429 } };
    if (fault === 'session-lost') nemo.world.loseSession(sessionId);
    if (!nemo.world.sessions.has(sessionId)) return codeError(1002);
    heard.set(message, (heard.get(message) ?? 0) + 1);
    const mark = MARK.exec(message)?.[0] ?? 'unmarked';
    return { stream: stepsOf(mark, fault, names) };
  }

  for (const endpoint of ['session', 'upload', 'state', 'render', 'file'] as const) {
    nemo.always(endpoint, faultOf);
  }
  nemo.always('renderStatus', statusOf);
  nemo.always('turn', turnOf);
  return {
    nemo,
    heard,
    calm() {
      calm = true;
    },
  };
}

function stepsOf(mark: string, fault: TurnFault | undefined, names: readonly string[]): TurnStep[] {
  const work = change(({ state }) => {
    const clips = state.video_infos.map(({ filename }) => ({ d: 3_000, m: { name: String(filename) } }));
    const length = Math.max(1, clips.length) * 3_000;
    state.draft = {
      d: length,
      m: { title: mark, width: 1080, height: 1920 },
      t: [
        { tt: 0, sg: clips.length > 0 ? clips : [{ d: 3_000, m: { name: 'generated clip' } }] },
        { tt: 7, sg: [{ d: 3_000, m: { text: mark } }] },
      ],
    };
  });
  const pause = () => waitFor(opensIn(chance(...names, 'pause') * LONGEST_STEP_MS));
  const begin = [heartbeat, callTool('edit_multitrack'), pause()];
  switch (fault) {
    case 'cut':
      return [...begin, work, cutConnection];
    case 'cut-undone':
      return [...begin, cutConnection];
    case 'hang':
      return [...begin, work, hangForEver];
    case 'silent':
      return [...begin, work, toolAnswers('edit_multitrack')];
    case 'garbage':
      return [...begin, raw('data: {"half": \n\nnonsense\n\n'), work, say(`The title is now ${mark}.`)];
    default:
      return [...begin, work, toolAnswers('edit_multitrack'), pause(), say(`The title is now ${mark}.`)];
  }
}

/** A gate that begins to wait when somebody comes to it. */
function opensIn(ms: number) {
  const gate = newGate();
  void gate.reached.then(() => setTimeout(() => gate.open(), ms));
  return gate;
}
