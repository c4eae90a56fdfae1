import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../conversation/ports.js';
import { Failure } from '../failure.js';

/** Resolves (or returns) when its part of the program can do its work; throws or rejects when it cannot. */
export type HealthCheck = () => Promise<void> | void;

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
 * The answer holds the names of failing checks and nothing else; why a check fails is in the log.
 */
export function serveHealth(app: FastifyInstance, options: HealthOptions): void {
  app.get('/healthz', async () => ({ ok: true }));

  app.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(
      [...options.checks].map(([name, check]) => failing(name, check, options)),
    );
    const failed = results.filter((name) => name !== undefined);
    if (failed.length === 0) return { ready: true };
    return reply.code(503).send({ ready: false, failing: failed });
  });
}

/** The name of the check when it fails or takes too long. */
async function failing(
  name: string,
  check: HealthCheck,
  { log, deadlineMs }: HealthOptions,
): Promise<string | undefined> {
  const deadline = new AbortController();
  try {
    await Promise.race([
      Promise.resolve().then(check),
      sleep(deadlineMs, undefined, { signal: deadline.signal, ref: false }).then(() => {
        throw new Failure('internal', { detail: `no answer within ${deadlineMs} ms` });
      }),
    ]);
    return undefined;
  } catch (thrown) {
    log.warn({ check: name, error: Failure.from(thrown).message }, 'readiness check fails');
    return name;
  } finally {
    deadline.abort();
  }
}
