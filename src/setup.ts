import { slackConfig } from '../adapters/slack/config.js';
import { slackSetup } from '../adapters/slack/setup.js';
import type { Config } from './config.js';
import type { PlatformSetup } from './http/setup-page.js';

/** What the set-up page shows for this configuration. */
export function platformSetups(config: Config): PlatformSetup[] {
  const slack = slackSetup(slackConfig(config));
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
  ];
}
