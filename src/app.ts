import { createPlayground } from '../adapters/playground/playground.js';
import { systemClock } from './clock.js';
import type { Config } from './config.js';
import { createButtonSeal } from './conversation/button-seal.js';
import type { Log } from './conversation/ports.js';
import { openCore } from './core.js';
import { Failure } from './failure.js';
import { createHttpServer } from './http/server.js';

/** A running bot. */
export interface App {
  /** Where the page and the health checks are. */
  readonly url: string;
  /** Takes no new work, lets short acts finish, writes long ones down; then frees everything. */
  close(): Promise<void>;
}

const SWEEP_EVERY = 60 * 60_000;

/**
 * Puts the parts together: the core, the HTTP server and the platforms that the configuration names. Rejects with
 * Failure `config`, whose detail is one line for the operator.
 */
export async function startApp(config: Config, log: Log): Promise<App> {
  const core = await openCore(config, log);
  const { store, reception } = core;
  const seal = createButtonSeal(await store.secret('buttons'));
  const server = await createHttpServer({ log, publicUrl: config.PUBLIC_URL });
  server.addCheck('store', () => store.check());

  if (config.playground) {
    const playground = await createPlayground({
      server,
      reception,
      seal,
      values: store.values('playground'),
      config,
      clock: systemClock,
      log,
    });
    core.addPlatform(playground.platform);
  }

  const url = await server.listen({ host: config.HOST, port: config.PORT });
  await core.resume();
  const sweeping = setInterval(() => {
    store.sweep(config.RETENTION).catch((problem) => {
      log.warn({ error: Failure.from(problem).message }, 'old rows could not be swept');
    });
  }, SWEEP_EVERY).unref();

  return {
    url,
    async close() {
      clearInterval(sweeping);
      await server.close();
      await core.close();
    },
  };
}
