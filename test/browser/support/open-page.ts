import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { defaultPageFolders } from '../../../adapters/playground/routes/page.js';
import {
  type RunningPlayground,
  startPlayground,
} from '../../adapters/playground/support/start-playground.js';
import { ScriptedBot } from './scripted-bot.js';

export interface BrowserStage {
  readonly playground: RunningPlayground;
  readonly bot: ScriptedBot;
  readonly folder: string;
  /** Errors of scripts and of the content security policy that any page reported; a test ends with none. */
  readonly problems: string[];
  /** A fresh browser profile with the page open. */
  open(options?: BrowserContextOptions & { url?: string }): Promise<Page>;
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
  const problems: string[] = [];

  return {
    playground,
    bot: new ScriptedBot(playground.platform),
    folder,
    problems,
    async open({ url = playground.url, ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        locale: 'en-GB',
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (line) => {
        if (/Content Security Policy|Uncaught/.test(line.text())) problems.push(line.text());
      });
      await page.goto(url);
      return page;
    },
    async close() {
      await browser.close();
      await playground.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
