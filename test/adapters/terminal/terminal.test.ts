import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTerminal, type Terminal } from '../../../adapters/terminal/terminal.js';
import type { Place } from '../../../src/conversation/inbound.js';
import { breaksOff, videoOf } from '../../conformance/platform-tools.js';
import { SAMPLE_REPLIES, textReply } from '../../conformance/sample-replies.js';
import { hostileReply } from '../../fakes/hostile-replies.js';
import { NEVER_SHOWN } from '../../fakes/hostile-text.js';

const place: Place = {
  platform: 'terminal',
  tenant: 'terminal:local',
  conversation: 'terminal:local/1',
  address: {},
};
/** Back to the beginning of the line, and clear it: the only control sequence that is ours. */
const CLEAR_LINE = '\r\u001b[K';
let folder: string;
let printed: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'reelthread-terminal-'));
  printed = [];
});
afterEach(() => rm(folder, { recursive: true }));

function terminal({ interactive }: { interactive: boolean }): Terminal {
  return createTerminal({
    out: path.join(folder, 'video.mp4'),
    print: (text) => printed.push(text),
    interactive,
  });
}

describe.each([true, false])('a terminal (interactive: %s)', (interactive) => {
  it('prints no control sequence but its own, whatever it is told', async () => {
    await fc.assert(
      fc.asyncProperty(hostileReply, async (reply) => {
        printed = [];
        const { platform } = terminal({ interactive });
        const posted = await platform.post(place, reply, 'a');
        await platform.edit(posted, reply);
        expect(printed.join('').replaceAll(CLEAR_LINE, '')).not.toMatch(NEVER_SHOWN);
        if (!interactive) expect(printed.join('')).not.toContain(CLEAR_LINE);
      }),
      { numRuns: 50 },
    );
  });

  it('shows every word of a reply once, and the same key once', async () => {
    const { platform } = terminal({ interactive });
    await platform.post(place, textReply('first line\nsecond line'), 'a');
    await platform.post(place, textReply('first line\nsecond line'), 'a');
    expect(printed.join('')).toBe('first line\nsecond line\n');
  });
});

it('writes the progress over itself, in one line, and leaves its end standing', async () => {
  const { platform } = terminal({ interactive: true });
  const card = await platform.post(place, { ...SAMPLE_REPLIES.progress, text: 'Uploading\n1 of 3' }, 'card');
  await platform.edit(card, SAMPLE_REPLIES.progress);
  await platform.edit(card, { ...SAMPLE_REPLIES.progress, state: 'done', text: 'Done' });
  expect(printed).toEqual([
    `${CLEAR_LINE}Uploading 1 of 3`,
    `${CLEAR_LINE}${SAMPLE_REPLIES.progress.text}`,
    `${CLEAR_LINE}Done\n`,
  ]);
});

it('writes the video where it was asked for, whole or not at all, and then is finished', async () => {
  const { platform, finished } = terminal({ interactive: false });
  const posted = await platform.post(place, SAMPLE_REPLIES.video, 'video');
  const broken = {
    ...videoOf(Buffer.alloc(0)),
    open: async () => ({ name: 'x', body: Readable.from(breaksOff()) }),
  };
  await expect(platform.deliver(posted, broken, 'file')).rejects.toThrow();
  expect(await readdir(folder)).not.toContain('video.mp4');
  await platform.deliver(posted, videoOf(Buffer.from('a video')), 'file');
  expect(await finished).toBe(true);
  expect(await readFile(path.join(folder, 'video.mp4'), 'utf8')).toBe('a video');
});

it('opens the files that were named, and says which one it cannot read', async () => {
  const file = path.join(folder, 'beach.jpg');
  await writeFile(file, 'a picture');
  const { platform, attachment } = terminal({ interactive: false });
  const media = await platform.open(await attachment(file), place);
  expect(media).toMatchObject({ name: 'beach.jpg', size: 9 });
  expect((await buffer(media.body)).toString()).toBe('a picture');
  await expect(attachment(path.join(folder, 'missing.jpg'))).rejects.toMatchObject({ code: 'config' });
});
