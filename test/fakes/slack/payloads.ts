import { readFileSync } from 'node:fs';

/** Payloads shaped like the samples of Slack's documentation, with the given parts replaced. */
const FOLDER = new URL('../../fixtures/slack/payloads/', import.meta.url);

type Json = Record<string, unknown>;

function fixture(name: string): Json {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as Json;
}

export const CHANNEL = 'C0123ABC456';
export const DM = 'D0LAN2Q65';
export const ANNA = 'U061F7AUR';
export const BEN = 'U0MJRG1AL';
export const ROOT = '1515449522.000016';

function event(name: string, parts: Json, around: Json = {}): Json {
  const body = fixture(name);
  return { ...body, ...around, event: { ...(body.event as Json), ...parts } };
}

export const appMention = (parts: Json = {}, around: Json = {}) => event('app-mention', parts, around);
export const channelMessage = (parts: Json = {}, around: Json = {}) =>
  event('message-channels', parts, around);
export const directMessage = (parts: Json = {}) =>
  event('message-channels', {
    channel: DM,
    channel_type: 'im',
    thread_ts: undefined,
    parent_user_id: undefined,
    ...parts,
  });
export const homeOpened = (parts: Json = {}) => event('app-home-opened', parts);
export const sessionStopped = (parts: Json = {}) => event('agent-session-stopped', parts);
export const appUninstalled = (around: Json = {}) => event('app-uninstalled', {}, around);
export const tokensRevoked = (around: Json = {}, parts: Json = {}) => event('tokens-revoked', parts, around);
export const slashCommand = (parts: Json = {}) => ({ ...fixture('slash-command'), ...parts });
export const messageAction = (parts: Json = {}) => ({ ...fixture('message-action'), ...parts });
export const globalShortcut = (parts: Json = {}) => ({ ...fixture('shortcut'), ...parts });
export const slackFile = (parts: Json = {}) => ({ ...fixture('file'), ...parts });
export const connectFile = (parts: Json = {}) => ({ ...fixture('file-check-info'), ...parts });

/** A press of the button with this sealed value. */
export function buttonPress(value: string, parts: Json = {}, button: Json = {}): Json {
  const body = fixture('block-actions');
  const [action] = body.actions as Json[];
  return { ...body, ...parts, actions: [{ ...action, value, ...button }] };
}

/** A filled-in form; `values` replaces fields by name. */
export function submission(values: Json = {}, metadata: Json = {}, parts: Json = {}): Json {
  const body = fixture('view-submission');
  const view = body.view as Json & { state: { values: Json } };
  return {
    ...body,
    view: {
      ...view,
      private_metadata: JSON.stringify(metadata),
      state: { values: { ...view.state.values, ...values } },
      ...parts,
    },
  };
}
