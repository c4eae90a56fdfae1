import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type LaunchedStudio, launchStudio } from '../../src/studio/launch.js';
import { SILENT, temporaryFolder, until } from './harness.js';

/** The real process runs what `npm test` has built. */
const ENTRY = path.join(import.meta.dirname, '../../dist/src/studio/main.js');
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function dataFolder(): Promise<string> {
  const { folder, remove } = await temporaryFolder();
  cleanups.push(remove);
  return folder;
}

async function launch(dataDir: string, log = SILENT): Promise<LaunchedStudio> {
  const studio = await launchStudio({ dataDir, log, entry: ENTRY });
  cleanups.push(() => studio.stop());
  return studio;
}

async function token({ url, clientId }: LaunchedStudio): Promise<string> {
  const headers = { 'X-Client-Id': clientId };
  const response = await fetch(`${url}/api/auth/anonymous-token`, { method: 'POST', headers });
  const { data } = (await response.json()) as { data: { token: string } };
  return data.token;
}

const answers = async (url: string) => {
  try {
    return (await fetch(url)).status;
  } catch {
    return undefined;
  }
};

describe('the process of the studio', () => {
  it('answers on loopback, and ends when it is told to', async () => {
    const studio = await launch(await dataFolder());
    expect(new URL(studio.url).hostname).toBe('127.0.0.1');
    expect(await token(studio)).toMatch(/^nmv_usr_/);
    await studio.stop();
    expect(await answers(studio.url)).toBeUndefined();
    expect(studio.pid).toBeUndefined();
  });

  it('is the same one after the bot was started again: port, client id and token', async () => {
    const folder = await dataFolder();
    const first = await launch(folder);
    const firstToken = await token(first);
    await first.stop();
    const second = await launch(folder);
    expect([second.url, second.clientId, await token(second)]).toEqual([
      first.url,
      first.clientId,
      firstToken,
    ]);
  });

  it('takes another port when its own is taken', async () => {
    const folder = await dataFolder();
    const first = await launch(folder);
    await first.stop();
    const squatter = createServer((_request, response) => response.end());
    await new Promise<void>((listening) =>
      squatter.listen(Number(new URL(first.url).port), '127.0.0.1', listening),
    );
    const { port } = squatter.address() as AddressInfo;
    const second = await launch(folder);
    squatter.close();
    expect(new URL(second.url).port).not.toBe(String(port));
    expect(await token(second)).toMatch(/^nmv_usr_/);
  });

  it('is started again under the same address when it crashes', async () => {
    const warnings: string[] = [];
    const log = { ...SILENT, warn: (_facts: object, message: string) => warnings.push(message) };
    const studio = await launch(await dataFolder(), log);
    const { pid } = studio;
    if (pid === undefined) throw new Error('it does not run');
    process.kill(pid, 'SIGKILL');
    await until(() => (warnings.length > 0 ? true : undefined));
    await until(() => answers(studio.url));
    expect(await token(studio)).toMatch(/^nmv_usr_/);
    expect(studio.pid).not.toBe(pid);
    expect(warnings).toEqual(['the studio failed and is started again']);
  });

  it('ends with the bot, also when that is killed', async () => {
    const launcher = path.join(path.dirname(ENTRY), 'launch.js');
    const log = '{ info() {}, warn() {}, error() {} }';
    const code = `import { launchStudio } from ${JSON.stringify(launcher)};
      const studio = await launchStudio({ dataDir: ${JSON.stringify(await dataFolder())}, log: ${log} });
      console.log(studio.url);`;
    const bot = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(bot.stdout, 'data')) as [Buffer];
    const url = line.toString().trim();
    expect(await answers(url)).toBe(401);
    bot.kill('SIGKILL');
    await until(async () => ((await answers(url)) === undefined ? true : undefined));
  });

  it('tells why it cannot start', async () => {
    const folder = await dataFolder();
    const missing = launchStudio({ dataDir: folder, log: SILENT, entry: `${ENTRY}.missing.js` });
    await expect(missing).rejects.toMatchObject({ code: 'backend-unavailable' });
  });
});
