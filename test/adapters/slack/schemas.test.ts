import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { complaintsAbout, schemasFile } from '../../fakes/slack/call-schemas.js';
import { generateSchemas, schemaSources } from '../../fakes/slack/generate-schemas.js';

const file = path.join(import.meta.dirname, '../../fixtures/slack/schemas/calls.json');

it('holds calls against schemas of the installed types (vitest -u makes them anew)', async () => {
  const made = schemasFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const from = schemaSources();
  // Making them takes seconds, so they are made only when something has changed.
  if (isDeepStrictEqual(made.from, from)) return;
  await expect(`${JSON.stringify({ from, schemas: generateSchemas() })}\n`).toMatchFileSnapshot(file);
});

it('finds what Slack would refuse', () => {
  const section = { type: 'section', text: { type: 'mrkdwn', text: 'hello' } };
  const message = { channel: 'C1', text: 'hello', blocks: [section] };
  expect(complaintsAbout('chat.postMessage', message)).toEqual([]);
  expect(complaintsAbout('chat.postMessage', { ...message, colour: 'red' })).not.toEqual([]);
  expect(complaintsAbout('chat.postMessage', { text: 'no channel' })).not.toEqual([]);
  const button = { type: 'actions', elements: [{ type: 'button', value: 'x' }] };
  expect(complaintsAbout('chat.postMessage', { ...message, blocks: [button] })).not.toEqual([]);
  const view = { type: 'home', blocks: [section, { type: 'nonsense' }] };
  expect(complaintsAbout('views.publish', { user_id: 'U1', view })).not.toEqual([]);
});
