import { afterEach, expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { createHttpServer, type HttpServer } from '../../src/http/server.js';
import { serveSetupPage } from '../../src/http/setup-page.js';
import { platformSetups } from '../../src/setup.js';
import { silentLog } from '../fakes/silent-log.js';

let server: HttpServer;
afterEach(() => server.close());

async function pageFor(environment: NodeJS.ProcessEnv): Promise<string> {
  server = await createHttpServer({ log: silentLog });
  serveSetupPage(server, () => platformSetups(readConfig(environment)));
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return (await fetch(`${url}/setup`)).text();
}

it('names what is missing and links to a ready-made app', async () => {
  const html = await pageFor({});
  expect(html).toContain('<code>SLACK_BOT_TOKEN</code>');
  expect(html).toMatch(/href="https:\/\/api\.slack\.com\/apps\?new_app=1&amp;manifest_yaml=/);
});

it('shows no value of a secret', async () => {
  const html = await pageFor({ SLACK_BOT_TOKEN: 'xoxb-marked', SLACK_SIGNING_SECRET: 'marked-secret' });
  expect(html).toContain('Configured.');
  expect(html).not.toContain('marked');
});
