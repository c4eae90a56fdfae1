import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SlackConfig } from '../../../adapters/slack/config.js';
import {
  BOT_EVENTS,
  BOT_SCOPES,
  type BotScope,
  slackManifest,
  toYaml,
} from '../../../adapters/slack/manifest.js';
import { slackSetup } from '../../../adapters/slack/setup.js';

// A YAML parser is no dependency of ours; `emulate`, which is, has one.
const emulate = path.join(import.meta.dirname, '../../../node_modules/emulate/package.json');
const { parse } = createRequire(emulate)('yaml') as { parse: (text: string) => unknown };
const folder = path.join(import.meta.dirname, '../../../adapters/slack');
const code = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(folder, name), 'utf8'))
  .join('\n');
const found = (pattern: RegExp) =>
  [...new Set([...code.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? ''))].sort();

/** Which scopes allow a method, as docs.slack.dev/reference/methods says; empty: any token. */
const METHOD_SCOPES: Record<string, BotScope[]> = {
  'agents.sessions.setStatus': ['chat:write', 'assistant:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'auth.test': [],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  // Works where an operator adds `im:write`; without it the id of the person is written to.
  'conversations.open': [],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
};
/** And an event, or a part of the app. */
const EVENT_SCOPES: Record<(typeof BOT_EVENTS)[number], BotScope[]> = {
  agent_session_stopped: ['assistant:write'],
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  app_uninstalled: [],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  tokens_revoked: [],
};

const config: SlackConfig = { threadReplies: 'everyone', skill: 'image-to-ai' };

describe('the manifest', () => {
  const manifest = slackManifest({ skill: 'image-to-ai' });

  it('is the same in adapters/slack/manifest.yaml', async () => {
    await expect(toYaml(manifest)).toMatchFileSnapshot(path.join(folder, 'manifest.yaml'));
  });

  it('is YAML', () => {
    expect(parse(toYaml(manifest))).toEqual(JSON.parse(JSON.stringify(manifest)));
  });

  it('subscribes to the events that are listened to, and to no other', () => {
    const events = BOT_EVENTS.map((event) => event.replace(/^message\..*/, 'message'));
    // Messages are taken before Bolt's listeners, by their type.
    expect(found(/app\.event\('([^']+)'|type === '(message|app_mention)'/g)).toEqual(
      [...new Set(events)].sort(),
    );
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([...BOT_EVENTS]);
  });

  it('asks for the scopes that its methods, events and parts need, and for no other', () => {
    const methods = found(/call\('([a-zA-Z.]+)'/g);
    expect(methods).toEqual(Object.keys(METHOD_SCOPES).sort());
    const needed = [
      ...methods.flatMap((method) => METHOD_SCOPES[method] ?? []),
      ...Object.values(EVENT_SCOPES).flat(),
      'commands',
    ];
    expect([...BOT_SCOPES].sort()).toEqual([...new Set(needed)].sort());
  });

  it('has the command and the shortcuts that are listened to', () => {
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(['/video']);
    expect(found(/app\.command\((\w+)/g)).toEqual(['COMMAND']);
    expect(found(/app\.shortcut\((\w+)/g)).toHaveLength(manifest.features.shortcuts.length);
  });

  it('stays within the limits of manifests', () => {
    expect(manifest.display_information.name.length).toBeLessThanOrEqual(35);
    expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
    expect(manifest.features.agent_view.agent_description.length).toBeLessThanOrEqual(300);
    expect(manifest.features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4);
    for (const shortcut of manifest.features.shortcuts)
      expect(shortcut.description.length).toBeLessThanOrEqual(150);
  });

  it('names the addresses when Slack comes over HTTP', () => {
    const http = slackManifest({ skill: 'image-to-ai', httpUrl: 'https://reelthread.example' });
    const address = 'https://reelthread.example/slack/events';
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: address },
      interactivity: { request_url: address },
    });
    expect(http.features.slash_commands[0]).toMatchObject({ url: address });
  });
});

describe('the set-up page', () => {
  it.each<[Partial<SlackConfig>, string[]]>([
    [{}, ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET']],
    [{ botToken: 'x' }, ['SLACK_APP_TOKEN or SLACK_SIGNING_SECRET']],
    [{ botToken: 'x', appToken: 'y' }, []],
    [{ botToken: 'x', signingSecret: 'y' }, []],
    [{ clientId: 'x', signingSecret: 'y' }, ['SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'PUBLIC_URL']],
    [
      { clientId: 'x', clientSecret: 'y', stateSecret: 'z', publicUrl: 'https://r.example', appToken: 'a' },
      [],
    ],
  ])('%o still needs %o', (given, missing) => {
    expect(slackSetup({ ...config, ...given }).missing).toEqual(missing);
  });

  it('has a link that creates the app', () => {
    const { createAppUrl } = slackSetup(config);
    const link = new URL(createAppUrl);
    expect(link.origin + link.pathname).toBe('https://api.slack.com/apps');
    expect(link.searchParams.get('new_app')).toBe('1');
    expect(parse(link.searchParams.get('manifest_yaml') ?? '')).toMatchObject({
      settings: { socket_mode_enabled: true },
    });
  });
});
