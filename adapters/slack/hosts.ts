import type { AddressRule } from '../../src/net/addresses.js';

/** Where Slack is: its Web API and the hosts whose files may be fetched with the bot's token. */
export interface SlackHosts {
  /** Ends in `/api/`. */
  readonly api: string;
  /** Where an installation begins. */
  readonly authorize: string;
  /** True for an address that may be fetched, and with the token: https on Slack's own hosts, or the configured host. */
  isSlack(url: URL): boolean;
  /** Which addresses such a host may lead to. */
  addresses(url: URL): AddressRule;
}

const SLACK_API = 'https://slack.com/api/';
const SLACK_DOMAINS = ['slack.com', 'slack-files.com'];

/**
 * `configured` is SLACK_API_URL, with or without `/api`: exactly that scheme, host and port then count as Slack's too.
 * Another name or port of the same machine belongs to another program, which must never see the token.
 */
export function slackHosts(configured: string | undefined): SlackHosts {
  const api = configured ? apiBase(configured) : SLACK_API;
  const own = configured ? new URL(api) : undefined;
  const isOwn = (url: URL) => own !== undefined && url.origin === own.origin;
  return {
    api,
    authorize: `${api.slice(0, -'/api/'.length)}/oauth/v2/authorize`,
    isSlack: (url) => isOwn(url) || isSlackDomain(url),
    addresses: (url) => (isOwn(url) ? 'any' : 'public'),
  };
}

function apiBase(address: string): string {
  const bare = address.replace(/\/+$/, '');
  return bare.endsWith('/api') ? `${bare}/` : `${bare}/api/`;
}

/** The dot matters: `files.slack.com.evil.example` and `evilslack.com` are somebody else's. */
function isSlackDomain(url: URL): boolean {
  if (url.protocol !== 'https:' || url.port !== '') return false;
  const host = url.hostname.toLowerCase();
  return SLACK_DOMAINS.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
