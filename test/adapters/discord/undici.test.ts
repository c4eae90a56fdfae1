import { Agent, getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApi } from '../../../adapters/discord/api.js';
import { createCallers } from '../../../adapters/discord/caller.js';
import { createWorld, TOKEN, type World } from '../../fakes/discord/bot.js';

/**
 * As in the real process: the client of the backend brings its own undici, which takes the place that all undicis share,
 * that of discord.js (an older one) too.
 */
const before = getGlobalDispatcher();
const agent = new Agent();
let world: World;

beforeAll(async () => {
  world = await createWorld();
  setGlobalDispatcher(agent);
});

afterAll(async () => {
  setGlobalDispatcher(before);
  await agent.close();
  await world.close();
});

it('a file is uploaded whole beside another undici', async () => {
  const callers = createCallers({ token: TOKEN, apiUrl: world.gate.url });
  const thread = await world.thread();
  const bytes = Buffer.alloc(3_000_000, 'video');
  const file = { name: 'a.mp4', content: '', blob: new Blob([bytes], { type: 'video/mp4' }) };
  const id = await createApi(callers).postFile(thread, file, 'nonce');
  callers.close();
  const [upload] = world.gate.uploads.get(id) ?? [];
  expect(upload?.name).toBe('a.mp4');
  expect(upload?.bytes.equals(bytes)).toBe(true);
});
