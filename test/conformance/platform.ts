import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AttachmentRef, Place } from '../../src/conversation/inbound.js';
import type { Platform, Posted, VideoFile } from '../../src/conversation/ports/platform.js';
import type { Reply } from '../../src/conversation/reply.js';
import { Failure, failedWith } from '../../src/failure.js';
import { NEVER_SHOWN } from '../fakes/hostile-text.js';
import { breaksOff, digest, rejection, videoOf } from './platform-tools.js';
import { SAMPLE_REPLIES, textReply } from './sample-replies.js';

/** One message as a person sees it. */
export interface SeenMessage {
  /** The words on the screen: escapes undone, markup that the platform would draw already drawn. */
  readonly text: string;
  readonly kind?: string;
  /** Labels of the buttons below it. */
  readonly buttons: readonly string[];
  /** What can be clicked inside the text: the words that are shown and where they lead. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** True when the platform would notify people or groups because of what the text says. */
  readonly pings: boolean;
  readonly files: readonly { readonly name: string; readonly size: number }[];
}

/** Everything the suite needs in order to look at a platform from outside. */
export interface PlatformHarness {
  readonly platform: Platform;
  /** A new, empty thread in which the bot may write. */
  place(): Promise<Place>;
  /** A thread that does not exist (any more). */
  gonePlace(): Promise<Place>;
  /** What a person sees in this thread, oldest first. */
  seen(place: Place): Promise<readonly SeenMessage[]>;
  /** A person sends a file into the thread: the reference that the adapter would put into an InboundMessage. */
  putFile(place: Place, name: string, bytes: Buffer): Promise<AttachmentRef>;
  /** A person (or a moderator) deletes a message of the bot. */
  remove(posted: Posted): Promise<void>;
  close(): Promise<void>;
}

const LINK = 'https://videos.example.com/v/01-final.mp4?download=1';
const POST_REFUSALS = ['place-gone', 'platform-permission', 'platform-unavailable'] as const;
const OPEN_REFUSALS = ['file-fetch-failed', 'file-fetch-forbidden'] as const;

/** What every implementation of the `Platform` port has to promise. */
export function describePlatform(name: string, makeHarness: () => Promise<PlatformHarness>): void {
  describe(`platform conformance: ${name}`, () => {
    let harness: PlatformHarness;
    beforeAll(async () => {
      harness = await makeHarness();
    });
    afterAll(() => harness.close());

    const texts = async (place: Place) => (await harness.seen(place)).map((message) => message.text);
    const wholeText = async (place: Place) => (await texts(place)).join('\n');
    /** Edits may be merged and delayed, so what they lead to is awaited. */
    const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 8_000, interval: 20 });

    describe('post', () => {
      for (const reply of Object.values(SAMPLE_REPLIES)) {
        it(`shows every line and button of a ${reply.kind} reply`, async () => {
          const place = await harness.place();
          await harness.platform.post(place, reply, 'only');
          const shown = await wholeText(place);
          for (const line of reply.text.split('\n')) expect(shown).toContain(line);
          const buttons = (await harness.seen(place)).flatMap((message) => message.buttons);
          expect(buttons).toEqual((reply.buttons ?? []).map((button) => button.label));
        });
      }

      it('shows messages in the order in which they were posted', async () => {
        const place = await harness.place();
        for (const word of ['first', 'second', 'third']) {
          await harness.platform.post(place, textReply(word), word);
        }
        expect(await texts(place)).toEqual(['first', 'second', 'third']);
      });

      it('shows one message for a key that is posted twice', async () => {
        const place = await harness.place();
        const first = await harness.platform.post(place, textReply('once only'), 'same');
        const second = await harness.platform.post(place, textReply('once only'), 'same');
        expect(second.id).toBe(first.id);
        expect(await texts(place)).toEqual(['once only']);
      });

      it('keeps the same key apart in two threads', async () => {
        const [here, there] = [await harness.place(), await harness.place()];
        await harness.platform.post(here, textReply('here'), 'same');
        await harness.platform.post(there, textReply('there'), 'same');
        expect(await texts(here)).toEqual(['here']);
        expect(await texts(there)).toEqual(['there']);
      });

      it('returns plain JSON that survives being stored', async () => {
        const place = await harness.place();
        const posted = await harness.platform.post(place, textReply('stored'), 'stored');
        const restored: Posted = JSON.parse(JSON.stringify(posted));
        expect(restored).toEqual(posted);
        await harness.platform.edit(restored, textReply('stored and edited'));
        await eventually(async () => expect(await texts(place)).toEqual(['stored and edited']));
      });

      it('shows many buttons and over-long labels without failing', async () => {
        const place = await harness.place();
        const labels = ['mp4', 'mov', 'webm', 'gif', '1080p', '720p', `a very long label ${'x'.repeat(200)}`];
        const buttons = labels.map((label) => ({ label, action: { do: 'timeline' } as const }));
        await harness.platform.post(place, { ...textReply('choose'), buttons }, 'buttons');
        const shown = (await harness.seen(place)).flatMap((message) => message.buttons);
        expect(shown).toHaveLength(labels.length);
        expect(shown.slice(0, 6)).toEqual(labels.slice(0, 6));
        expect(shown[6]).toMatch(/^a very long label/);
      });

      it('rejects with a Failure that says why when the thread is gone', async () => {
        const thrown = await rejection(
          harness.platform.post(await harness.gonePlace(), textReply('hello?'), 'gone'),
        );
        expect(failedWith(thrown, ...POST_REFUSALS), String(thrown)).toBe(true);
      });
    });

    describe('long text', () => {
      const long = (lines: number) =>
        Array.from(
          { length: lines },
          (_, index) => `Line ${index}: the quick brown fox. 敏捷的狐狸。👩‍👩‍👧`,
        ).join('\n');

      it('is split or shortened without losing a link at its end', async () => {
        const place = await harness.place();
        const reply: Reply = {
          kind: 'video',
          language: 'en',
          text: `Your video is ready.\n${long(1_500)}\n${LINK}`,
          link: LINK,
        };
        await harness.platform.post(place, reply, 'long');
        const shown = await harness.seen(place);
        expect(shown[0]?.text).toContain('Your video is ready.');
        expect(shown.flatMap((message) => message.links.map((link) => link.url))).toContain(LINK);
        expect(shown.length).toBeLessThanOrEqual(40);
      });

      it('without a single space or line break is accepted too', async () => {
        const place = await harness.place();
        await harness.platform.post(place, textReply('长'.repeat(30_000)), 'solid');
        expect(await wholeText(place)).toContain('长'.repeat(500));
      });

      it('is accepted by an edit, also when the text grows and shrinks again', async () => {
        const place = await harness.place();
        const posted = await harness.platform.post(place, textReply('short'), 'grows');
        await harness.platform.edit(posted, textReply(`${long(1_500)}`));
        await harness.platform.edit(posted, textReply('short again'));
        await eventually(async () => expect((await texts(place))[0]).toBe('short again'));
      });
    });

    describe('edit', () => {
      it('replaces the text in place', async () => {
        const place = await harness.place();
        const posted = await harness.platform.post(place, SAMPLE_REPLIES.progress, 'card');
        await harness.platform.edit(posted, textReply('Done in 14 s'));
        await eventually(async () => {
          const shown = await harness.seen(place);
          expect(shown.map((message) => message.text)).toEqual(['Done in 14 s']);
          expect(shown[0]?.buttons).toEqual([]);
        });
      });

      it('ends with the newest of many', async () => {
        const place = await harness.place();
        const posted = await harness.platform.post(place, textReply('0 s'), 'card');
        const edits = Array.from({ length: 40 }, (_, index) =>
          harness.platform.edit(posted, textReply(`${index + 1} s`)),
        );
        await Promise.all(edits);
        await eventually(async () => expect(await texts(place)).toEqual(['40 s']));
      });

      it('never rejects for a message that was deleted, and does not bring it back', async () => {
        const place = await harness.place();
        const posted = await harness.platform.post(place, textReply('delete me'), 'card');
        await harness.remove(posted);
        await expect(harness.platform.edit(posted, textReply('still here?'))).resolves.toBeUndefined();
        expect(await texts(place)).toEqual([]);
      });

      it('never rejects for a thread that is gone', async () => {
        const posted: Posted = { place: await harness.gonePlace(), id: 'nothing' };
        await expect(harness.platform.edit(posted, textReply('hello?'))).resolves.toBeUndefined();
      });
    });

    describe('text is data', () => {
      const HOSTILE = [
        'hello <!channel> <!here> <!everyone|all> @everyone @here <@U0123ABC> <@&42> <#C0123ABC>',
        '<https://evil.example/login|https://bank.example> [https://bank.example](https://evil.example/login)',
        'https://bank.example@evil.example/login https://bank.example:443@evil.example/',
        '<script>alert(1)</script> <img src=x onerror=alert(1)> &lt;b&gt; `code` ||hidden||',
      ];

      for (const way of ['post', 'edit'] as const) {
        it(`does not ping, forge links or draw markup (${way})`, async () => {
          const place = await harness.place();
          const hostile = textReply(HOSTILE.join('\n'));
          if (way === 'post') await harness.platform.post(place, hostile, 'hostile');
          else {
            const posted = await harness.platform.post(place, textReply('harmless'), 'hostile');
            await harness.platform.edit(posted, hostile);
          }
          await eventually(async () => expect(await wholeText(place)).toContain('hello'));
          const shown = await harness.seen(place);
          expect(shown.some((message) => message.pings)).toBe(false);
          for (const link of shown.flatMap((message) => message.links)) {
            expect(link.label.includes('bank.example') && link.url.includes('evil.example')).toBe(false);
          }
          const text = await wholeText(place);
          for (const word of ['everyone', '<script>', '<img src=x', '&lt;b&gt;', 'hidden']) {
            expect(text).toContain(word);
          }
        });
      }

      it('does not show control characters or bidirectional overrides', async () => {
        const place = await harness.place();
        const buttons = [{ label: 'go\u202e now', action: { do: 'timeline' } as const }];
        await harness.platform.post(
          place,
          {
            ...textReply('photo\u202egpj.exe \u0000\u0007\u2066\u00ad\u3164\u{e0041}\u001b[31mend'),
            buttons,
          },
          'x',
        );
        const [message] = await harness.seen(place);
        expect(`${message?.text}${message?.buttons.join()}`).not.toMatch(NEVER_SHOWN);
      });
    });

    describe('deliver', () => {
      it('puts the file into the thread, or says why not', async () => {
        const place = await harness.place();
        const posted = await harness.platform.post(place, SAMPLE_REPLIES.video, 'video');
        const bytes = randomBytes(300_000);
        const delivered = await harness.platform.deliver(posted, videoOf(bytes), 'file');
        const files = (await harness.seen(place)).flatMap((message) => message.files);
        if (delivered.delivered) expect(files).toMatchObject([{ size: bytes.length }]);
        else expect(['too-large', 'not-allowed', 'unreachable', 'failed']).toContain(delivered.reason);
        expect(await wholeText(place)).toContain('Your video is ready');
      });

      it('shows one file for a key that is delivered twice', async () => {
        const place = await harness.place();
        const posted = await harness.platform.post(place, SAMPLE_REPLIES.video, 'video');
        const video = videoOf(randomBytes(1_000));
        await harness.platform.deliver(posted, video, 'file');
        await harness.platform.deliver(posted, video, 'file');
        const files = (await harness.seen(place)).flatMap((message) => message.files);
        expect(files.length).toBeLessThanOrEqual(1);
      });

      it('says that the video cannot be reached, and the link still stands', async () => {
        const place = await harness.place();
        const posted = await harness.platform.post(place, SAMPLE_REPLIES.video, 'video');
        const video: VideoFile = {
          ...videoOf(Buffer.alloc(0)),
          open: () => Promise.reject(new Failure('video-unreachable')),
        };
        const delivered = await harness.platform.deliver(posted, video, 'file');
        expect(delivered).toMatchObject({ delivered: false, reason: 'unreachable' });
        const shown = await harness.seen(place);
        expect(shown.flatMap((message) => message.files)).toEqual([]);
        expect(shown.flatMap((message) => message.links.map((link) => link.url))).toContain(
          SAMPLE_REPLIES.video.link,
        );
      });

      it('does not reject or leave half a file when the stream breaks off', async () => {
        const place = await harness.place();
        const posted = await harness.platform.post(place, SAMPLE_REPLIES.video, 'video');
        const video: VideoFile = {
          ...videoOf(Buffer.alloc(0)),
          open: async () => ({
            name: 'broken.mp4',
            type: 'video/mp4',
            size: 500_000,
            body: Readable.from(breaksOff()),
          }),
        };
        const delivered = await harness.platform.deliver(posted, video, 'file');
        expect(delivered.delivered).toBe(false);
        expect((await harness.seen(place)).flatMap((message) => message.files)).toEqual([]);
      });
    });

    describe('open', () => {
      it('streams the bytes of a file exactly as they were sent', async () => {
        const place = await harness.place();
        const bytes = randomBytes(1_500_000);
        const attachment = await harness.putFile(place, 'beach & sea 海.png', bytes);
        const media = await harness.platform.open(attachment, place);
        expect(media.name).toBe('beach & sea 海.png');
        if (media.size !== undefined) expect(media.size).toBe(bytes.length);
        expect(await digest(media.body)).toBe(createHash('sha256').update(bytes).digest('hex'));
      });

      it('can be read twice, and a reader may stop early', async () => {
        const place = await harness.place();
        const bytes = randomBytes(1_000_000);
        const attachment = await harness.putFile(place, 'a.png', bytes);
        const first = await harness.platform.open(attachment, place);
        for await (const _ of first.body) break;
        expect(first.body.destroyed).toBe(true);
        const second = await harness.platform.open(attachment, place);
        expect(await digest(second.body)).toBe(createHash('sha256').update(bytes).digest('hex'));
      });

      it('survives being stored between receipt and opening', async () => {
        const place = await harness.place();
        const attachment = await harness.putFile(place, 'a.png', Buffer.from('bytes'));
        const restored: AttachmentRef = JSON.parse(JSON.stringify(attachment));
        const media = await harness.platform.open(restored, JSON.parse(JSON.stringify(place)));
        expect(await digest(media.body)).toBe(createHash('sha256').update('bytes').digest('hex'));
      });

      it.each<Record<string, string>>([
        { file: '../../../../etc/passwd', url: 'file:///etc/passwd' },
        { file: '/etc/passwd', url: 'http://169.254.169.254/latest/meta-data/' },
        { file: 'does-not-exist', url: 'http://127.0.0.1:9/' },
        {},
      ])('refuses a reference that is not a file of this thread: %o', async (source) => {
        const place = await harness.place();
        const attachment: AttachmentRef = { id: 'x', name: 'x.png', source };
        const thrown = await rejection(harness.platform.open(attachment, place));
        expect(failedWith(thrown, ...OPEN_REFUSALS), String(thrown)).toBe(true);
      });
    });

    describe('working', () => {
      it('may be called again and again and never rejects', async () => {
        const place = await harness.place();
        for (const on of [true, true, false, false]) {
          await expect(harness.platform.working(place, on)).resolves.toBeUndefined();
        }
        expect(await harness.seen(place)).toEqual([]);
      });

      it('never rejects for a thread that is gone', async () => {
        const place = await harness.gonePlace();
        await expect(harness.platform.working(place, true)).resolves.toBeUndefined();
        await expect(harness.platform.working(place, false)).resolves.toBeUndefined();
      });
    });
  });
}
