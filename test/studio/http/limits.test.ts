import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ATTRIBUTION, picture, type Running, start, temporaryFolder } from '../harness.js';

let running: Running;
let remove: () => Promise<void>;

beforeAll(async () => {
  const temporary = await temporaryFolder();
  remove = temporary.remove;
  running = await start(temporary.folder);
});
afterAll(async () => {
  await running.studio.close();
  await remove();
});

describe('a request to the studio that is too much', () => {
  async function send(
    body: string | Uint8Array<ArrayBuffer>,
    more: Record<string, string> = {},
  ): Promise<number> {
    const response = await fetch(`${running.url}/api/tasks/me/with-session/nemo_agent`, {
      method: 'POST',
      headers: {
        ...ATTRIBUTION,
        authorization: `Bearer ${running.access.token}`,
        'content-type': 'application/json',
        ...more,
      },
      body,
    });
    return response.status;
  }

  it('in bytes is refused', async () => {
    expect(await send(JSON.stringify({ task_name: 'x'.repeat(3_000_000) }))).toBe(413);
    expect(await send('{}')).toBe(200);
  });

  it('when unpacked is not unpacked', async () => {
    const packed = new Uint8Array(gzipSync(JSON.stringify({ task_name: 'x'.repeat(5_000_000) })));
    expect(packed.length).toBeLessThan(100_000);
    expect(await send(packed, { 'content-encoding': 'gzip' })).toBe(422);
  });

  it('in files is refused', async () => {
    const bytes = await picture();
    const files = Array.from({ length: 51 }, (_, index) => ({ name: `${index}.jpg`, bytes }));
    const { status, body } = await running.upload(await running.newSession(), files);
    expect({ status, message: body.message }).toEqual({ status: 413, message: 'too many files' });
  });
});
