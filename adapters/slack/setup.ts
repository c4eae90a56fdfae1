import { missingValues, type SlackConfig } from './config.js';
import { slackManifest, toYaml } from './manifest.js';
import { INSTALL_PATH, REDIRECT_PATH } from './paths.js';

/** What the set-up page of the bot shows about Slack. */
export interface SlackSetup {
  /** Variables that still have to be set; empty when the adapter can start. */
  readonly missing: string[];
  /** Opens Slack's "create an app" with everything filled in. */
  readonly createAppUrl: string;
  /** Where further workspaces install the app; only with SLACK_CLIENT_ID. */
  readonly installUrl?: string;
}

export function slackSetup(config: SlackConfig): SlackSetup {
  // Without an address that Slack can reach, or with a token for it, Socket Mode is the way.
  const overHttp = Boolean(config.publicUrl && config.signingSecret && !config.appToken);
  const manifest = slackManifest({
    skill: config.skill,
    httpUrl: overHttp ? config.publicUrl : undefined,
    redirectUrl: config.publicUrl?.startsWith('https:') ? `${config.publicUrl}${REDIRECT_PATH}` : undefined,
  });
  const address = new URL('https://api.slack.com/apps');
  address.searchParams.set('new_app', '1');
  address.searchParams.set('manifest_yaml', toYaml(manifest));
  return {
    missing: missingValues(config),
    createAppUrl: address.href,
    installUrl: config.clientId && config.publicUrl ? `${config.publicUrl}${INSTALL_PATH}` : undefined,
  };
}
