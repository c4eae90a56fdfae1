import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Answer, bare, codeData, codeError, successData, twinError } from './answers.js';
import type { FakeNemoOptions } from './fake-nemo.js';
import { type Endpoint, field, type RecordedRequest } from './recorded-request.js';
import { adkEvent, callTool, change, heartbeat, say, type TurnStep, toolAnswers } from './turn-steps.js';
import type { FakeDraft, FakeSession, World } from './world.js';

const SAMPLE = readFileSync(path.join(import.meta.dirname, 'sample.mp4'));

const KINDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['jpg', 'jpeg', 'png', 'gif', 'webp'].map((end) => [end, 'image'])),
  ...Object.fromEntries(['mp4', 'mov', 'avi', 'webm', 'mkv'].map((end) => [end, 'video'])),
  ...Object.fromEntries(['mp3', 'wav', 'm4a', 'aac'].map((end) => [end, 'audio'])),
};

type Handler = (request: RecordedRequest) => Answer;

/** What the fake does without a script: a plausible backend on a good day. */
export class HappyBackend {
  constructor(
    private readonly world: World,
    private readonly options: FakeNemoOptions,
    private readonly url: () => string,
  ) {}

  answer(request: RecordedRequest): Answer {
    if (request.endpoint === 'token') return this.token(request);
    if (request.endpoint === 'file') return { bytes: SAMPLE, type: 'video/mp4' };
    if (request.endpoint === 'unknown') return bare({ detail: 'Not Found' }, 404);
    if (!this.world.userOf(request.headers.authorization)) return this.error(1001);
    return this.handlers[request.endpoint](request);
  }

  private readonly handlers: Record<Exclude<Endpoint, 'token' | 'file' | 'unknown'>, Handler> = {
    session: (request) => this.session(request),
    claim: () => this.data({ claim_token: 'clm_fake', expires_in: 604_800 }),
    upload: (request) => this.upload(request),
    turn: (request) => this.turn(request),
    state: (request) => this.inSession(request, (session) => this.data(stateOf(session))),
    credits: () => {
      const { available, frozen } = this.world.credits;
      return this.data({ available, frozen, total: available + frozen });
    },
    render: (request) => this.render(request),
    renderStatus: (request) => this.renderStatus(request),
    cancel: (request) => {
      const render = this.world.renders.get(request.renderId ?? '');
      if (!render) return this.error(404, 'render not found');
      render.cancelled = true;
      return this.data({ id: render.id, status: 'cancelled' });
    },
    download: (request) =>
      this.world.renders.has(request.renderId ?? '')
        ? { bytes: SAMPLE, type: 'video/mp4' }
        : this.error(404, 'render not found'),
    extra: () => bare({ detail: 'Not Found' }, 404),
  };

  private token(request: RecordedRequest): Answer {
    const clientId = request.headers['x-client-id'];
    if (typeof clientId !== 'string' || clientId === '' || clientId.length > 64) return this.error(400);
    const { token, userId } = this.world.issueToken(clientId);
    // Far away, because tests have clocks of their own.
    return this.data({ token, user_id: userId, expires_at: '2099-12-31T00:00:00Z', credits: 100 });
  }

  private session(request: RecordedRequest): Answer {
    const userId = this.world.userOf(request.headers.authorization) ?? '';
    const language = field(request.json, 'language');
    const made = this.world.createSession(userId, typeof language === 'string' ? language : undefined);
    return this.data({ task_id: made.taskId, session_id: made.sessionId, user_id: made.userId });
  }

  private upload(request: RecordedRequest): Answer {
    return this.inSession(request, (session) => {
      const urls = field(request.json, 'urls');
      const names = Array.isArray(urls)
        ? urls.map((url) => path.posix.basename(new URL(String(url)).pathname))
        : request.files.filter((file) => file.field === 'files').map((file) => file.name);
      const tooLarge = request.files.some((file) => file.size > (this.options.maxUploadBytes ?? 209_715_200));
      if (tooLarge) return this.error(4002);
      const files = names.map((filename) => describeFile(filename));
      if (files.length === 0 || files.some((file) => file === undefined)) return this.error(4001);
      session.state.video_infos.push(...files.filter((file) => file !== undefined));
      return this.data({ files, session_state_applied: true });
    });
  }

  private turn(request: RecordedRequest): Answer {
    const wellFormed =
      field(request.json, 'app_name') === 'nemo_agent' &&
      field(request.json, 'user_id') === 'me' &&
      request.message !== undefined;
    if (!wellFormed)
      return bare({ detail: [{ loc: ['body'], msg: 'Field required', type: 'missing' }] }, 422);
    return this.inSession(request, (session) => ({ stream: directorTurn(session) }));
  }

  private render(request: RecordedRequest): Answer {
    return this.inSession(request, (session) => {
      // The exemption of free accounts is granted by the attribution headers (contract §1).
      if (!isAttributed(request)) return twinError(402);
      const id = request.renderId ?? '';
      if (id === '' || this.world.renders.has(id)) return this.error(409, `duplicate render id ${id}`);
      this.world.renders.set(id, {
        id,
        sessionId: session.sessionId,
        draft: field(request.json, 'draft'),
        output: field(request.json, 'output'),
        polls: 0,
        cancelled: false,
      });
      return successData({ id, status: 'pending', progress: 5 });
    });
  }

  private renderStatus(request: RecordedRequest): Answer {
    const render = this.world.renders.get(request.renderId ?? '');
    if (!render) return this.error(404, 'render not found');
    render.polls += 1;
    const { id } = render;
    if (render.cancelled) return successData({ id, status: 'cancelled' });
    const tracks = field(render.draft, 't');
    if (!Array.isArray(tracks) || tracks.length === 0) {
      return successData({ id, status: 'failed', error: 'invalid draft' });
    }
    if (render.polls < (this.options.pollsUntilDone ?? 2)) {
      return successData({ id, status: 'processing', progress: 45 });
    }
    const outputUrl = `${this.url()}/files/${id}.mp4`;
    return successData({ id, status: 'completed', progress: 100, outputUrl });
  }

  private inSession(request: RecordedRequest, then: (session: FakeSession) => Answer): Answer {
    const session = this.world.sessions.get(request.sessionId ?? '');
    // A session belongs to the user who made it: another token does not find it.
    const userId = this.world.userOf(request.headers.authorization);
    return session && session.userId === userId ? then(session) : this.error(1002);
  }

  private data(value: unknown): Answer {
    if (this.options.envelope === 'success') return successData(value);
    return this.options.envelope === 'bare' ? bare(value) : codeData(value);
  }

  private error(code: number, message?: string): Answer {
    return this.options.errors === 'code' ? codeError(code, message) : twinError(code, message);
  }
}

export function isAttributed(request: RecordedRequest): boolean {
  return ['x-skill-source', 'x-skill-version', 'x-skill-platform'].every((name) => request.headers[name]);
}

function describeFile(filename: string): Record<string, unknown> | undefined {
  const ending = filename.slice(filename.lastIndexOf('.') + 1).toLowerCase();
  const kind = KINDS[ending];
  if (!kind) return undefined;
  return {
    filename,
    file_type: kind,
    cdn_url: `https://cdn.example.com/media/${encodeURIComponent(filename)}`,
    ...(kind === 'image' ? { width: 1200, height: 800 } : { duration: 30.5, width: 1920, height: 1080 }),
  };
}

function stateOf(session: FakeSession): unknown {
  const { sessionId, taskId, userId, state } = session;
  return { session_id: sessionId, task_id: taskId, user_id: userId, task_name: 'project', state };
}

/** A turn that makes a video of everything that was uploaded (or of a generated clip), with music and a title. */
function directorTurn(session: FakeSession): TurnStep[] {
  const uploaded = session.state.video_infos;
  const tool = uploaded.length > 0 ? 'edit_multitrack' : 'generate_video_with_seedance';
  return [
    heartbeat,
    say('I will put your video together now.'),
    callTool(tool, { op: 'build' }),
    heartbeat,
    change((changed) => {
      changed.state.draft = videoOf(uploaded.map((info) => String(info.filename)));
      if (uploaded.length === 0) changed.state.generated_media.push({ name: 'generated clip' });
    }),
    toolAnswers(tool),
    adkEvent([{ text: 'Your video is ready with music and a title. Click Export to save it.' }], {
      partial: false,
      turnComplete: true,
      usageMetadata: { totalTokenCount: 900 },
    }),
  ];
}

function videoOf(names: readonly string[]): FakeDraft {
  const clips = names.length > 0 ? names : ['generated clip'];
  const total = clips.length * 3_000;
  return {
    d: total,
    m: { title: 'My video', width: 1080, height: 1920 },
    t: [
      { tt: 0, sg: clips.map((name) => ({ d: 3_000, m: { name } })) },
      { tt: 1, sg: [{ d: total, m: { name: 'Lo-fi', volume: 0.35 } }] },
      { tt: 7, sg: [{ d: 3_000, m: { text: 'My video' } }] },
    ],
  };
}
