import type { Config } from '../../src/config.js';
import type { SkillSlug } from '../../src/conversation/profiles.js';

/** What the Slack adapter needs of the configuration. */
export interface SlackConfig {
  /** One workspace. */
  readonly botToken?: string;
  /** Socket Mode. */
  readonly appToken?: string;
  /** HTTP at `/slack/events`. */
  readonly signingSecret?: string;
  /** Many workspaces: `/slack/install`. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly stateSecret?: string;
  /** Another host for the Web API: an emulator or a proxy. */
  readonly apiUrl?: string;
  readonly publicUrl?: string;
  readonly threadReplies: 'everyone' | 'starter' | 'mention';
  /** The skill of new conversations. */
  readonly skill: SkillSlug;
}

export function slackConfig(config: Config): SlackConfig {
  return {
    botToken: config.SLACK_BOT_TOKEN,
    appToken: config.SLACK_APP_TOKEN,
    signingSecret: config.SLACK_SIGNING_SECRET,
    clientId: config.SLACK_CLIENT_ID,
    clientSecret: config.SLACK_CLIENT_SECRET,
    stateSecret: config.SLACK_STATE_SECRET,
    apiUrl: config.SLACK_API_URL,
    publicUrl: config.PUBLIC_URL,
    threadReplies: config.THREAD_REPLIES,
    skill: config.NEMO_SKILL,
  };
}

/** True when somebody began to set Slack up; `missingValues` says what is still needed. */
export function isSlackWanted(config: SlackConfig): boolean {
  return Boolean(
    config.botToken || config.appToken || config.signingSecret || config.clientId || config.clientSecret,
  );
}

/** Names of the variables that are still missing; empty when the adapter can start. */
export function missingValues(config: SlackConfig): string[] {
  const missing: string[] = [];
  const many = config.clientId || config.clientSecret || config.stateSecret;
  if (!config.botToken) {
    if (!many) missing.push('SLACK_BOT_TOKEN');
    else {
      if (!config.clientId) missing.push('SLACK_CLIENT_ID');
      if (!config.clientSecret) missing.push('SLACK_CLIENT_SECRET');
      if (!config.stateSecret) missing.push('SLACK_STATE_SECRET');
      if (!config.publicUrl) missing.push('PUBLIC_URL');
    }
  }
  if (!config.appToken && !config.signingSecret) missing.push('SLACK_APP_TOKEN or SLACK_SIGNING_SECRET');
  return missing;
}
