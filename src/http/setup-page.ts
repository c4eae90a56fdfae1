import type { HttpServer } from './server.js';

/** What a person has to do for one chat platform. */
export interface PlatformSetup {
  readonly name: string;
  /** Variables that are not set yet; empty when it runs. */
  readonly missing: readonly string[];
  /** The next step as a link: create the app, invite the bot. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** The page of the documentation. */
  readonly guide: string;
}

/** Serves `GET /setup`: what is configured, what is missing, and the links that do the rest. It shows no values. */
export function serveSetupPage(server: HttpServer, platforms: () => Promise<readonly PlatformSetup[]>): void {
  server.app.get('/setup', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page(await platforms())),
  );
}

function page(platforms: readonly PlatformSetup[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Set up Reelthread</title>
</head>
<body>
<main>
<h1>Set up Reelthread</h1>
${platforms.map(section).join('\n')}
<p>Values go into <code>.env</code> (see <code>.env.example</code>); restart the bot after a change.</p>
</main>
</body>
</html>
`;
}

function section({ name, missing, links, guide }: PlatformSetup): string {
  const state =
    missing.length === 0
      ? '<p>Configured.</p>'
      : `<p>Still missing:</p><ul>${missing.map((value) => `<li><code>${escapeHtml(value)}</code></li>`).join('')}</ul>`;
  const steps = links
    .map(({ label, url }) => `<li><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></li>`)
    .join('');
  return `<section><h2>${escapeHtml(name)}</h2>${state}<ul>${steps}</ul><p>Step by step: <code>${escapeHtml(guide)}</code></p></section>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
