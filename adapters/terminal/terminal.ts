import { createReadStream, createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { foreignText } from '../../src/conversation/foreign-text.js';
import type { AttachmentRef, Place } from '../../src/conversation/inbound.js';
import type { Platform, Posted } from '../../src/conversation/ports/platform.js';
import type { Reply } from '../../src/conversation/reply.js';
import { Failure } from '../../src/failure.js';

export interface Terminal {
  readonly platform: Platform;
  /** Resolves when a file was delivered or a failure was told; true when there is a video. */
  readonly finished: Promise<boolean>;
  attachment(file: string): Promise<AttachmentRef>;
}

/** The terminal as a platform: replies as text, the card as one line that is written over, the video as a file. */
export function createTerminal(options: {
  readonly out: string;
  readonly print: (text: string) => void;
  /** False when the output is a file or a pipe: the progress line is then printed only when it changes its phase. */
  readonly interactive: boolean;
}): Terminal {
  const { out, print, interactive } = options;
  let finish: (hasVideo: boolean) => void = () => {};
  const finished = new Promise<boolean>((resolve) => {
    finish = resolve;
  });
  const shown = new Map<string, Posted>();
  let lineOpen = false;

  function show(reply: Reply): void {
    // A terminal takes orders from the text that it shows: no control character but ours may reach it.
    const text = foreignText(reply.text);
    if (reply.kind === 'progress' && reply.state === 'running' && interactive) {
      print(`\r\u001b[K${text.replaceAll('\n', ' ')}`);
      lineOpen = true;
      return;
    }
    print(`${lineOpen ? '\r\u001b[K' : ''}${text}\n`);
    lineOpen = false;
  }

  const platform: Platform = {
    name: 'terminal',
    async post(place: Place, reply: Reply, key: string): Promise<Posted> {
      const known = shown.get(key);
      if (known) return known;
      const posted: Posted = { place, id: key };
      shown.set(key, posted);
      show(reply);
      if (reply.kind === 'failure') finish(false);
      return posted;
    },
    async edit(_posted, reply) {
      if (interactive || reply.kind !== 'progress' || reply.state !== 'running') show(reply);
    },
    async deliver(_posted, video, _key) {
      const { body } = await video.open();
      await pipeline(body, createWriteStream(`${out}.part`));
      await rename(`${out}.part`, out);
      finish(true);
      return { delivered: true };
    },
    async open(attachment) {
      const file = attachment.source.file;
      if (!file) throw new Failure('file-fetch-failed', { facts: { file: attachment.name } });
      const { size } = await stat(file);
      return { name: attachment.name, size, body: createReadStream(file) };
    },
    async working() {},
  };

  return {
    platform,
    finished,
    async attachment(file) {
      try {
        const { size } = await stat(file);
        return {
          id: path.resolve(file),
          name: path.basename(file),
          size,
          source: { file: path.resolve(file) },
        };
      } catch (cause) {
        throw new Failure('config', { detail: `${file} cannot be read: name an image file`, cause });
      }
    },
  };
}
