import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Gate } from '../nemo/gate.js';
import { argumentsOf, complaintsAbout } from './call-schemas.js';
import { type SocketSide, serveSocket } from './socket-side.js';

/** A message as Slack keeps it. */
export interface KeptMessage {
  readonly channel: string;
  readonly ts: string;
  readonly thread?: string;
  text: string;
  blocks: unknown[];
  readonly metadata?: unknown;
  readonly files: { readonly id: string; readonly name: string; readonly size: number }[];
  edits: number;
}

export interface Whispered {
  readonly channel: string;
  readonly user: string;
  readonly thread?: string;
  readonly text: string;
  readonly blocks: unknown[];
}

/** One call of a Web API method. */
export interface Called {
  readonly method: string;
  readonly args: Record<string, unknown>;
  readonly token: string;
}

interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

interface Upload {
  readonly name: string;
  readonly length: number;
  bytes?: Buffer;
  /** How the length was told: `transfer-encoding: chunked` would be a length that nobody knows. */
  headers?: IncomingMessage['headers'];
}

/** What a scripted answer may be: `undefined` goes on as usual. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Takes effect as usual, and the connection is cut before the answer. */
  readonly loseAnswer?: boolean;
  /** Takes effect as usual, and the answer is held until the gate opens. */
  readonly hold?: Gate;
}

/** A fixed answer, or one made from what was asked. */
export type Script = Answer | undefined | ((args: Record<string, unknown>) => Answer | undefined);

export interface Identity {
  readonly team: string;
  readonly enterprise?: string;
}

export const BOT_USER = 'U0LAN0Z89';
export const BOT_TOKEN = 'xoxb-111-222-test';
export const APP_TOKEN = 'xapp-1-A0123ABC456-333-test';
export const TEAM = 'T0123ABC456';

/** Slack on loopback: the Web API, uploads, files and Socket Mode, as far as this bot meets them. */
export interface SlackStandIn {
  readonly url: string;
  readonly calls: Called[];
  readonly messages: KeptMessage[];
  readonly whispers: Whispered[];
  /** What was sent to a `response_url`. */
  readonly responses: { readonly path: string; readonly body: unknown }[];
  readonly uploads: Map<string, Upload>;
  /** What Slack's types, limits and rules have against what was sent; empty at the end of a good test. */
  readonly complaints: string[];
  /** Requests for files, with the token that they carried. */
  readonly fileRequests: { readonly path: string; readonly authorization?: string }[];
  /** Channels in which the bot is; any other answers `channel_not_found`. */
  readonly channels: Set<string>;
  /** Tokens that are accepted, and whose they are. */
  readonly tokens: Map<string, Identity>;
  /** Answers given to the next calls of a method, one each; a function may look at the call. */
  script(method: string, ...answers: Script[]): void;
  /** Every call of this method is answered so, until `undefined` is given. */
  always(method: string, answer: Script): void;
  /** A file that a person sent; resolves to its Slack file object. */
  putFile(name: string, type: string, bytes: Buffer): Record<string, unknown>;
  /** Every download of a file, or upload of its bytes, is answered so; `undefined` goes on as usual. */
  disturb(what: 'file' | 'upload', answer: (id: string) => Answer | undefined): void;
  /** Answers given to the next requests for files, one each. */
  readonly busyFiles: Answer[];
  /** Answers given to the next uploads, one each, and the times at which uploads came. */
  readonly busyUploads: Answer[];
  readonly uploadTimes: number[];
  /** How files are served: `login-page` is what Slack does without `files:read`. */
  serveFilesAs: 'files' | 'login-page' | { redirectTo: string };
  methodCalls(method: string): Called[];
  readonly socket: SocketSide;
  close(): Promise<void>;
}

export async function startSlackStandIn(options: { now?: () => number } = {}): Promise<SlackStandIn> {
  const now = options.now ?? Date.now;
  const scripts = new Map<string, Script[]>();
  const fixed = new Map<string, Script>();
  const files = new Map<string, KeptFile>();
  const disturbed = new Map<string, (id: string) => Answer | undefined>();
  let counter = 0;
  const next = () => ++counter;

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      standIn.complaints.push(`the stand-in failed: ${error}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  const standIn: SlackStandIn = {
    url,
    calls: [],
    messages: [],
    whispers: [],
    responses: [],
    uploads: new Map(),
    complaints: [],
    fileRequests: [],
    busyFiles: [],
    busyUploads: [],
    uploadTimes: [],
    channels: new Set(['C0123ABC456', 'D0LAN2Q65']),
    tokens: new Map([[BOT_TOKEN, { team: TEAM }]]),
    serveFilesAs: 'files',
    socket: serveSocket(server, '/socket'),
    script: (method, ...answers) => {
      scripts.set(method, [...(scripts.get(method) ?? []), ...answers]);
    },
    always: (method, answer) => {
      if (answer) fixed.set(method, answer);
      else fixed.delete(method);
    },
    disturb: (what, answer) => void disturbed.set(what, answer),
    putFile(name, type, bytes) {
      const id = `F0FILE${next()}`;
      files.set(id, { id, name, type, bytes });
      return { ...fileObject(id), name, title: name, mimetype: type, size: bytes.length };
    },
    methodCalls: (method) => standIn.calls.filter((call) => call.method === method),
    async close() {
      standIn.socket.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return standIn;

  function fileObject(id: string) {
    const address = `${url}/files-pri/${id}/file`;
    return { id, mode: 'hosted', url_private: address, url_private_download: `${address}?download=1` };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', url);
    if (pathname.startsWith('/api/')) return serveMethod(pathname.slice('/api/'.length), request, response);
    if (pathname.startsWith('/upload/'))
      return takeUpload(pathname.slice('/upload/'.length), request, response);
    if (pathname.startsWith('/files-pri/')) return serveFile(pathname, request, response);
    if (pathname.startsWith('/respond/')) {
      standIn.responses.push({ path: pathname, body: JSON.parse(String(await buffer(request))) });
      response.end('ok');
      return;
    }
    response.writeHead(404).end();
  }

  async function serveMethod(
    method: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const args = argumentsOf(new URLSearchParams(String(await buffer(request))));
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    standIn.calls.push({ method, args, token });
    const script = scripts.get(method)?.shift() ?? fixed.get(method);
    const scripted = typeof script === 'function' ? script(args) : script;
    if (scripted && !scripted.loseAnswer && !scripted.hold) {
      response.writeHead(scripted.status ?? 200, {
        'content-type': 'application/json',
        ...scripted.headers,
      });
      response.end(typeof scripted.body === 'string' ? scripted.body : JSON.stringify(scripted.body ?? {}));
      return;
    }
    const answer = callMethod(method, args, token);
    if (scripted?.loseAnswer) {
      request.socket.destroy();
      return;
    }
    await scripted?.hold?.pass();
    const status = answer ? 200 : 404;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { ok: false, error: 'unknown_method' }));
  }

  function callMethod(method: string, args: Record<string, unknown>, token: string): object | undefined {
    if (method === 'apps.connections.open') {
      if (token !== APP_TOKEN) return refused('invalid_auth');
      return { ok: true, url: `ws://127.0.0.1:${port}/socket/?ticket=secret-${next()}` };
    }
    const identity = standIn.tokens.get(token);
    if (!identity) return refused('invalid_auth');
    if (method === 'auth.test') return authTest(identity);
    standIn.complaints.push(...complaintsAbout(method, args));
    switch (method) {
      case 'chat.postMessage':
        return postMessage(args);
      case 'chat.update':
        return update(args);
      case 'chat.postEphemeral':
        return whisper(args);
      case 'conversations.replies':
        return replies(args);
      case 'files.getUploadURLExternal':
        return uploadAddress(args);
      case 'files.completeUploadExternal':
        return showFile(args);
      case 'files.info':
        return fileInfo(String(args.file));
      case 'users.info':
        return {
          ok: true,
          user: { id: args.user, name: 'anna', locale: 'en-GB', profile: { display_name: 'Anna' } },
        };
      case 'agents.sessions.setStatus':
        return { ok: true, status: args.status };
      case 'assistant.threads.setSuggestedPrompts':
      case 'views.open':
      case 'views.publish':
        return { ok: true };
      default:
        return undefined;
    }
  }

  function authTest({ team, enterprise }: Identity): object {
    return {
      ok: true,
      url: 'https://example.slack.com/',
      team: 'Example',
      user: 'reelthread',
      team_id: team,
      user_id: BOT_USER,
      bot_id: 'B0LAN0Z89',
      ...(enterprise ? { enterprise_id: enterprise, is_enterprise_install: true } : {}),
    };
  }

  function postMessage(args: Record<string, unknown>): object {
    const channel = String(args.channel);
    if (!standIn.channels.has(channel)) return refused('channel_not_found');
    const message: KeptMessage = {
      channel,
      ts: nextTs(),
      thread: args.thread_ts === undefined ? undefined : String(args.thread_ts),
      text: String(args.text),
      blocks: Array.isArray(args.blocks) ? args.blocks : [],
      metadata: args.metadata,
      files: [],
      edits: 0,
    };
    standIn.messages.push(message);
    return { ok: true, channel, ts: message.ts, message };
  }

  function update(args: Record<string, unknown>): object {
    if (!standIn.channels.has(String(args.channel))) return refused('channel_not_found');
    const message = standIn.messages.find((kept) => kept.channel === args.channel && kept.ts === args.ts);
    if (!message) return refused('message_not_found');
    message.text = String(args.text);
    message.blocks = Array.isArray(args.blocks) ? args.blocks : [];
    message.edits++;
    return { ok: true, ts: message.ts };
  }

  function whisper(args: Record<string, unknown>): object {
    const channel = String(args.channel);
    if (!standIn.channels.has(channel)) return refused('channel_not_found');
    standIn.whispers.push({
      channel,
      user: String(args.user),
      thread: args.thread_ts === undefined ? undefined : String(args.thread_ts),
      text: String(args.text),
      blocks: Array.isArray(args.blocks) ? args.blocks : [],
    });
    return { ok: true, message_ts: nextTs() };
  }

  function replies(args: Record<string, unknown>): object {
    if (!standIn.channels.has(String(args.channel))) return refused('channel_not_found');
    const messages = standIn.messages.filter(
      (kept) =>
        kept.channel === args.channel &&
        (kept.thread ?? kept.ts) === args.ts &&
        Number(kept.ts) >= Number(args.oldest ?? 0),
    );
    return { ok: true, messages, has_more: false };
  }

  function uploadAddress(args: Record<string, unknown>): object {
    const id = `F0UPLOAD${next()}`;
    standIn.uploads.set(id, { name: String(args.filename), length: Number(args.length) });
    return { ok: true, upload_url: `${url}/upload/${id}`, file_id: id };
  }

  async function takeUpload(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const upload = standIn.uploads.get(id);
    if (!upload) return void response.writeHead(404).end();
    standIn.uploadTimes.push(now());
    const busy = standIn.busyUploads.shift() ?? disturbed.get('upload')?.(id);
    try {
      upload.bytes = await buffer(request);
    } catch {
      // The sender broke off: there is no file.
      return void response.destroy();
    }
    if (busy) return void response.writeHead(busy.status ?? 503, busy.headers).end();
    upload.headers = request.headers;
    response.end(`OK - ${upload.bytes.length}`);
  }

  function showFile(args: Record<string, unknown>): object {
    const [file] = args.files as { id: string; title?: string }[];
    const upload = standIn.uploads.get(file?.id ?? '');
    if (!standIn.channels.has(String(args.channel_id))) return refused('channel_not_found');
    if (!file || !upload?.bytes || upload.bytes.length !== upload.length) return refused('file_not_found');
    standIn.messages.push({
      channel: String(args.channel_id),
      ts: nextTs(),
      thread: String(args.thread_ts),
      text: '',
      blocks: [],
      files: [{ id: file.id, name: file.title ?? upload.name, size: upload.bytes.length }],
      edits: 0,
    });
    return { ok: true, files: [{ id: file.id }] };
  }

  function fileInfo(id: string): object {
    const file = files.get(id);
    if (!file) return refused('file_not_found');
    return {
      ok: true,
      file: { ...fileObject(id), name: file.name, mimetype: file.type, size: file.bytes.length },
    };
  }

  function serveFile(path: string, request: IncomingMessage, response: ServerResponse): void {
    const { authorization } = request.headers;
    standIn.fileRequests.push({ path, authorization });
    const busy = standIn.busyFiles.shift() ?? disturbed.get('file')?.(path.split('/')[2] ?? '');
    if (busy) return void response.writeHead(busy.status ?? 503, busy.headers).end();
    const how = standIn.serveFilesAs;
    if (typeof how === 'object') return void response.writeHead(302, { location: how.redirectTo }).end();
    const file = files.get(path.split('/')[2] ?? '');
    const isAllowed = how === 'files' && standIn.tokens.has((authorization ?? '').replace('Bearer ', ''));
    if (!isAllowed) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body></body></html>');
      return;
    }
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length });
    response.end(file.bytes);
  }

  function nextTs(): string {
    return `${Math.floor(now() / 1_000)}.${String(next()).padStart(6, '0')}`;
  }
}

export function refused(error: string, more: object = {}): object {
  return { ok: false, error, ...more };
}

/** A 429 as Slack sends it. */
export function tooMany(retryAfterSeconds: number): Answer {
  return {
    status: 429,
    headers: { 'retry-after': String(retryAfterSeconds) },
    body: { ok: false, error: 'ratelimited' },
  };
}
