import { slackConfig } from '../adapters/slack/config.js';
import { slackSetup } from '../adapters/slack/setup.js';
import type { Config } from './config.js';
import type { PlatformSetup } from './http/setup-page.js';

/** What the set-up page shows for this configuration. Only loaded when somebody opens it: discord.js is large. */
export async function platformSetups(config: Config): Promise<PlatformSetup[]> {
  const { discordSetup } = await import('../adapters/discord/setup.js');
  const slack = slackSetup(slackConfig(config));
  const discord = discordSetup(config);
  return [
    {
      name: 'Slack',
      missing: slack.missing,
      links: [
        { label: 'Create the Slack app with everything filled in', url: slack.createAppUrl },
        ...(slack.installUrl ? [{ label: 'Install it in a workspace', url: slack.installUrl }] : []),
      ],
      guide: 'docs/slack.md',
    },
    {
      name: 'Discord',
      missing: discord.missing,
      links: [
        { label: 'Create an application and its bot', url: 'https://discord.com/developers/applications' },
        ...(discord.inviteUrl ? [{ label: 'Invite the bot to a server', url: discord.inviteUrl }] : []),
      ],
      guide: 'docs/discord.md',
    },
  ];
}
