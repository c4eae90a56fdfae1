import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { defaultPageFolders } from '../../../adapters/playground/routes/page.js';
import { type RunningPlayground, startPlayground } from '../../adapters/playground/support/start-playground.js';
import { ScriptedBot } from './scripted-bot.js';

export interface BrowserStage {
  readonly playground: RunningPlayground;
  readonly bot: ScriptedBot;
  readonly folder: string;
  /** A fresh browser profile with the page open. Problems that the page itself reports fail the test. */
  open(options?: BrowserContextOptions & { path?: string }): Promise<Page>;
  close(): Promise<void>;
}

/** The page as it is in the source tree, bundled now, served by the real server and shown by Debian's Chromium. */
export async function openStage(settings: Parameters<typeof startPlayground>[0] = {}): Promise<BrowserStage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'playground-browser-'));
  const { source } = defaultPageFolders();
  const bundle = path.join(folder, 'bundle');
  await build({ entryPoints: [path.join(source, 'app.tsx')], bundle: true, minify: true, outdir: bundle });
  const playground = await startPlayground({ page: { source, bundle }, ...settings });
  const browser: Browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  });

  return {
    playground,
    bot: new ScriptedBot(playground.platform),
    folder,
    async open({ path: address = '/', ...options } = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
      const page = await context.newPage();
      page.on('pageerror', (error) => {
        throw error;
      });
      page.on('console', (line) => {
        if (line.text().includes('Content Security Policy')) throw new Error(line.text());
      });
      await page.goto(playground.url + address);
      return page;
    },
    async close() {
      await browser.close();
      await playground.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
