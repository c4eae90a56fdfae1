import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.js';
import type { Leadership } from '../../src/conversation/ports/work.js';
import { createPostgresLeadership } from '../../src/store/postgres-leadership.js';
import { recordingLog } from '../http/recording-log.js';
import { type PostgresServer, startPostgres } from './postgres-server.js';

const LOCK = 4_711;
/** A fiftieth of what they are in life, but for the answers: a busy machine must not lose a lock. */
const timings = { everyMs: 20, answerMs: 2_000, silentMs: 1_000, brokenMs: 20 };

let postgres: PostgresServer;
let databaseUrl: string;
let candidates: Candidate[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
});
afterEach(async () => {
  await Promise.all(candidates.map(({ leadership }) => leadership.resign()));
  candidates = [];
});
afterAll(() => postgres.stop());

interface Candidate {
  readonly leadership: Leadership;
  readonly lines: readonly { readonly message: string }[];
  /** Terms that have begun and ended so far. */
  terms: { begun: number; ended: number };
}

/** Its terms take a moment to end, as a connection takes to close. */
async function stand(url = databaseUrl, own: Partial<typeof timings> = {}): Promise<Candidate> {
  const log = recordingLog();
  const leadership = createPostgresLeadership({
    databaseUrl: url,
    lock: LOCK,
    what: 'the test',
    clock: systemClock,
    log,
    timings: { ...timings, ...own },
  });
  const candidate: Candidate = { leadership, lines: log.lines, terms: { begun: 0, ended: 0 } };
  candidates.push(candidate);
  await leadership.stand(async (over) => {
    candidate.terms.begun++;
    if (!over.aborted) await once(over, 'abort');
    await systemClock.sleep(30);
    candidate.terms.ended++;
  });
  return candidate;
}

const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 10_000, interval: 10 });
const holders = () =>
  postgres.query(
    databaseUrl,
    `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ExclusiveLock'`,
  );

it('one of several leads, and the next one as soon as it resigns', async () => {
  const first = await stand();
  const others = await Promise.all([stand(), stand()]);
  expect([first, ...others].map(({ leadership }) => leadership.state)).toEqual([
    'leads',
    'stands by',
    'stands by',
  ]);
  await first.leadership.resign();
  expect(first.terms).toEqual({ begun: 1, ended: 1 });
  await soon(() =>
    expect(others.map(({ leadership }) => leadership.state).sort()).toEqual(['leads', 'stands by']),
  );
  expect(await holders()).toHaveLength(1);
});

it('hands over to somebody, not to nobody', async () => {
  const first = await stand();
  await first.leadership.handOver();
  expect(first.leadership.state).toBe('leads');
  const second = await stand();
  await first.leadership.handOver();
  expect(first.terms).toEqual({ begun: 1, ended: 1 });
  await soon(() => expect(second.leadership.state).toBe('leads'));
});

it('a process that stands by and is stopped does not lead any more', async () => {
  const first = await stand();
  const second = await stand();
  await second.leadership.handOver();
  await first.leadership.resign();
  expect(second.terms.begun).toBe(0);
  expect(await holders()).toEqual([]);
});

it('a lost connection ends the term, and somebody leads again', async () => {
  const first = await stand();
  const second = await stand();
  const [holder] = (await holders()) as { pid: number }[];
  await postgres.query(databaseUrl, `SELECT pg_terminate_backend(${holder?.pid})`);
  await soon(() => expect(first.terms.ended).toBe(1));
  await soon(() => expect(first.terms.begun + second.terms.begun).toBe(2));
  expect(await holders()).toHaveLength(1);
  expect(first.lines.map(({ message }) => message)).toContain('this process leads no longer');
});

it('a leader that is cut off gives up before PostgreSQL gives the lead to another', async () => {
  const line = await openLine(databaseUrl);
  const first = await stand(line.url, { answerMs: 300, silentMs: 2_000 });
  const second = await stand();
  line.goSilent();
  await soon(() => expect(first.terms.ended).toBe(1));
  expect(second.terms.begun).toBe(0);
  await soon(() => expect(second.leadership.state).toBe('leads'));
  expect(first.leadership.state).toBe('unknown');
  line.close();
});

it('stands again when PostgreSQL can be reached again', async () => {
  const line = await openLine(databaseUrl);
  const first = await stand(line.url);
  line.refuse(true);
  await soon(() => expect(first.terms.ended).toBe(1));
  line.refuse(false);
  await soon(() => expect(first.leadership.state).toBe('leads'));
  expect(first.terms).toEqual({ begun: 2, ended: 1 });
  line.close();
});

it('sees that a pooler does not keep its session', async () => {
  const pooler = await openLine(databaseUrl);
  const first = await stand(pooler.url);
  // What PgBouncer does between two transactions, as far as it shows: another process of the server answers.
  pooler.answerAs(4_242);
  await soon(() =>
    expect(JSON.stringify(first.lines)).toContain('a pooler that does not keep sessions (PgBouncer'),
  );
  pooler.close();
});

/** A line to the server that can be cut as cables are: without a word. */
async function openLine(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let silent = false;
  let refusing = false;
  let pid: number | undefined;
  const server = createServer((near) => {
    if (refusing) return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.on('data', (bytes) => silent || far.write(bytes));
    far.on('data', (bytes) => silent || near.write(pid === undefined ? bytes : asPid(bytes, pid)));
    // When one end hangs up the other one does not hear of it on a silent line.
    near.on('close', () => silent || far.destroy());
    far.on('close', () => silent || near.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const own = new URL(url);
  own.port = String(port);
  return {
    url: own.href,
    goSilent() {
      silent = true;
    },
    refuse(on: boolean) {
      refusing = on;
      if (on) for (const socket of sockets) socket.destroy();
    },
    answerAs(other: number) {
      pid = other;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Rewrites the one number in the answer to `SELECT pg_backend_pid() AS pid`: a DataRow of one short text. */
function asPid(bytes: Buffer, pid: number): Buffer {
  const at = bytes.indexOf('D');
  const columns = at < 0 ? 0 : bytes.readInt16BE(at + 5);
  if (columns !== 1) return bytes;
  const length = bytes.readInt32BE(at + 7);
  const text = String(pid).padStart(length, '0');
  bytes.write(text, at + 11, 'latin1');
  return bytes;
}
