import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Language } from '../../src/conversation/inbound.js';
import { Failure } from '../../src/failure.js';
import { failureOfProblem, PlatformProblem, type Problem } from '../chat/problem.js';
import { slackWords } from './words.js';

/** How Slack refuses: `code` such as `channel_not_found`; `needed` names a scope that is missing. */
interface Refusal {
  readonly code: string;
  readonly needed?: string;
}

/** A call that failed; `failureOf` says what the core understands. */
export class SlackProblem extends PlatformProblem<Refusal> {
  constructor(method: string, problem: Problem<Refusal>, cause: unknown) {
    super(method, problem, ({ code, needed }) => (needed ? `${code} (${needed})` : code), cause);
    this.name = 'SlackProblem';
  }
}

/** True when Slack refused with one of these codes. */
export function refusedWith(thrown: unknown, ...codes: string[]): boolean {
  return (
    thrown instanceof SlackProblem && thrown.problem.kind === 'refused' && codes.includes(thrown.problem.code)
  );
}

/** True when Slack said no, whatever the reason, and will say so again. */
export function isRefusal(thrown: unknown): thrown is SlackProblem {
  return thrown instanceof SlackProblem && thrown.problem.kind === 'refused';
}

/** Without a Retry-After that can be read. */
const UNKNOWN_WAIT_MS = 30_000;

/** Codes that say "not now" rather than "no" (docs.slack.dev/reference/methods: common errors). */
const TRANSIENT = [
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
];

export function problemOf(thrown: unknown): Problem<Refusal> {
  if (thrown instanceof WebAPIRateLimitedError) {
    return { kind: 'rate-limited', retryAfterMs: thrown.retryAfter * 1_000 };
  }
  if (thrown instanceof WebAPIPlatformError) return platformProblem(thrown);
  if (thrown instanceof WebAPIHTTPError) {
    const { statusCode } = thrown;
    if (statusCode === 404) return { kind: 'refused', code: 'unknown_method' };
    return statusCode >= 500 || statusCode === 408
      ? { kind: 'unreachable', what: `HTTP ${statusCode}` }
      : { kind: 'refused', code: `http_${statusCode}` };
  }
  // web-api gives a 429 without Retry-After as a bare Error.
  if (thrown instanceof Error && thrown.message.startsWith('Retry header')) {
    return { kind: 'rate-limited', retryAfterMs: UNKNOWN_WAIT_MS };
  }
  return { kind: 'unreachable', what: thrown instanceof Error ? thrown.name : 'unknown error' };
}

function platformProblem({ data }: WebAPIPlatformError): Problem<Refusal> {
  const code = data.error;
  // web-api puts a body that is not JSON into `error`: an HTML page of a proxy, for example.
  if (!/^[a-z0-9_.]{1,80}$/i.test(code)) return { kind: 'unreachable', what: 'an answer that is not JSON' };
  if (code === 'ratelimited' || code === 'rate_limited') {
    const seconds = Number(data.response_metadata?.retryAfter);
    return { kind: 'rate-limited', retryAfterMs: seconds > 0 ? seconds * 1_000 : UNKNOWN_WAIT_MS };
  }
  if (TRANSIENT.includes(code)) return { kind: 'unreachable', what: code };
  // `needed` comes with missing_scope and is in no type of the library.
  const needed: unknown = 'needed' in data ? data.needed : undefined;
  return { kind: 'refused', code, needed: typeof needed === 'string' ? needed : undefined };
}

const GONE = [
  'channel_not_found',
  'is_archived',
  'thread_not_found',
  'message_not_found',
  'cannot_reply_to_message',
  'user_not_found',
];
const TOKEN = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'org_login_required',
];
/** True when Slack does not take the token itself (any more), whatever it was asked. */
export function refusesToken(problem: Problem<Refusal>): boolean {
  return problem.kind === 'refused' && TOKEN.includes(problem.code);
}

const INVITE = ['not_in_channel', 'user_not_in_channel', 'not_in_conversation'];
const RESTRICTED =
  /^(restricted_action|no_permission|access_denied|ekm_access_denied|posting_to_.*|team_access_not_granted|not_allowed_token_type|channel_is_limited_access|messages_tab_disabled)/;

/** What a person or an operator has to do about a refusal; undefined when nothing helps. */
export function fixOf(problem: Problem<Refusal>, language: Language = 'en'): string | undefined {
  if (problem.kind !== 'refused') return undefined;
  const words = slackWords(language);
  const { code, needed } = problem;
  if (code === 'missing_scope') return words.fixScope(needed ?? 'that is missing');
  if (INVITE.includes(code)) return words.fixInvite;
  if (TOKEN.includes(code)) return words.fixToken;
  return RESTRICTED.test(code) ? words.fixRestricted : undefined;
}

/** The Failure of the core for anything that a call to Slack throws. */
export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof SlackProblem)) return Failure.from(thrown);
  const { problem } = thrown;
  const isGone = problem.kind === 'refused' && GONE.includes(problem.code);
  return failureOfProblem(thrown, { isGone, fix: fixOf(problem) });
}
