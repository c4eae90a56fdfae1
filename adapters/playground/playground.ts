import path from 'node:path';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import serveFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../src/config.js';
import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { Platform } from '../../src/conversation/ports/platform.js';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import type { Localised } from '../../src/conversation/profiles.js';
import type { Reception } from '../../src/conversation/reception.js';
import { Failure } from '../../src/failure.js';
import { isExposed } from '../../src/http/loopback.js';
import type { HttpServer } from '../../src/http/server.js';
import { guardOrigin } from './access/guard.js';
import { demandPassword } from './access/password.js';
import { openSessions, type Sessions } from './access/session.js';
import { takeBodies } from './body-parsers.js';
import type { PlaygroundContext } from './context.js';
import { POSTS_PER_MINUTE } from './limits.js';
import { MediaFiles } from './media-files.js';
import { createPlaygroundPlatform } from './platform.js';
import { eventRoutes } from './routes/events.js';
import { mediaRoutes } from './routes/media.js';
import { messageRoutes } from './routes/messages.js';
import { defaultPageFolders, type PageFolders, pageRoutes } from './routes/page.js';
import { skillRoutes } from './routes/skills.js';
import { threadRoutes } from './routes/threads.js';
import { ThreadStore } from './thread-store.js';

export interface PlaygroundOptions {
  readonly config: Pick<Config, 'HOST' | 'PUBLIC_URL' | 'PLAYGROUND_PASSWORD' | 'DATA_DIR' | 'NEMO_SKILL'>;
  readonly server: HttpServer;
  readonly reception: Reception;
  readonly seal: ButtonSeal;
  /** Threads and messages are kept here, so that they survive a restart. */
  readonly values: KeyValueStore;
  readonly clock: Clock;
  readonly log: Log;
  /** One sentence on where pictures go, told before the first message is sent. */
  readonly notice?: Localised;
  /** Where the page is, when it is not where the build puts it. */
  readonly page?: PageFolders;
}

export interface Playground {
  readonly platform: Platform;
  /** Deletes threads that nobody used for this long, with their files. Conversations are the core's to delete. */
  sweep(olderThanMs: number): Promise<void>;
}

/**
 * Adds the playground to the bot's server: the page at `/`, the API under `/playground`, and the `Platform` of its
 * threads. Must be called before the server listens. Rejects with Failure `config` when the server can be reached
 * from elsewhere and no password is set.
 */
export async function createPlayground(options: PlaygroundOptions): Promise<Playground> {
  const { config, server, reception, seal, values, clock, log } = options;
  const exposed = isExposed({ host: config.HOST, publicUrl: config.PUBLIC_URL });
  const password = config.PLAYGROUND_PASSWORD;
  if (exposed && !password) throw new Failure('config', { detail: passwordMissing(config) });

  const media = new MediaFiles(path.join(config.DATA_DIR, 'playground'));
  await media.open();
  const threads = new ThreadStore(values, clock);
  const context: PlaygroundContext = {
    threads,
    media,
    reception,
    seal,
    clock,
    log,
    defaultSkill: config.NEMO_SKILL,
    notice: options.notice,
    passwordProtected: password !== undefined,
    postsPerMinute: exposed ? POSTS_PER_MINUTE.exposed : POSTS_PER_MINUTE.loopback,
  };
  const sessions = password === undefined ? undefined : await openSessions(password, values, clock);
  await server.app.register(async (app) => {
    await serveContext(app, context, {
      exposed,
      publicUrl: config.PUBLIC_URL,
      sessions,
      page: options.page ?? defaultPageFolders(),
    });
  });

  return {
    platform: createPlaygroundPlatform({ threads, media, seal, clock, log }),
    async sweep(olderThanMs) {
      for (const id of await threads.unusedSince(clock.now() - olderThanMs)) {
        await threads.delete(id);
        await media.deleteThread(id);
      }
    },
  };
}

interface Serving {
  readonly exposed: boolean;
  readonly publicUrl?: string;
  readonly sessions?: Sessions;
  readonly page: PageFolders;
}

/** Everything in its own scope: hooks and parsers of the playground do not reach other adapters. */
async function serveContext(
  app: FastifyInstance,
  context: PlaygroundContext,
  serving: Serving,
): Promise<void> {
  guardOrigin(app, serving);
  await app.register(rateLimit, { global: false });
  // A file that is too large is told by name, in `routes/read-message.ts`.
  await app.register(multipart, { throwFileSizeLimit: false });
  await app.register(serveFiles, { serve: false });
  takeBodies(app);
  if (serving.sessions) {
    demandPassword(app, serving.sessions, { https: serving.publicUrl?.startsWith('https:') ?? false });
  }
  pageRoutes(app, serving.page);
  skillRoutes(app, context);
  threadRoutes(app, context);
  messageRoutes(app, context);
  eventRoutes(app, context);
  mediaRoutes(app, context);
}

function passwordMissing(config: PlaygroundOptions['config']): string {
  const why = config.PUBLIC_URL ? `PUBLIC_URL=${config.PUBLIC_URL}` : `HOST=${config.HOST}`;
  return `PLAYGROUND_PASSWORD is not set, and with ${why} the playground can be reached from elsewhere: set it, or set PLAYGROUND=off`;
}
