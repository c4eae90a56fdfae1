import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../conversation/ports/tools.js';
import { Failure } from '../failure.js';

/**
 * Resolves (or returns) when its part of the program can do its work; throws or rejects when it cannot. A text that it
 * resolves to, and the `facts.reason` of a Failure, are shown to whoever asks: no addresses, names or secrets.
 */
export type HealthCheck = () => unknown;

/** An orchestrator gives up on a probe after a few seconds, so a check that hangs must be named before that. */
export const CHECK_DEADLINE_MS = 2_000;

export interface HealthOptions {
  readonly checks: ReadonlyMap<string, HealthCheck>;
  readonly log: Log;
  /** A check that has not answered by then counts as failing. */
  readonly deadlineMs: number;
}

/**
 * Serves `GET /healthz` (the process runs) and `GET /readyz` (every named check passes).
 * The answer holds the names of failing checks and what checks say for everybody; why a check fails is in the log.
 */
export function serveHealth(app: FastifyInstance, options: HealthOptions): void {
  app.get('/healthz', async () => ({ ok: true }));

  app.get('/readyz', async (_request, reply) => {
    const results = await Promise.all([...options.checks].map(([name, check]) => look(name, check, options)));
    const failing = results.filter(({ passes }) => !passes).map(({ name }) => name);
    const said = results.filter(({ note }) => note !== undefined).map(({ name, note }) => [name, note]);
    const notes = said.length > 0 ? { notes: Object.fromEntries(said) } : {};
    if (failing.length === 0) return { ready: true, ...notes };
    return reply.code(503).send({ ready: false, failing, ...notes });
  });
}

interface Looked {
  readonly name: string;
  readonly passes: boolean;
  readonly note: string | undefined;
}

/** A check that takes too long does not pass. */
async function look(name: string, check: HealthCheck, { log, deadlineMs }: HealthOptions): Promise<Looked> {
  const deadline = new AbortController();
  try {
    const said = await Promise.race([
      Promise.resolve().then(check),
      sleep(deadlineMs, undefined, { signal: deadline.signal, ref: false }).then(() => {
        throw new Failure('internal', { detail: `no answer within ${deadlineMs} ms` });
      }),
    ]);
    return { name, passes: true, note: typeof said === 'string' ? said : undefined };
  } catch (thrown) {
    const failure = Failure.from(thrown);
    log.warn({ check: name, error: failure.message }, 'readiness check fails');
    return { name, passes: false, note: failure.facts.reason };
  } finally {
    deadline.abort();
  }
}
