import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../..');

/**
 * Compiles the renderer to JavaScript as `npm run build` does, and loads it: only compiled code can start threads.
 * The folder lies under node_modules, so that packages are found from there; it is removed after the tests.
 */
export async function loadCompiled(): Promise<{
  render: typeof import('../../../src/studio/render/render-draft.js');
  heic: typeof import('../../../src/imaging/heic.js');
}> {
  const cache = path.join(ROOT, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'reelthread-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/failure.ts', 'src/imaging/*.ts', 'src/studio/**/*.ts', 'src/conversation/ports/*.ts'],
    outbase: '.',
    outdir: folder,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  const load = (file: string) => import(pathToFileURL(path.join(folder, file)).href);
  return {
    render: await load('src/studio/render/render-draft.js'),
    heic: await load('src/imaging/heic.js'),
  };
}
