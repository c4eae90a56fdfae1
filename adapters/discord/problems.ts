import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { Language } from '../../src/conversation/inbound.js';
import { Failure } from '../../src/failure.js';
import { failureOfProblem, PlatformProblem, type Problem } from '../chat/problem.js';
import { discordWords } from './words.js';

/** How Discord refuses. `code` is Discord's JSON error code, 0 when there is none; `status` that of HTTP. */
interface Refusal {
  readonly code: number;
  readonly status: number;
}

/** JSON error codes that call for an action of their own (docs.discord.com/developers/topics/opcodes-and-status-codes). */
export const CODES = {
  unknownChannel: 10_003,
  unknownGuild: 10_004,
  unknownMessage: 10_008,
  unknownUser: 10_013,
  tooLarge: 40_005,
  missingAccess: 50_001,
  cannotMessageUser: 50_007,
  missingPermissions: 50_013,
  threadArchived: 50_083,
  noMutualGuilds: 50_278,
  threadExists: 160_004,
  threadLocked: 160_005,
} as const;

/** A call that failed; `failureOf` says what the core understands. */
export class DiscordProblem extends PlatformProblem<Refusal> {
  constructor(call: string, problem: Problem<Refusal>, cause: unknown) {
    super(call, problem, ({ code, status }) => `refused with ${code} (HTTP ${status})`, cause);
    this.name = 'DiscordProblem';
  }
}

/** True when Discord refused with one of these codes. */
export function refusedWith(thrown: unknown, ...codes: number[]): boolean {
  return (
    thrown instanceof DiscordProblem &&
    thrown.problem.kind === 'refused' &&
    codes.includes(thrown.problem.code)
  );
}

export function problemOf(thrown: unknown): Problem<Refusal> {
  if (thrown instanceof RateLimitError) {
    return { kind: 'rate-limited', retryAfterMs: Math.max(thrown.retryAfter, thrown.timeToReset, 0) };
  }
  if (thrown instanceof DiscordAPIError) {
    const code = Number(thrown.code);
    return { kind: 'refused', code: Number.isInteger(code) ? code : 0, status: thrown.status };
  }
  if (thrown instanceof HTTPError) return { kind: 'unreachable', what: `HTTP ${thrown.status}` };
  return { kind: 'unreachable', what: thrown instanceof Error ? thrown.name : 'unknown error' };
}

/** The place, or what it belongs to, is not there any more. */
export function isGone(thrown: unknown): boolean {
  const { unknownChannel, unknownGuild, unknownUser } = CODES;
  return refusedWith(thrown, unknownChannel, unknownGuild, unknownUser);
}

/** What a person or an operator has to do about a refusal; undefined when nothing helps. */
export function fixOf(problem: Problem<Refusal>, language: Language = 'en'): string | undefined {
  if (problem.kind !== 'refused') return undefined;
  const words = discordWords(language);
  switch (problem.code) {
    case CODES.missingAccess:
      return words.fixPermissions('View Channels');
    case CODES.missingPermissions:
      return words.fixPermissions('Send Messages in Threads');
    case CODES.threadLocked:
      return words.fixLocked;
    case CODES.cannotMessageUser:
    case CODES.noMutualGuilds:
      return words.fixDirect;
    default:
      return undefined;
  }
}

/** The token is not valid (any more): only an operator can change that. */
export function isTokenRefusal(thrown: unknown): boolean {
  return (
    thrown instanceof DiscordProblem && thrown.problem.kind === 'refused' && thrown.problem.status === 401
  );
}

/** The Failure of the core for anything that a call to Discord throws. */
export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof DiscordProblem)) return Failure.from(thrown);
  return failureOfProblem(thrown, { isGone: isGone(thrown), fix: fixOf(thrown.problem) });
}
