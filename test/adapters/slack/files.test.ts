import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slackHosts } from '../../../adapters/slack/hosts.js';
import { attachmentsOf } from '../../../adapters/slack/incoming.js';
import { fileSchema } from '../../../adapters/slack/payloads.js';
import { threadPlace } from '../../../adapters/slack/place.js';
import type { AttachmentRef } from '../../../src/conversation/inbound.js';
import type { Posted, VideoFile } from '../../../src/conversation/ports/platform.js';
import { Failure, failedWith } from '../../../src/failure.js';
import { textReply } from '../../conformance/sample-replies.js';
import { CountedRequests } from '../../fakes/counted-requests.js';
import { startBot, type TestBot } from '../../fakes/slack/bot.js';
import { hastyClock } from '../../fakes/slack/hasty-clock.js';
import { CHANNEL, ROOT } from '../../fakes/slack/payloads.js';
import {
  BOT_TOKEN,
  refused,
  type SlackStandIn,
  startSlackStandIn,
  TEAM,
  tooMany,
} from '../../fakes/slack/stand-in.js';

const place = threadPlace(`slack:${TEAM}`, CHANNEL, ROOT);
const posted: Posted = { place, id: '1515449530.000300', extra: { key: 'video', language: 'en' } };
let standIn: SlackStandIn;
let bot: TestBot;
let requests: CountedRequests;

beforeEach(async () => {
  requests = new CountedRequests();
  standIn = await startSlackStandIn({ now: hastyClock.now });
  bot = await startBot({ standIn, mode: 'http', clock: hastyClock, metrics: requests.metrics });
});
afterEach(async () => {
  await bot.stop();
  await standIn.close();
  expect(standIn.complaints).toEqual([]);
});

function attachment(parts: Partial<AttachmentRef> = {}): AttachmentRef {
  const file = standIn.putFile('beach.jpg', 'image/jpeg', Buffer.from('picture'));
  return {
    id: String(file.id),
    name: 'beach.jpg',
    type: 'image/jpeg',
    source: { file: String(file.id), url: String(file.url_private_download) },
    ...parts,
  };
}

async function refusalOf(ref: AttachmentRef): Promise<Failure> {
  try {
    await bot.slack.platform.open(ref, place);
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
  }
  throw new Error('expected a Failure');
}

describe('files that people sent', () => {
  it('are fetched with the token of the bot', async () => {
    const media = await bot.slack.platform.open(attachment(), place);
    expect(String(await buffer(media.body))).toBe('picture');
    expect(media).toMatchObject({ name: 'beach.jpg', type: 'image/jpeg', size: 7 });
    expect(standIn.fileRequests).toMatchObject([{ authorization: `Bearer ${BOT_TOKEN}` }]);
  });

  it('of another workspace are asked for with files.info first', async () => {
    const ref = attachment();
    const media = await bot.slack.platform.open({ ...ref, source: { file: ref.id } }, place);
    expect(String(await buffer(media.body))).toBe('picture');
    expect(standIn.methodCalls('files.info')).toHaveLength(1);
  });

  it('that came without name and type have those of files.info', async () => {
    const ref = attachment();
    const unknown = { id: ref.id, name: `file ${ref.id}`, source: { file: ref.id } };
    const media = await bot.slack.platform.open(unknown, place);
    expect(media).toMatchObject({ name: 'beach.jpg', type: 'image/jpeg' });
    media.body.destroy();
  });

  it.each<[{ mode: string; name?: string } & Record<string, unknown>, string]>([
    [{ mode: 'external', is_external: true, external_type: 'gdrive', name: 'deck' }, 'download it'],
    [{ mode: 'tombstone' }, 'deleted'],
    [{ mode: 'hidden_by_limit' }, 'limit'],
  ])('that Slack has no bytes of are explained: %o', async (parts, word) => {
    const file = fileSchema.parse({ id: 'F7', url_private: 'https://docs.google.com/x', ...parts });
    const [ref] = attachmentsOf({ files: [file] });
    if (!ref) throw new Error('no attachment');
    expect(ref.name).toBe(parts.name ?? 'file F7');
    const fix = expect.stringContaining(word);
    expect(await refusalOf(ref)).toMatchObject({ code: 'file-fetch-forbidden', facts: { fix } });
    const chinese = { ...ref, source: { ...ref.source, locale: 'zh' } };
    expect((await refusalOf(chinese)).facts.fix).toMatch(/[一-鿿]/);
    // The same when only files.info tells it.
    standIn.script('files.info', { body: { ok: true, file: { id: 'F7', ...parts } } });
    expect(await refusalOf({ ...ref, source: { file: 'F7' } })).toMatchObject({ facts: { fix } });
  });

  it('that come as a login page are explained with the missing scope', async () => {
    standIn.serveFilesAs = 'login-page';
    const failure = await refusalOf(attachment());
    expect(failure).toMatchObject({
      code: 'file-fetch-forbidden',
      facts: { fix: expect.stringContaining('files:read') },
    });
    // Also when the page pretends to be a picture.
    const page = standIn.putFile('x.jpg', 'image/jpeg', Buffer.from('\n<!DOCTYPE html><html>sign in</html>'));
    standIn.serveFilesAs = 'files';
    const pretended = await refusalOf(attachment({ source: { url: String(page.url_private_download) } }));
    expect(failedWith(pretended, 'file-fetch-forbidden')).toBe(true);
  });

  it('whose scope is missing already at files.info are explained too', async () => {
    standIn.always('files.info', {
      body: refused('missing_scope', { needed: 'files:read', provided: 'chat:write' }),
    });
    const failure = await refusalOf(attachment({ source: { file: 'F1' } }));
    expect(failure).toMatchObject({
      code: 'file-fetch-forbidden',
      facts: { fix: expect.stringContaining('files:read') },
    });
  });

  it('that were deleted are not found', async () => {
    const gone = `${standIn.url}/files-pri/F0GONE/file`;
    expect((await refusalOf(attachment({ source: { url: gone } }))).code).toBe('file-fetch-failed');
    expect((await refusalOf(attachment({ source: { file: 'F0GONE' } }))).code).toBe('file-fetch-failed');
  });

  it('are never fetched from elsewhere, and the token never goes there', async () => {
    const asked: (string | undefined)[] = [];
    const foreign: Server = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.end('secret');
    });
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const { port } = foreign.address() as AddressInfo;
    try {
      for (const url of [
        'https://files.slack.com.evil.example/a.png',
        `https://127.0.0.1:${port}/a.png`,
        `http://127.0.0.1:${port}/a.png`,
        `http://localhost:${port}/a.png`,
        `${standIn.url.replace('127.0.0.1', 'localhost')}/files-pri/F1/file`,
        `${standIn.url.replace('http:', 'https:')}/files-pri/F1/file`,
        'http://files.slack.com/a.png',
        'https://user:pass@files.slack.com/a.png',
        'file:///etc/passwd',
        'http://169.254.169.254/latest/meta-data/',
      ]) {
        expect((await refusalOf(attachment({ source: { url } }))).code, url).toBe('file-fetch-forbidden');
      }
      for (const redirectTo of [
        `https://evil.example:${port}/a.png`,
        `http://127.0.0.1:${port}/a.png`,
        `http://localhost:${port}/a.png`,
        standIn.url.replace('127.0.0.1', 'localhost'),
      ]) {
        standIn.serveFilesAs = { redirectTo };
        expect((await refusalOf(attachment())).code, redirectTo).toBe('file-fetch-forbidden');
      }
      expect(asked).toEqual([]);
    } finally {
      foreign.close();
    }
  });

  it('are waited for when Slack is busy', async () => {
    standIn.busyFiles.push(tooMany(3), { status: 502, body: 'bad gateway' });
    const media = await bot.slack.platform.open(attachment(), place);
    expect(String(await buffer(media.body))).toBe('picture');
    standIn.busyFiles.push(...Array.from({ length: 9 }, () => tooMany(1)));
    expect((await refusalOf(attachment())).code).toBe('file-fetch-failed');
  });

  it('can be given up', async () => {
    const controller = new AbortController();
    controller.abort();
    const opening = bot.slack.platform.open(attachment(), place, controller.signal);
    await expect(opening).rejects.toMatchObject({ code: 'stopped' });
  });
});

describe("Slack's hosts", () => {
  const real = slackHosts(undefined);
  it.each([
    ['https://files.slack.com/a', true],
    ['https://slack.com/a', true],
    ['https://acme.slack.com/a', true],
    ['https://slack-files.com/a', true],
    ['https://FILES.SLACK.COM/a', true],
    ['http://files.slack.com/a', false],
    ['https://files.slack.com:8443/a', false],
    ['https://files.slack.com.evil.example/a', false],
    ['https://evilslack.com/a', false],
    ['https://slack.com@evil.example/a', false],
  ])('%s: %s', (url, expected) => {
    expect(real.isSlack(new URL(url))).toBe(expected);
  });

  it.each([
    ['http://127.0.0.1:4003', 'http://127.0.0.1:4003/api/'],
    ['http://127.0.0.1:4003/api', 'http://127.0.0.1:4003/api/'],
    ['http://127.0.0.1:4003/api/', 'http://127.0.0.1:4003/api/'],
    ['https://proxy.example/slack', 'https://proxy.example/slack/api/'],
  ])('SLACK_API_URL=%s', (configured, api) => {
    expect(slackHosts(configured).api).toBe(api);
  });

  it('count the configured host with its scheme and port, and nothing else of that machine', () => {
    const proxy = slackHosts('https://proxy.example:8443');
    expect(proxy.isSlack(new URL('https://proxy.example:8443/files/1'))).toBe(true);
    expect(proxy.isSlack(new URL('https://proxy.example/files/1'))).toBe(false);
    expect(proxy.isSlack(new URL('http://proxy.example:8443/files/1'))).toBe(false);
    expect(proxy.isSlack(new URL('https://files.slack.com/1'))).toBe(true);
    const local = slackHosts('http://localhost:4003/api');
    expect(local.isSlack(new URL('http://localhost:4003/files/1'))).toBe(true);
    for (const other of ['http://127.0.0.1:4003', 'http://localhost:9999', 'https://localhost:4003']) {
      expect(local.isSlack(new URL(other)), other).toBe(false);
      expect(local.addresses(new URL(other)), other).toBe('public');
    }
  });
});

describe('finished videos', () => {
  const bytes = randomBytes(200_000);
  const video = (parts: Partial<VideoFile> = {}): VideoFile => ({
    name: 'reelthread-1.mp4',
    type: 'video/mp4',
    open: async () => ({
      name: 'v.mp4',
      type: 'video/mp4',
      size: bytes.length,
      body: Readable.from([bytes]),
    }),
    ...parts,
  });
  const deliver = (file = video()) => bot.slack.platform.deliver(posted, file, 'file');
  const filesInThread = () => standIn.messages.flatMap((message) => message.files);

  it('are streamed with their length, and shown in the thread', async () => {
    expect(await deliver()).toEqual({ delivered: true });
    const [upload] = standIn.uploads.values();
    expect(upload?.bytes?.equals(bytes)).toBe(true);
    expect(upload?.headers).toMatchObject({ 'content-length': String(bytes.length) });
    expect(upload?.headers?.['transfer-encoding']).toBeUndefined();
    expect(upload?.headers?.authorization).toBeUndefined();
    expect(standIn.methodCalls('files.completeUploadExternal')[0]?.args).toMatchObject({
      channel_id: CHANNEL,
      thread_ts: ROOT,
    });
    expect(filesInThread()).toMatchObject([{ name: 'reelthread-1.mp4', size: bytes.length }]);
  });

  it('are counted first when nobody knows their length', async () => {
    const unknown = video({
      open: async () => ({ name: 'v.mp4', body: Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]) }),
    });
    expect(await deliver(unknown)).toEqual({ delivered: true });
    expect(filesInThread()).toMatchObject([{ size: bytes.length }]);
  });

  it.each([
    ['file_uploads_disabled', 'not-allowed', 'admin'],
    ['file_upload_size_restricted', 'too-large', 'limited'],
    ['missing_scope', 'not-allowed', 'files:write'],
    ['not_in_channel', 'not-allowed', '/invite'],
    ['something_new', 'failed', undefined],
  ])('that Slack refuses with %s are explained', async (error, reason, word) => {
    standIn.always('files.getUploadURLExternal', { body: refused(error, { needed: 'files:write' }) });
    const delivered = await deliver();
    expect(delivered).toMatchObject({ delivered: false, reason });
    if (word) expect(delivered).toMatchObject({ fix: expect.stringContaining(word) });
  });

  it('are explained once in a thread, and again only for the same delivery', async () => {
    standIn.always('files.getUploadURLExternal', { body: refused('file_uploads_disabled') });
    const again = (key: string, to = posted) => bot.slack.platform.deliver(to, video(), key);
    const fix = expect.stringContaining('admin');
    expect(await again('one')).toEqual({ delivered: false, reason: 'not-allowed', fix });
    expect(await again('two')).toEqual({ delivered: false, reason: 'not-allowed' });
    expect(await again('one')).toEqual({ delivered: false, reason: 'not-allowed', fix });
    const elsewhere = { ...posted, place: threadPlace(place.tenant, CHANNEL, '1515449999.000001') };
    expect(await again('three', elsewhere)).toMatchObject({ fix });
    // Another reason is told too.
    standIn.always('files.getUploadURLExternal', {
      body: refused('missing_scope', { needed: 'files:write' }),
    });
    expect(await again('four')).toMatchObject({ fix: expect.stringContaining('files:write') });
  });

  it('are explained in the language of the thread', async () => {
    standIn.always('files.getUploadURLExternal', { body: refused('file_uploads_disabled') });
    const chinese = { ...posted, extra: { ...posted.extra, language: 'zh' } };
    expect(await bot.slack.platform.deliver(chinese, video(), 'file')).toMatchObject({
      fix: expect.stringContaining('管理员'),
    });
  });

  it('are tried once more when the bytes break off', async () => {
    let opened = 0;
    const broken = video({
      open: async () => {
        const body = ++opened === 1 ? Readable.from(breaksOff()) : Readable.from([bytes]);
        return { name: 'v.mp4', size: bytes.length, body };
      },
    });
    expect(await deliver(broken)).toEqual({ delivered: true });
    expect(filesInThread()).toHaveLength(1);
  });

  it('wait between the tries, and as long as Slack says', async () => {
    standIn.busyUploads.push({ status: 503 }, tooMany(30), { status: 500 });
    expect(await deliver()).toEqual({ delivered: true });
    const [first = 0, ...others] = standIn.uploadTimes;
    const waited = others.map((at, index) => at - (standIn.uploadTimes[index] ?? first));
    expect(waited).toHaveLength(3);
    expect(waited[0]).toBeGreaterThanOrEqual(1_900);
    expect(waited[1]).toBeGreaterThanOrEqual(29_900);
    expect(waited[2]).toBeGreaterThanOrEqual(17_900);
    expect(filesInThread()).toHaveLength(1);
  });

  it('are given up when Slack stays busy or asks for too long a wait', async () => {
    standIn.busyUploads.push(...Array.from({ length: 9 }, () => ({ status: 503 })));
    expect(await deliver()).toMatchObject({ delivered: false, reason: 'failed' });
    expect(standIn.uploadTimes).toHaveLength(5);
    standIn.busyUploads.splice(0, 9, tooMany(3_600));
    expect(await deliver()).toMatchObject({ delivered: false, reason: 'failed' });
    expect(standIn.uploadTimes).toHaveLength(6);
  });

  it('are not called lost, nor sent again, while Slack cannot be asked whether they stand', async () => {
    standIn.script('files.completeUploadExternal', { loseAnswer: true });
    standIn.always('conversations.replies', { status: 503 });
    await expect(deliver()).rejects.toMatchObject({ code: 'platform-unavailable' });
    await expect(deliver()).rejects.toMatchObject({ code: 'platform-unavailable' });
    standIn.always('conversations.replies', undefined);
    expect(await deliver()).toEqual({ delivered: true });
    expect(filesInThread()).toHaveLength(1);
  });

  it('stand once when the answer to showing them is lost', async () => {
    standIn.script('files.completeUploadExternal', { loseAnswer: true });
    expect(await deliver()).toEqual({ delivered: true });
    expect(filesInThread()).toHaveLength(1);
  });

  it('stand once when the process dies after showing them', async () => {
    standIn.script('files.completeUploadExternal', { loseAnswer: true });
    standIn.always('conversations.replies', { status: 503, body: 'down' });
    // What a crash leaves behind: shown, but not written down as such.
    standIn.script(
      'files.completeUploadExternal',
      { status: 503, body: 'x' },
      { status: 503, body: 'x' },
      { status: 503, body: 'x' },
    );
    await expect(deliver()).rejects.toMatchObject({ code: 'platform-unavailable' });
    expect(filesInThread()).toHaveLength(1);
    standIn.always('conversations.replies', undefined);
    const { values } = bot;
    await bot.stop();
    bot = await startBot({ standIn, mode: 'http', values, clock: hastyClock });
    expect(await deliver()).toEqual({ delivered: true });
    expect(filesInThread()).toHaveLength(1);
  });

  it('wait when Slack is busy', async () => {
    standIn.script('files.completeUploadExternal', tooMany(2));
    expect(await deliver()).toEqual({ delivered: true });
  });

  it.each(['https://evil.example/upload', 'http://localhost:9/upload', 'http://127.0.0.1:9/upload'])(
    'are never sent to %s, which is not Slack',
    async (address) => {
      standIn.always('files.getUploadURLExternal', {
        body: { ok: true, upload_url: address, file_id: 'F1' },
      });
      expect(await deliver()).toMatchObject({ delivered: false, reason: 'failed' });
      expect(standIn.methodCalls('files.getUploadURLExternal')).toHaveLength(1);
    },
  );

  async function* breaksOff(): AsyncGenerator<Buffer> {
    yield bytes.subarray(0, 1_000);
    throw new Failure('video-unreachable');
  }
});

describe('every request to Slack is counted', () => {
  const counts = () => requests.ended.splice(0);
  const video: VideoFile = {
    name: 'a.mp4',
    type: 'video/mp4',
    open: async () => ({ name: 'a.mp4', size: 10, body: Readable.from([randomBytes(10)]) }),
  };

  it('calls of methods, with every 429', async () => {
    counts();
    await bot.slack.platform.post(place, textReply('one'), 'one');
    expect(counts()).toEqual(['slack ok']);
    standIn.script('chat.postMessage', tooMany(2), tooMany(2));
    await bot.slack.platform.post(place, textReply('two'), 'two');
    expect(counts()).toEqual(['slack rate-limited', 'slack rate-limited', 'slack ok']);
    standIn.script('chat.postMessage', { body: refused('is_archived') });
    await expect(bot.slack.platform.post(place, textReply('three'), 'three')).rejects.toThrow();
    expect(counts()).toEqual(['slack failed']);
  });

  it('the bytes of files, in both directions', async () => {
    counts();
    standIn.busyFiles.push(tooMany(3), { status: 502, body: 'bad gateway' });
    (await bot.slack.platform.open(attachment(), place)).body.destroy();
    expect(counts()).toEqual(['slack rate-limited', 'slack failed', 'slack ok']);
    expect(await bot.slack.platform.deliver(posted, video, 'file')).toEqual({ delivered: true });
    // Asked for an address, sent there, and shown.
    expect(counts()).toEqual(['slack ok', 'slack ok', 'slack ok']);
  });
});
