import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { packageRoot } from '../package-root.js';

/** Where the parts of the page are: written by hand, and made by esbuild. */
export interface PageFolders {
  readonly source: string;
  readonly bundle: string;
}

export function defaultPageFolders(): PageFolders {
  const root = packageRoot();
  return {
    source: path.join(root, 'adapters/playground/page'),
    bundle: path.join(root, 'dist/adapters/playground/page'),
  };
}

/** Serves the page at `/`. It holds no data: whoever loads it still has to get past the guard of the API. */
export function pageRoutes(app: FastifyInstance, folders: PageFolders): void {
  // Asked for anew each time (304 when nothing changed): a page of yesterday must not meet an API of today.
  const fresh = { cacheControl: true, maxAge: 0 };
  const assets: Record<string, string> = {
    'app.js': folders.bundle,
    'app.js.map': folders.bundle,
    'app.css': folders.bundle,
    'app.css.map': folders.bundle,
    'favicon.svg': folders.source,
  };
  for (const [name, folder] of Object.entries(assets)) {
    app.get(`/assets/${name}`, (_request, reply) => reply.sendFile(name, folder, fresh));
  }
  app.get('/', (_request, reply) => reply.sendFile('index.html', folders.source, fresh));
  app.get('/favicon.ico', (_request, reply) => reply.redirect('/assets/favicon.svg', 308));
}
