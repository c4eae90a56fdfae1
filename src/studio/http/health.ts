import type { FastifyInstance } from 'fastify';
import { Failure } from '../../failure.js';
import type { StudioLog } from '../log.js';

export interface HealthOptions {
  /** By the name that is told when it fails. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
  readonly log: StudioLog;
  readonly now: () => number;
}

/** A check that says nothing for so long has failed. */
const DEADLINE_MS = 2_000;
/** Anybody may ask, so an answer is good for a moment. */
const KEPT_MS = 2_000;

/**
 * `/healthz`: the process runs. `/readyz`: records and media can be used; failing ones are named. Both need no token, and
 * answer as those of the bot do.
 */
export function serveHealth(app: FastifyInstance, options: HealthOptions): void {
  const { now } = options;
  let last: { at: number; failing: Promise<string[]> } | undefined;

  app.get('/healthz', async () => ({ ok: true }));
  app.get('/readyz', async (_request, reply) => {
    if (!last || now() - last.at >= KEPT_MS) last = { at: now(), failing: failingOf(options) };
    const failing = await last.failing;
    if (failing.length === 0) return { ready: true };
    return reply.code(503).send({ ready: false, failing });
  });
}

async function failingOf({ checks, log }: HealthOptions): Promise<string[]> {
  const looked = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        await withinDeadline(check());
        return [];
      } catch (thrown) {
        // Strangers read the name only; the reason is for the log.
        const { code, detail } = Failure.from(thrown);
        log.warn({ check: name, code, detail }, 'the studio is not ready');
        return [name];
      }
    }),
  );
  return looked.flat();
}

async function withinDeadline(check: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const failure = new Failure('store-unavailable', { detail: `no answer within ${DEADLINE_MS} ms` });
    timer = setTimeout(reject, DEADLINE_MS, failure);
  });
  try {
    await Promise.race([check, late]);
  } finally {
    clearTimeout(timer);
  }
}
