import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createTerminal } from '../adapters/terminal/terminal.js';
import type { Place } from './conversation/inbound.js';
import { PROFILES } from './conversation/profiles.js';
import { openCore } from './core.js';
import { Failure } from './failure.js';
import { createLog } from './log.js';
import { exitWith, readSettings } from './settings.js';

const USAGE = 'npm run demo -- --prompt "..." photo1.jpg photo2.jpg --out video.mp4';
const SAMPLES = ['beach.jpg', 'city.jpg', 'lake.jpg'];

/** One conversation in the terminal, through the same core: progress line, replies as text, the file at the end. */
async function demo(): Promise<void> {
  const { prompt, out, files } = readArguments();
  const { config } = readSettings();
  // Replies are the output here; only trouble is logged.
  const log = createLog('error');
  // A folder of its own: the bot may be running on the other one.
  const core = await openCore({ ...config, DATA_DIR: path.join(config.DATA_DIR, 'demo') }, log);
  const terminal = createTerminal({
    out,
    print: (text) => process.stdout.write(text),
    interactive: process.stdout.isTTY === true,
  });
  core.addPlatform(terminal.platform);

  const thread = randomUUID();
  const place: Place = {
    platform: 'terminal',
    tenant: 'terminal:local',
    conversation: `terminal:local/${thread}`,
    address: {},
  };
  const attachments = await Promise.all(files.map((file) => terminal.attachment(file)));
  await core.reception.receive({
    id: thread,
    place,
    author: { id: 'you' },
    text: prompt,
    attachments,
    receivedAt: Date.now(),
  });
  const hasVideo = await terminal.finished;
  await core.close();
  if (hasVideo) process.stdout.write(`\n${out}\n`);
  process.exitCode = hasVideo ? 0 : 1;
}

function readArguments(): { prompt: string; out: string; files: string[] } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { prompt: { type: 'string' }, out: { type: 'string' } },
    });
    const samples = path.join(import.meta.dirname, '../../samples');
    return {
      prompt: values.prompt ?? PROFILES['image-to-ai'].mainExample.en,
      out: values.out ?? 'video.mp4',
      files: positionals.length > 0 ? positionals : SAMPLES.map((name) => path.join(samples, name)),
    };
  } catch (cause) {
    throw new Failure('config', { detail: `${(cause as Error).message}\nUse it like this: ${USAGE}`, cause });
  }
}

demo().catch(exitWith);
