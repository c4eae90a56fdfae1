import { GatewayCloseCodes } from 'discord.js';
import { Failure } from '../../src/failure.js';
import { failureOf, isTokenRefusal } from './problems.js';

/** Discord has closed a shard with a code after which trying again with the same settings helps nothing. */
export class GatewayRefusal extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`the gateway of Discord refuses with ${code} ${GatewayCloseCodes[code] ?? ''}`.trimEnd());
    this.name = 'GatewayRefusal';
    this.code = code;
  }
}

/** The bot is in more servers than so few shards may carry (close code 4011). */
export function isShardingRequired(thrown: unknown): boolean {
  return thrown instanceof GatewayRefusal && thrown.code === GatewayCloseCodes.ShardingRequired;
}

/** Failure `config` for what only an operator can change; everything else may pass. */
export function gatewayFailure(thrown: unknown): Failure {
  const code = thrown instanceof GatewayRefusal ? thrown.code : undefined;
  const isLibraryRefusal = thrown instanceof Error && 'code' in thrown && thrown.code === 'TokenInvalid';
  if (code === GatewayCloseCodes.AuthenticationFailed || isLibraryRefusal || isTokenRefusal(thrown)) {
    return new Failure('config', { detail: 'DISCORD_TOKEN is not accepted by Discord', cause: thrown });
  }
  if (code === GatewayCloseCodes.DisallowedIntents) {
    const detail =
      'DISCORD_MESSAGE_CONTENT=on needs the "Message Content Intent" (Developer Portal > Bot); switch it on, or set DISCORD_MESSAGE_CONTENT=off';
    return new Failure('config', { detail, cause: thrown });
  }
  const failure = failureOf(thrown);
  return failure.code === 'internal' ? Failure.from(thrown, 'platform-unavailable') : failure;
}
