import { foreignLine } from '../../src/conversation/foreign-text.js';
import { PROFILES, type SkillSlug } from '../../src/conversation/profiles.js';
import { LIMITS } from './limits.js';
import { APP_NAME, COMMAND, SHORTCUT_FROM_MESSAGE, SHORTCUT_NEW_VIDEO } from './names.js';
import { EVENTS_PATH } from './paths.js';

/** Every scope and what it is for; nothing else is asked. */
export const SCOPE_REASONS = {
  'app_mentions:read': 'to be called with a mention',
  'assistant:write': 'agent sessions, their Stop button, suggested prompts',
  'channels:history': 'to hear replies in public channels',
  'chat:write': 'to answer',
  commands: '/video and the shortcuts',
  'files:read': 'to fetch the pictures',
  'files:write': 'to upload the video',
  'groups:history': 'to hear replies in private channels',
  'im:history': 'to hear direct messages',
  'users:read': 'the language of the person who writes',
} as const;

export type BotScope = keyof typeof SCOPE_REASONS;

export const BOT_SCOPES = Object.keys(SCOPE_REASONS) as readonly BotScope[];

export const BOT_EVENTS = [
  'agent_session_stopped',
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.channels',
  'message.groups',
  'message.im',
  'tokens_revoked',
] as const;

/**
 * The app as Slack's manifest describes it (docs.slack.dev/reference/app-manifest): Socket Mode, or over HTTP when an
 * address is given. Kept here because the link that creates the app needs it at run time; `manifest.yaml` is the same
 * for people to paste.
 */
export function slackManifest(options: { skill: SkillSlug; httpUrl?: string; redirectUrl?: string }) {
  const { skill, httpUrl, redirectUrl } = options;
  const requestUrl = httpUrl ? `${httpUrl}${EVENTS_PATH}` : undefined;
  const at = requestUrl ? { url: requestUrl } : {};
  const requests = requestUrl ? { request_url: requestUrl } : {};
  return {
    display_information: {
      name: 'Reelthread',
      description: 'Makes videos from pictures by chatting in a thread',
      background_color: '#1f2937',
    },
    features: {
      agent_view: {
        agent_description: 'Send pictures and say what video you want; keep refining it in the thread.',
        suggested_prompts: PROFILES[skill].examples.slice(0, LIMITS.suggestedPrompts).map(({ en }) => ({
          title: foreignLine(en, LIMITS.suggestedPromptTitle),
          message: en,
        })),
      },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: APP_NAME, always_online: true },
      shortcuts: [
        {
          name: 'Make a video',
          type: 'global',
          callback_id: SHORTCUT_NEW_VIDEO,
          description: 'Describe a video and add pictures',
        },
        {
          name: 'Make a video from this',
          type: 'message',
          callback_id: SHORTCUT_FROM_MESSAGE,
          description: 'Makes a video from the pictures of this message',
        },
      ],
      slash_commands: [
        {
          command: COMMAND,
          ...at,
          description: 'Make a video from pictures',
          usage_hint: '[what video you want] | help | credits | forget',
          should_escape: true,
        },
      ],
    },
    oauth_config: {
      ...(redirectUrl ? { redirect_urls: [redirectUrl] } : {}),
      scopes: { bot: [...BOT_SCOPES] },
    },
    settings: {
      event_subscriptions: { ...requests, bot_events: [...BOT_EVENTS] },
      interactivity: { is_enabled: true, ...requests },
      // Only an app that others may install can be installed for a whole organisation.
      org_deploy_enabled: redirectUrl !== undefined,
      socket_mode_enabled: !httpUrl,
      token_rotation_enabled: false,
    },
  };
}

type Yaml = string | boolean | readonly Yaml[] | { readonly [key: string]: Yaml | undefined };

/** The few shapes of YAML that a manifest needs. Strings are quoted as in JSON, which YAML understands. */
export function toYaml(value: Yaml, indent = ''): string {
  if (typeof value !== 'object') return `${indent}${JSON.stringify(value)}\n`;
  if (isList(value)) {
    return value.map((item) => `${indent}- ${toYaml(item, `${indent}  `).slice(indent.length + 2)}`).join('');
  }
  return Object.entries(value)
    .map(([key, item]) => entryYaml(key, item, indent))
    .join('');
}

function entryYaml(key: string, value: Yaml | undefined, indent: string): string {
  if (value === undefined) return '';
  return typeof value === 'object'
    ? `${indent}${key}:\n${toYaml(value, `${indent}  `)}`
    : `${indent}${key}: ${toYaml(value)}`;
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}
