import { describe, expect, it } from 'vitest';
import { commandList } from '../../../adapters/discord/command-list.js';
import { type DiscordSettings, discordConfig } from '../../../adapters/discord/config.js';
import { discordHosts } from '../../../adapters/discord/hosts.js';
import { LIMITS } from '../../../adapters/discord/limits.js';
import { commandDifferences } from '../../../adapters/discord/register.js';
import { discordSetup } from '../../../adapters/discord/setup.js';
import { schemaFor } from '../../fakes/discord/schemas.js';

const settings: DiscordSettings = {
  DISCORD_API_URL: 'https://discord.com/api',
  DISCORD_MESSAGE_CONTENT: 'off',
  THREAD_REPLIES: 'everyone',
  NEMO_SKILL: 'image-to-ai',
};

describe('set-up', () => {
  it('says what is missing, and builds the invite link from the token', () => {
    expect(discordSetup(settings)).toEqual({ missing: ['DISCORD_TOKEN'] });
    const token = `${Buffer.from('1012345678900020080').toString('base64url')}.abc.def`;
    const { inviteUrl = '' } = discordSetup({ ...settings, DISCORD_TOKEN: token });
    const query = new URL(inviteUrl).searchParams;
    expect(query.get('client_id')).toBe('1012345678900020080');
    expect(query.get('scope')).toBe('bot applications.commands');
    // View, send, in threads, create threads, attach, history: and no administrator.
    const bits = [10, 11, 38, 35, 15, 16].reduce((all, bit) => all | (1n << BigInt(bit)), 0n);
    expect(query.get('permissions')).toBe(String(bits));
  });

  it('takes the API address with or without its version', () => {
    const { apiUrl } = discordConfig({ ...settings, DISCORD_API_URL: 'http://127.0.0.1:9/api/v10' });
    expect(apiUrl).toBe('http://127.0.0.1:9/api');
  });
});

describe('hosts', () => {
  const isDiscord = (api: string, url: string) => discordHosts(api).isDiscord(new URL(url));
  it.each([
    ['https://discord.com/api', 'https://cdn.discordapp.com/a', true],
    ['https://discord.com/api', 'https://media.discordapp.net/a', true],
    ['https://discord.com/api', 'http://cdn.discordapp.com/a', false],
    ['https://discord.com/api', 'https://discord.com/a', false],
    ['https://discord.com/api', 'https://xcdn.discordapp.com/a', false],
    ['https://proxy.example/api', 'https://proxy.example/a', true],
    ['https://proxy.example/api', 'http://proxy.example/a', false],
    ['http://127.0.0.1:1/api', 'http://127.0.0.1:1/a', true],
    ['http://127.0.0.1:1/api', 'http://127.0.0.1:2/a', false],
    ['http://127.0.0.1:1/api', 'http://localhost:1/a', false],
    ['http://127.0.0.1:1/api', 'https://127.0.0.1:1/a', false],
    ['http://127.0.0.1:1/api', 'http://10.0.0.1/a', false],
  ])('with %s as the API, %s is Discord: %s', (api, url, expected) => {
    expect(isDiscord(api, url)).toBe(expected);
  });
});

describe('the command list', () => {
  const list = commandList();

  it('is what Discord takes', () => {
    const checked = schemaFor('PUT', '/applications/:id/commands', {})?.safeParse(list);
    expect(checked).toMatchObject({ success: true });
    for (const command of list) expect(charactersOf(command)).toBeLessThanOrEqual(LIMITS.commandCharacters);
  });

  it('is localised in every name and description that people see', () => {
    const found = JSON.stringify(list).match(/"zh-CN"/g) ?? [];
    expect(found.length).toBeGreaterThan(40);
  });

  it('is compared without what Discord adds, and shows what differs', () => {
    const registered = list.map((command) => ({
      ...command,
      id: '1',
      version: '2',
      nsfw: false,
      dm_permission: true,
    }));
    expect(commandDifferences(registered, list)).toEqual([]);
    expect(commandDifferences([], list)).toEqual(['+ /video', '+ message menu: Make a video from this']);
    const old = [{ ...registered[0], description: 'old' }, registered[1], { name: 'gone', type: 1 }];
    expect(commandDifferences(old, list)).toEqual(['~ /video', '- /gone']);
  });
});

/** Names, descriptions and values, with the longest of each localisation, as Discord counts them. */
function charactersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + charactersOf(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, inside]) => {
    if (key === 'name' || key === 'description' || key === 'value') return sum + String(inside).length;
    return sum + charactersOf(inside);
  }, 0);
}
