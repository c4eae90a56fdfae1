import path from 'node:path';
import { z } from 'zod';
import { SKILL_SLUGS } from './conversation/profiles.js';
import { Failure } from './failure.js';

/** Everything that an operator can set, parsed once. The only reader of the environment. */
export type Config = z.output<typeof schema> & {
  readonly backend: 'cloud' | 'studio';
  readonly playground: boolean;
};

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION_WORDS = 'a duration such as 500ms, 30s, 2m, 12h or 30d';

function milliseconds(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
  const unit = UNITS[match?.[2] ?? ''];
  return match && unit ? Number(match[1]) * unit : undefined;
}

const duration = (preset: string) =>
  z
    .string()
    .default(preset)
    .transform((text, context) => {
      const value = milliseconds(text);
      if (value !== undefined && value > 0) return value;
      context.addIssue({ code: 'custom', message: DURATION_WORDS });
      return z.NEVER;
    });

const durations = (preset: string) =>
  z
    .string()
    .default(preset)
    .transform((text, context) => {
      const values = text.split(',').map(milliseconds);
      if (values.every((value) => value !== undefined && value > 0)) return values as number[];
      context.addIssue({ code: 'custom', message: `a comma-separated list, each ${DURATION_WORDS}` });
      return z.NEVER;
    });

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: () => `one of ${values.join(', ')}` });

const address = () =>
  z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
      error: 'an http or https address',
    })
    .transform((text) => text.replace(/\/+$/, ''));

/** It travels in an HTTP header. */
const headerText = () => z.string().regex(/^[\x21-\x7e]+$/, 'plain letters, digits and signs without spaces');

/** A whole number of requests, from 1 on. */
const atMost = (preset: number) => {
  const error = 'a whole number from 1 on';
  return z.coerce.number({ error }).int(error).min(1, error).default(preset);
};

const port = (preset: number) =>
  z.coerce
    .number({ error: 'a port number' })
    .int('a port number')
    .min(0, 'a port number')
    .max(65_535, 'a port number')
    .default(preset);

/** A secret: optional, and an empty line in `.env` means "not set". */
const secret = () => z.string().optional();
const toggle = () => oneOf(['on', 'off']).optional();

const schema = z.object({
  NEMO_BACKEND: oneOf(['cloud', 'studio']).optional(),
  NEMO_API_URL: address().default('https://mega-api-prod.nemovideo.ai'),
  NEMO_WEB_URL: address().default('https://nemovideo.com'),
  NEMO_TOKEN: secret(),
  NEMO_CLIENT_ID: z.string().min(1).max(64, 'at most 64 characters').optional(),
  NEMO_SKILL: oneOf(SKILL_SLUGS).default('image-to-ai'),
  SKILL_VERSION: headerText().default('1.0.0'),
  SKILL_SOURCE: headerText().optional(),

  STUDIO_URL: address().optional(),
  STUDIO_TOKEN: headerText().min(16, 'at least 16 characters').optional(),
  STUDIO_HOST: z.string().default('127.0.0.1'),
  STUDIO_PORT: port(4_100),
  STUDIO_DATABASE_URL: secret(),
  STUDIO_MEDIA: z.string().optional(),
  STUDIO_RENDERS: z.coerce
    .number({ error: 'a number from 1 to 64' })
    .int('a number from 1 to 64')
    .min(1, 'a number from 1 to 64')
    .max(64, 'a number from 1 to 64')
    .optional(),
  STUDIO_LINKS: oneOf(['on', 'off']).default('off'),
  S3_ENDPOINT: address().optional(),
  AWS_REGION: z.string().optional(),

  HOST: z.string().default('127.0.0.1'),
  PORT: port(3_000),
  PUBLIC_URL: address().optional(),
  PLAYGROUND: toggle(),
  PLAYGROUND_PASSWORD: secret(),
  DATA_DIR: z
    .string()
    .default('./data')
    .transform((folder) => path.resolve(folder)),
  DATABASE_URL: secret(),
  ENCRYPTION_KEY: secret(),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: address().optional(),
  ROLE: oneOf(['all', 'gateway', 'worker']).default('all'),
  WORKER_LOST_AFTER: duration('20s'),
  RETENTION: duration('30d'),
  SHUTDOWN_GRACE: duration('25s'),
  MAX_WAITING_PER_THREAD: atMost(20),
  MAX_WAITING_PER_PERSON: atMost(40),
  MAX_WAITING_PER_TENANT: atMost(1_000),
  MAX_RUNNING_PER_PERSON: atMost(5),
  MAX_RUNNING_PER_TENANT: atMost(200),
  THREAD_REPLIES: oneOf(['everyone', 'starter', 'mention']).default('everyone'),

  STILL_WORKING_EVERY: duration('2m'),
  TURN_TIMEOUT: duration('15m'),
  HEARTBEATS_ONLY_TIMEOUT: duration('10m'),
  STREAM_SILENCE_TIMEOUT: duration('3m'),
  RENDER_POLL_EVERY: duration('30s'),
  RENDER_TIMEOUT: duration('10m'),
  RECOVERY_POLLS: durations('30s,60s,60s,60s,60s'),
  FFMPEG_PATH: z.string().optional(),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),

  SLACK_BOT_TOKEN: secret(),
  SLACK_APP_TOKEN: secret(),
  SLACK_SIGNING_SECRET: secret(),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: secret(),
  SLACK_STATE_SECRET: secret(),
  SLACK_API_URL: address().optional(),

  DISCORD_TOKEN: secret(),
  DISCORD_API_URL: address().default('https://discord.com/api'),
  DISCORD_GUILD_ID: z.string().optional(),
  DISCORD_MESSAGE_CONTENT: oneOf(['on', 'off']).default('off'),
});

/** What child processes need and nothing secret: where programs, temporary files and libraries are. */
export function childEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const needed = /^(PATH|HOME|TMPDIR|TEMP|TMP|LANG|LC_\w+|TZ|LD_LIBRARY_PATH|SystemRoot|FONTCONFIG_\w+)$/i;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => needed.test(name)));
}

/**
 * Parses the environment. An empty value counts as not set.
 * Throws Failure `config` whose detail is one line: the variable, the value (never that of a secret) and what is allowed.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    const value = /TOKEN|SECRET|PASSWORD|KEY|DATABASE_URL/.test(name)
      ? '[hidden]'
      : JSON.stringify(given[name]);
    throw new Failure('config', { detail: `${name}=${value} is not valid: it must be ${issue?.message}` });
  }
  const config = parsed.data;
  const hasChatPlatform = Boolean(
    config.SLACK_BOT_TOKEN || config.SLACK_CLIENT_ID || config.SLACK_APP_TOKEN || config.DISCORD_TOKEN,
  );
  const usesCloud = !config.STUDIO_URL && (hasChatPlatform || config.NEMO_TOKEN);
  return Object.freeze({
    ...config,
    backend: config.NEMO_BACKEND ?? (usesCloud ? 'cloud' : 'studio'),
    playground: config.PLAYGROUND ? config.PLAYGROUND === 'on' : !hasChatPlatform,
  });
}
