import type { AddressInfo } from 'node:net';
import multipart from '@fastify/multipart';
import fastify, { type HTTPMethods } from 'fastify';
import type { Answer, Script } from './answers.js';
import { HappyBackend } from './happy-backend.js';
import { type Endpoint, type RecordedRequest, record } from './recorded-request.js';
import type { TurnStep } from './turn-steps.js';
import { send } from './wire.js';
import { type FakeSession, World } from './world.js';

export interface FakeNemoOptions {
  /** How good answers are wrapped where no script says otherwise. Default `code`. */
  envelope?: 'code' | 'success' | 'bare';
  /** Errors as JSON code with the HTTP twin (`http`, default) or as JSON code with HTTP 200 (`code`). */
  errors?: 'http' | 'code';
  /** Which poll of a render says "completed". Default 2. */
  pollsUntilDone?: number;
  /** Default 200 MB. */
  maxUploadBytes?: number;
}

/**
 * A stand-in for the NemoVideo backend on a real loopback port.
 *
 * Without a script it is a plausible backend on a good day: it issues tokens, keeps sessions, takes files, answers a
 * turn by building a draft (video track of everything uploaded, music, title), renders on the second poll.
 *
 * @example
 * const nemo = await startFakeNemo();
 * nemo.onTurn([say('Adding a title.'), change(addTitle)]);           // every turn from now on
 * nemo.nextTurn([heartbeat, cutConnection]);                         // only the next one
 * nemo.next('state', htmlError(502), codeData({ state: {} }));       // the next two answers of an endpoint
 * nemo.always('upload', twinError(4001));                            // until `always('upload', undefined)`
 * expect(nemo.turns()).toEqual(['make a video']);                    // what the agent was told, each exactly once
 * await nemo.close();
 */
export interface FakeNemo {
  /** Base URL, for NEMO_API_URL. */
  readonly url: string;
  /** May be changed at any time. */
  readonly options: FakeNemoOptions;
  /** Everything that arrived, in order, bodies read. */
  readonly requests: readonly RecordedRequest[];
  /** Sessions, renders, tokens, credits: read and change them. */
  readonly world: World;
  /** The session with this id, else the newest one. Throws when there is none. */
  session(id?: string): FakeSession;
  /** Requests of one endpoint, of one session when it is given. */
  of(endpoint: Endpoint, sessionId?: string): RecordedRequest[];
  count(endpoint: Endpoint, sessionId?: string): number;
  /** Messages that reached the agent, in order (also those whose answer was cut). */
  turns(sessionId?: string): string[];
  /** The next answers of an endpoint, each used once, whatever the request; they go before `always`. */
  next(endpoint: Endpoint, ...scripts: Script[]): void;
  /** Every answer of an endpoint from now on; `undefined` takes it back. */
  always(endpoint: Endpoint, script: Script | undefined): void;
  /**
   * Every turn from now on; a function sees the message and may return `undefined` for the happy turn. A bad token or
   * an unknown session is refused all the same (use `always('turn', ...)` to script what comes before the stream).
   */
  onTurn(script: TurnScript | undefined): void;
  /** Only the next turn. */
  nextTurn(steps: readonly TurnStep[]): void;
  /** Resolves when this many requests of the endpoint have arrived (1 by default), counted from the start. */
  arrived(endpoint: Endpoint, count?: number): Promise<void>;
  /** Cuts every connection and frees the port. Rejects with the first error that a script of the test has thrown. */
  close(): Promise<void>;
}

export type TurnScript =
  | readonly TurnStep[]
  | ((message: string, session: FakeSession | undefined) => readonly TurnStep[] | undefined);

const RENDER = '/api/render/proxy/lambda';

const ROUTES: readonly (readonly [HTTPMethods, string, Endpoint])[] = [
  ['POST', '/api/auth/anonymous-token', 'token'],
  ['POST', '/api/auth/claim-token', 'claim'],
  ['POST', '/api/tasks/me/with-session/nemo_agent', 'session'],
  ['POST', '/run_sse', 'turn'],
  ['POST', '/api/upload-video/nemo_agent/me/:sid', 'upload'],
  ['GET', '/api/state/nemo_agent/me/:sid/latest', 'state'],
  ['GET', '/api/credits/balance/simple', 'credits'],
  ['POST', RENDER, 'render'],
  ['GET', `${RENDER}/:rid`, 'renderStatus'],
  ['POST', `${RENDER}/:rid/cancel`, 'cancel'],
  ['GET', '/api/render/proxy/:rid/download', 'download'],
  ['GET', '/api/render/proxy/:rid/poster', 'extra'],
  ['GET', '/api/render/proxy/:rid/preview', 'extra'],
  ['GET', '/files/:name', 'file'],
  ['GET', '/*', 'unknown'],
  ['POST', '/*', 'unknown'],
];

/** Starts the fake on a free loopback port. */
export async function startFakeNemo(options: FakeNemoOptions = {}): Promise<FakeNemo> {
  const world = new World();
  const requests: RecordedRequest[] = [];
  const queued = new Map<Endpoint, Script[]>();
  const standing = new Map<Endpoint, Script>();
  const waiting = new Set<() => void>();
  const mistakes: unknown[] = [];
  let url = '';
  const happy = new HappyBackend(world, options, () => url);

  const app = fastify({ bodyLimit: 64 * 1_048_576, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  await app.register(multipart, { limits: { fileSize: Number.MAX_SAFE_INTEGER, files: 100 } });

  for (const [method, path, endpoint] of ROUTES) {
    app.route({
      method,
      url: path,
      exposeHeadRoute: false,
      handler: async (request, reply) => {
        const script = queued.get(endpoint)?.shift() ?? standing.get(endpoint);
        const early = typeof script === 'object' && script.early === true;
        const recorded = await record(endpoint, request, early);
        requests.push(recorded);
        const session = () => world.sessions.get(recorded.sessionId ?? '');
        if (endpoint === 'turn') session()?.turns.push(recorded.message ?? '');
        for (const look of waiting) look();
        try {
          await send((await run(script, recorded)) ?? happy.answer(recorded), reply, session);
        } catch (error) {
          mistakes.push(error);
          reply.raw.destroy();
        }
      },
    });
  }
  await app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

  /** Scripted turns are still refused for a bad token or an unknown session. */
  const turnScript =
    (script: TurnScript): Script =>
    (request) => {
      const usual = happy.answer(request);
      if (!('stream' in usual)) return usual;
      if (typeof script !== 'function') return { stream: script };
      const stream = script(request.message ?? '', world.sessions.get(request.sessionId ?? ''));
      return stream && { stream };
    };

  const of = (endpoint: Endpoint, sessionId?: string) =>
    requests.filter((seen) => seen.endpoint === endpoint && (!sessionId || seen.sessionId === sessionId));

  return {
    url,
    options,
    requests,
    world,
    session(id) {
      const session = id ? world.sessions.get(id) : [...world.sessions.values()].at(-1);
      if (!session) throw new Error(`the fake has no session ${id ?? 'at all'}`);
      return session;
    },
    of,
    count: (endpoint, sessionId) => of(endpoint, sessionId).length,
    turns: (sessionId) => of('turn', sessionId).map((turn) => turn.message ?? ''),
    next(endpoint, ...scripts) {
      queued.set(endpoint, [...(queued.get(endpoint) ?? []), ...scripts]);
    },
    always(endpoint, script) {
      if (script === undefined) standing.delete(endpoint);
      else standing.set(endpoint, script);
    },
    onTurn(script) {
      if (script === undefined) standing.delete('turn');
      else standing.set('turn', turnScript(script));
    },
    nextTurn(steps) {
      queued.set('turn', [...(queued.get('turn') ?? []), turnScript(steps)]);
    },
    arrived(endpoint, count = 1) {
      return new Promise((resolve) => {
        const look = () => {
          if (of(endpoint).length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
    async close() {
      await app.close();
      if (mistakes.length > 0) throw mistakes[0];
    },
  };
}

async function run(script: Script | undefined, request: RecordedRequest): Promise<Answer | undefined> {
  return typeof script === 'function' ? await script(request) : script;
}
