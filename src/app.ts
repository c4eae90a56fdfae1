import { openChatPlatforms } from './chat-platforms.js';
import { systemClock } from './clock.js';
import type { Config } from './config.js';
import { createButtonSeal } from './conversation/button-seal.js';
import type { Log } from './conversation/ports/tools.js';
import type { Localised } from './conversation/profiles.js';
import { en } from './conversation/words/en.js';
import { zh } from './conversation/words/zh.js';
import { openCore } from './core.js';
import { Failure } from './failure.js';
import { createHttpServer } from './http/server.js';
import { serveSetupPage } from './http/setup-page.js';
import { platformSetups } from './setup.js';
import { openTelemetry } from './telemetry/open-telemetry.js';
import { readVersion } from './version.js';

/** A running bot. */
export interface App {
  /** Where the page and the health checks are. */
  readonly url: string;
  /** Takes no new work, lets short acts finish, writes long ones down; then frees everything. */
  close(): Promise<void>;
}

const SWEEP_EVERY = 60 * 60_000;
/** Not at the very start; and a bot that is restarted every hour sweeps too. */
const FIRST_SWEEP_AFTER = 60_000;

/**
 * Puts the parts together: the core, the HTTP server and the platforms that the configuration names. Rejects with
 * Failure `config`, whose detail is one line for the operator.
 */
export async function startApp(config: Config, log: Log): Promise<App> {
  refuseSplitPlayground(config);
  const telemetry = await openTelemetry({
    facts: { version: readVersion(), role: config.ROLE, backend: config.backend },
    otlpEndpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
    log,
  });
  const core = await openCore(config, log, telemetry.telemetry);
  const { store, reception } = core;
  telemetry.watchQueue(() => store.waiting());
  const seal = createButtonSeal(await store.secret('buttons'));
  const server = await createHttpServer({ log, publicUrl: config.PUBLIC_URL });
  for (const [name, check] of Object.entries(core.checks)) server.addCheck(name, check);
  telemetry.serve(server, { token: config.METRICS_TOKEN, host: config.HOST, publicUrl: config.PUBLIC_URL });

  const sweeps = [() => store.sweep(config.RETENTION)];

  if (config.playground) {
    const { createPlayground } = await import('../adapters/playground/playground.js');
    const playground = await createPlayground({
      config,
      server,
      reception,
      seal,
      values: store.values('playground'),
      notice: whereMediaGo(config),
      clock: systemClock,
      log,
    });
    core.addPlatform(playground.platform);
    sweeps.push(() => playground.sweep(config.RETENTION));
  }
  serveSetupPage(server, () => platformSetups(config));
  const chats = await openChatPlatforms(config, { core, server, seal, log });

  const url = await server.listen({ host: config.HOST, port: config.PORT });
  await core.resume();
  // Workers answer through REST only; what people say is received by gateways.
  if (config.ROLE !== 'worker') await Promise.all(chats.map((chat) => chat.start()));
  const sweepOnce = () => void sweepAll(sweeps, log);
  const sweeping = [
    setTimeout(sweepOnce, FIRST_SWEEP_AFTER).unref(),
    setInterval(sweepOnce, SWEEP_EVERY).unref(),
  ];

  return {
    url,
    async close() {
      sweeping.forEach(clearTimeout);
      // No new work first; what runs may still answer through the platforms until it has ended.
      await server.close();
      await Promise.all(chats.map((chat) => chat.handOver?.()));
      await core.close(() => Promise.all(chats.map((chat) => chat.stop())));
      await telemetry.close();
    },
  };
}

/** The page's threads, streams and files live in one process: a gateway would never show what a worker answers. */
function refuseSplitPlayground({ playground, ROLE }: Config): void {
  if (!playground || ROLE === 'all') return;
  throw new Failure('config', {
    detail: `ROLE=${ROLE} has no playground: configure Slack or Discord and set PLAYGROUND=off, or use ROLE=all`,
  });
}

/** Told before the first file is sent. */
function whereMediaGo({ backend, STUDIO_URL }: Config): Localised {
  if (backend === 'cloud') return { en: en.picturesGoToCloud, zh: zh.picturesGoToCloud };
  if (STUDIO_URL !== undefined) return { en: en.picturesGoToStudio, zh: zh.picturesGoToStudio };
  return { en: en.picturesStayHere, zh: zh.picturesStayHere };
}

async function sweepAll(sweeps: readonly (() => Promise<void>)[], log: Log): Promise<void> {
  for (const sweep of sweeps) {
    try {
      await sweep();
    } catch (problem) {
      log.warn({ error: Failure.from(problem).message }, 'old rows could not be swept');
    }
  }
}
