import path from 'node:path';
import { expect, it } from 'vitest';
import { complaintsAbout } from '../../fakes/slack/call-schemas.js';
import { generateSchemas } from '../../fakes/slack/generate-schemas.js';

it('holds calls against schemas that were made from the installed types (vitest -u makes them anew)', async () => {
  const file = path.join(import.meta.dirname, '../../fixtures/slack/schemas/calls.json');
  await expect(`${JSON.stringify(generateSchemas())}\n`).toMatchFileSnapshot(file);
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
