import { describe, expect, it } from 'vitest';
import { childEnvironment, readConfig } from '../src/config.js';
import { Failure } from '../src/failure.js';

const detailOf = (environment: NodeJS.ProcessEnv) => {
  try {
    readConfig(environment);
  } catch (problem) {
    return problem instanceof Failure && problem.code === 'config' ? problem.detail : String(problem);
  }
  return undefined;
};

describe('configuration', () => {
  it('needs nothing: the studio behind the playground', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      backend: 'studio',
      playground: true,
      HOST: '127.0.0.1',
      PORT: 3000,
      NEMO_SKILL: 'image-to-ai',
      SKILL_VERSION: '1.0.0',
      STILL_WORKING_EVERY: 120_000,
      TURN_TIMEOUT: 900_000,
      RECOVERY_POLLS: [30_000, 60_000, 60_000, 60_000, 60_000],
    });
  });

  it('chooses the cloud and no playground as soon as a chat platform is configured', () => {
    expect(readConfig({ SLACK_BOT_TOKEN: 'xoxb-1' })).toMatchObject({ backend: 'cloud', playground: false });
    expect(readConfig({ DISCORD_TOKEN: 'x', PLAYGROUND: 'on', NEMO_BACKEND: 'studio' })).toMatchObject({
      backend: 'studio',
      playground: true,
    });
    expect(readConfig({ NEMO_TOKEN: 'x' })).toMatchObject({ backend: 'cloud', playground: true });
  });

  it('uses a studio that runs elsewhere as soon as its address is set, unless the cloud is asked for', () => {
    const studio = { STUDIO_URL: 'https://studio.internal:4100/', DISCORD_TOKEN: 'x', NEMO_TOKEN: 'y' };
    expect(readConfig(studio)).toMatchObject({
      backend: 'studio',
      STUDIO_URL: 'https://studio.internal:4100',
      STUDIO_LINKS: 'off',
    });
    expect(readConfig({ ...studio, NEMO_BACKEND: 'cloud' })).toMatchObject({ backend: 'cloud' });
  });

  it('reads durations', () => {
    const config = readConfig({
      STILL_WORKING_EVERY: '500ms',
      RENDER_TIMEOUT: '1.5m',
      RECOVERY_POLLS: '1s,2s',
    });
    expect([config.STILL_WORKING_EVERY, config.RENDER_TIMEOUT, config.RECOVERY_POLLS]).toEqual([
      500,
      90_000,
      [1000, 2000],
    ]);
  });

  it.each([
    [
      'STILL_WORKING_EVERY',
      '2 minutes',
      'STILL_WORKING_EVERY="2 minutes" is not valid: it must be a duration such as 500ms, 30s, 2m',
    ],
    ['NEMO_SKILL', 'nope', 'NEMO_SKILL="nope" is not valid: it must be one of image-to-ai, '],
    ['NEMO_API_URL', 'mega', 'NEMO_API_URL="mega" is not valid: it must be an http or https address'],
    ['PORT', '80000', 'PORT="80000" is not valid: it must be a port number'],
    [
      'MAX_RUNNING_PER_PERSON',
      '0',
      'MAX_RUNNING_PER_PERSON="0" is not valid: it must be a whole number from 1 on',
    ],
    ['STUDIO_PORT', '-1', 'STUDIO_PORT="-1" is not valid: it must be a port number'],
    ['STUDIO_TOKEN', 'short', 'STUDIO_TOKEN=[hidden] is not valid: it must be at least 16 characters'],
    ['STUDIO_RENDERS', '0', 'STUDIO_RENDERS="0" is not valid: it must be a number from 1 to 64'],
    [
      'S3_ENDPOINT',
      'minio:9000',
      'S3_ENDPOINT="minio:9000" is not valid: it must be an http or https address',
    ],
    ['RECOVERY_POLLS', '30s,,', 'RECOVERY_POLLS="30s,," is not valid'],
    ['PLAYGROUND', 'yes', 'PLAYGROUND="yes" is not valid: it must be one of on, off'],
  ])('stops with one line that names %s, the value and what is allowed', (name, value, line) => {
    const detail = detailOf({ [name]: value });
    expect(detail).toContain(line);
    expect(detail).not.toContain('\n');
  });

  it('takes an empty line of .env as not set', () => {
    expect(readConfig({ NEMO_TOKEN: '', PORT: '' })).toMatchObject({ backend: 'studio', PORT: 3000 });
  });

  it('gives child processes no secret', () => {
    expect(
      childEnvironment({ PATH: '/bin', NEMO_TOKEN: 'x', SLACK_BOT_TOKEN: 'y', DATABASE_URL: 'z' }),
    ).toEqual({ PATH: '/bin' });
  });
});
