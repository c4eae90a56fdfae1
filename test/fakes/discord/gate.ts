import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DigitalDiscord } from 'discord-digital-twin';
import { generateSnowflake } from 'discord-digital-twin';
import { Agent, fetch } from 'undici';
import { schemaFor } from './schemas.js';

/** One request of the bot, as it came. */
export interface GateCall {
  readonly method: string;
  /** Without `/api/v10` and without ids: `/channels/:id/messages`. */
  readonly route: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly files: readonly { name: string; bytes: Buffer }[];
  /** Unix milliseconds. */
  readonly at: number;
  status: number;
}

interface Refusal {
  readonly matches: (call: GateCall) => boolean;
  readonly status: number;
  readonly body: object;
  readonly headers?: Record<string, string>;
  left: number;
  /** The call takes effect and its answer is lost. */
  readonly afterwards?: boolean;
}

export interface GatewayAnswer {
  readonly url: string;
  readonly shards: number;
  readonly session_start_limit: {
    readonly total: number;
    readonly remaining: number;
    /** Milliseconds. */
    readonly reset_after: number;
    readonly max_concurrency: number;
  };
}

/**
 * Stands in front of the twin and is as strict as Discord: token, schemas, 2,000 characters, no empty message, at most
 * five rows. Knows what the twin does not: uploads, DMs, reading commands, nonces, attachments, refusals on request.
 */
export interface Gate {
  /** For DISCORD_API_URL. */
  readonly url: string;
  readonly calls: GateCall[];
  /** What a strict Discord would have refused; empty at the end of every test. */
  readonly complaints: string[];
  /** Files that were uploaded, by message. */
  readonly uploads: Map<string, { name: string; bytes: Buffer }[]>;
  /** The commands that are registered now; undefined when nothing was ever sent. */
  commands: unknown[];
  readonly closedDirects: Set<string>;
  /** The answer to `GET /gateway/bot`; without it the twin's own gateway is told. */
  gateway: GatewayAnswer | undefined;
  refuse(
    matches: (call: GateCall) => boolean,
    answer: { status: number; code?: number; retryAfter?: number; times?: number; afterwards?: boolean },
  ): void;
  /** These calls take effect, and their answers stay away until the gate opens; `undefined` takes it back. */
  hold(matches: ((call: GateCall) => boolean) | undefined, until?: { pass(): Promise<void> }): void;
  /** As Discord does after some minutes: an equal nonce is a new message. */
  forgetNonces(): void;
  /** Serves a file as Discord's CDN does; resolves to its address. */
  serve(name: string, type: string, bytes: Buffer): string;
  /** The address answers 404 from now on, as an expired one does. */
  expire(url: string): void;
  close(): Promise<void>;
}

export async function openGate(twin: DigitalDiscord, token: string): Promise<Gate> {
  const calls: GateCall[] = [];
  const complaints: string[] = [];
  const uploads: Gate['uploads'] = new Map();
  const refusals: Refusal[] = [];
  const served = new Map<string, { type: string; bytes: Buffer }>();
  /** The message of each nonce, from the moment on at which it is being made. */
  const nonces = new Map<string, Promise<string | undefined>>();
  // The twin closes idle connections: one that is about to be closed must not be used.
  const agent = new Agent({ keepAliveTimeout: 1, keepAliveMaxTimeout: 1 });
  const closedDirects = new Set<string>();
  let held: { matches: (call: GateCall) => boolean; until?: { pass(): Promise<void> } } | undefined;
  let base = '';

  const server = createServer((request, response) => {
    handle(request, response).catch((problem) => {
      complaints.push(`the gate itself failed: ${String(problem)}`);
      response.writeHead(500).end();
    });
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', base);
    if (url.pathname.startsWith('/attachments/')) return serveFile(url, response);
    const path = url.pathname.replace(/^\/api\/v10/, '');
    const call = await readCall(request, path);
    calls.push(call);
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      call.status = status;
      response.writeHead(
        status,
        status === 204 ? headers : { 'content-type': 'application/json', ...headers },
      );
      response.end(status === 204 ? undefined : JSON.stringify(body));
    };
    if (!url.pathname.startsWith('/api/v10/')) return send(404, { code: 0, message: '404: Not Found' });
    const withoutToken = /^\/(interactions|webhooks)\//.test(path);
    if (!withoutToken && request.headers.authorization !== `Bot ${token}`) {
      return send(401, { code: 0, message: '401: Unauthorized' });
    }
    const complaint = complaintAbout(call);
    if (complaint) {
      complaints.push(`${call.method} ${call.route}: ${complaint}`);
      return send(400, { code: 50_035, message: complaint });
    }
    const refusal = refusals.find((candidate) => candidate.left > 0 && candidate.matches(call));
    if (refusal) {
      refusal.left--;
      if (refusal.afterwards) await answer(call, url.search);
      return send(refusal.status, refusal.body, refusal.headers);
    }
    const { status, body, headers } = await answer(call, url.search);
    if (held?.matches(call)) await held.until?.pass();
    return send(status, body, headers);
  }

  async function answer(
    call: GateCall,
    search: string,
  ): Promise<{ status: number; body: unknown; headers?: Record<string, string> }> {
    const { method, route, path, body } = call;
    if (route === '/gateway/bot' && gate.gateway) return { status: 200, body: gate.gateway };
    if (method === 'POST' && route === '/users/@me/channels') return openDirect(String(body.recipient_id));
    if (method === 'GET' && decodeURIComponent(path) === '/users/@me')
      return { status: 200, body: { id: twin.botUserId, bot: true } };
    if (/^\/applications\/:id(\/guilds\/:id)?\/commands$/.test(route)) return commandsOf(call);
    const nonce = body.enforce_nonce ? `${path}:${String(body.nonce)}` : undefined;
    const known = nonce && (await nonces.get(nonce));
    if (known) return forward('GET', `${path}/${known}`, '', {});
    const answering = forward(method, path, search, body);
    const made = answering.then(
      (given) => (given.status < 300 ? (given.body as { id?: string } | undefined)?.id : undefined),
      () => undefined,
    );
    if (nonce) nonces.set(nonce, made);
    const [answered, id] = await Promise.all([answering, made]);
    if (id && call.files.length > 0 && answered.status < 300) await keepFiles(id, call.files);
    return answered;
  }

  async function forward(method: string, path: string, search: string, body: object) {
    const hasBody = method !== 'GET' && method !== 'DELETE';
    const answer = await fetch(`${twin.restUrl}/v10${path}${search}`, {
      dispatcher: agent,
      method,
      headers: { 'content-type': 'application/json' },
      ...(hasBody ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? (JSON.parse(text) as unknown) : undefined };
  }

  async function openDirect(user: string) {
    if (closedDirects.has(user)) {
      return { status: 403, body: { code: 50_007, message: 'Cannot send messages to this user' } };
    }
    const name = `dm-${user}`;
    const existing = await twin.prisma.channel.findFirst({ where: { name, type: 1 } });
    const channel =
      existing ?? (await twin.prisma.channel.create({ data: { id: generateSnowflake(), type: 1, name } }));
    return { status: 200, body: { id: channel.id, type: 1, recipients: [] } };
  }

  function commandsOf({ method, body }: GateCall) {
    if (method === 'PUT') {
      gate.commands = (body.list as object[]).map((command) => ({
        id: generateSnowflake(),
        application_id: twin.botUserId,
        version: generateSnowflake(),
        default_member_permissions: null,
        nsfw: false,
        ...command,
      }));
    }
    return { status: 200, body: gate.commands };
  }

  async function keepFiles(id: string, files: GateCall['files']): Promise<void> {
    uploads.set(id, [...files]);
    const attachments = files.map(({ name, bytes }) => ({
      id: generateSnowflake(),
      filename: name,
      size: bytes.length,
      url: gate.serve(name, 'video/mp4', bytes),
      proxy_url: '',
    }));
    await twin.prisma.message.update({ where: { id }, data: { attachments: JSON.stringify(attachments) } });
  }

  function serveFile(url: URL, response: ServerResponse): void {
    const file = served.get(url.pathname);
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('This content is no longer available.');
      return;
    }
    response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length });
    response.end(file.bytes);
  }

  const gate: Gate = {
    get url() {
      return `${base}/api`;
    },
    calls,
    complaints,
    uploads,
    commands: [],
    closedDirects,
    gateway: undefined,
    hold(matches, until) {
      held = matches && { matches, until };
    },
    refuse(matches, { status, code = 0, retryAfter, times = 1, afterwards }) {
      const isLimit = status === 429;
      refusals.push({
        matches,
        status,
        left: times,
        afterwards,
        body: isLimit
          ? { message: 'You are being rate limited.', retry_after: retryAfter ?? 0.2, global: false }
          : { code, message: 'refused by the test' },
        headers: isLimit
          ? { 'retry-after': String(retryAfter ?? 0.2), 'x-ratelimit-scope': 'user' }
          : undefined,
      });
    },
    forgetNonces: () => nonces.clear(),
    serve(name, type, bytes) {
      const path = `/attachments/${generateSnowflake()}/${encodeURIComponent(name)}`;
      served.set(path, { type, bytes });
      return `${base}${path}?ex=ffffffff&is=1&hm=1`;
    },
    expire: (url) => void served.delete(new URL(url).pathname),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await agent.close();
    },
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return gate;
}

async function readCall(request: IncomingMessage, path: string): Promise<GateCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const files: { name: string; bytes: Buffer }[] = [];
  let text = bytes.toString('utf8');
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
    text = String(form.get('payload_json') ?? '{}');
    for (const part of form.values()) {
      if (typeof part === 'string') continue;
      files.push({ name: part.name, bytes: Buffer.from(await part.arrayBuffer()) });
    }
  }
  const parsed = text ? (JSON.parse(text) as unknown) : {};
  return {
    method: request.method ?? '',
    route: path
      .replace(/\/(webhooks|interactions)\/(\d+)\/[^/]+/, '/$1/:id/:token')
      .replace(/\/\d{17,20}/g, '/:id')
      .replace('%40', '@'),
    path,
    body: Array.isArray(parsed) ? { list: parsed } : (parsed as Record<string, unknown>),
    files,
    at: Date.now(),
    status: 0,
  };
}

/** What Discord would not take, in one line. */
function complaintAbout(call: GateCall): string | undefined {
  const schema = schemaFor(call.method, call.route, call.body);
  const value = call.body.list ?? call.body;
  const checked = schema?.safeParse(value);
  if (checked && !checked.success) return JSON.stringify(checked.error.issues).slice(0, 600);
  const message = (call.route.endsWith('/callback') ? call.body.data : call.body) as Record<string, unknown>;
  const isMessage = /\/messages(\/:id|\/@original)?$|^\/webhooks\/:id\/:token$/.test(call.route);
  if (!message || call.method === 'GET') return undefined;
  const content = typeof message.content === 'string' ? message.content : undefined;
  if (content !== undefined && content.length > 2_000) return `content has ${content.length} characters`;
  const rows = Array.isArray(message.components) ? message.components.length : 0;
  if (isMessage && rows > 5) return `${rows} rows`;
  if (isMessage && call.method === 'POST' && !content?.trim() && call.files.length === 0)
    return 'empty message';
  if (call.method === 'POST' && call.route === '/channels/:id/messages') {
    if (typeof call.body.nonce !== 'string' || call.body.enforce_nonce !== true) return 'no enforced nonce';
  }
  const mentions = message.allowed_mentions as { parse?: unknown[] } | undefined;
  if (isMessage && call.method !== 'DELETE' && mentions?.parse?.length !== 0)
    return 'mentions are not switched off';
  return undefined;
}
