import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodersOf, findFfmpeg } from '../../../src/studio/render/find-ffmpeg.js';
import { temporaryFolder } from '../../imaging/pictures.js';
import { FFMPEG } from './videos.js';

const folder = temporaryFolder();

describe('findFfmpeg', () => {
  it('takes the configured one when it works', async () => {
    expect(await findFfmpeg(FFMPEG)).toBe(FFMPEG);
  });

  it('finds one when none is configured: that of npm is always there', async () => {
    const found = await findFfmpeg();
    expect((await encodersOf(found)).has('libx264')).toBe(true);
  });

  it('names the variable when the configured one is not there, does not run, or cannot write H.264', async () => {
    const refusal = (why: RegExp) => ({
      code: 'config',
      detail: expect.stringMatching(new RegExp(`^FFMPEG_PATH=.*${why.source}`)),
      facts: { fix: 'FFMPEG_PATH' },
    });
    await expect(findFfmpeg('/no/such/ffmpeg')).rejects.toMatchObject(refusal(/no such program/));
    if (process.platform === 'win32') return; // there, a script is not a program
    const script = (name: string, body: string) => {
      const file = path.join(folder, name);
      writeFileSync(file, `#!/bin/sh\n${body}\n`);
      chmodSync(file, 0o755);
      return file;
    };
    await expect(findFfmpeg(script('broken', 'exit 3'))).rejects.toMatchObject(refusal(/does not run/));
    const poor = script('poor', 'echo " ------"; echo " A....D aac   AAC"');
    await expect(findFfmpeg(poor)).rejects.toMatchObject(refusal(/no libx264/));
  });
});
