import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../src/conversation/ports/tools.js';

/**
 * What Slack's libraries say, in our log. Their debug lines hold whole requests and payloads, so those are left out;
 * anything that looks like a token is taken out of the rest.
 */
export function libraryLogger(log: Log): Logger {
  const say =
    (level: 'info' | 'warn' | 'error') =>
    (...message: unknown[]) => {
      const text = withoutTokens(message.map(String).join(' ')).slice(0, 500);
      // "error" and "warn" of a library are mostly things that are handled here and told again where it matters.
      log[level === 'error' ? 'warn' : 'debug']({ library: 'slack' }, text);
    };
  return {
    debug: () => {},
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}

export function withoutTokens(text: string): string {
  return text
    .replace(/xox[a-z](?:\.[a-z]+)?-[\w-]+|xapp-[\w-]+/gi, '[token]')
    .replace(/\b(wss?|https?):\/\/[^\s"')]+/gi, (address) =>
      URL.canParse(address) ? `${new URL(address).protocol}//${new URL(address).host}/…` : '[address]',
    );
}
