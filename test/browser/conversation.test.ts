import { stat } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../src/failure.js';
import { startCutProxy } from './support/cut-proxy.js';
import { drawPictures } from './support/draw-pictures.js';
import { dragFiles, received, say } from './support/hands.js';
import { type BrowserStage, openStage } from './support/open-page.js';
import { makeFilm } from './support/scripted-bot.js';

let stage: BrowserStage;
let page: Page;
let pictures: string[];
beforeAll(async () => {
  stage = await openStage();
  pictures = await drawPictures(stage.folder);
});
afterAll(() => stage.close());
afterEach(async () => {
  await page.context().close();
  expect(stage.problems.splice(0)).toEqual([]);
});

/** The next message that the core will get. */
const nextMessage = () =>
  received(stage.playground.reception, stage.playground.reception.received.length + 1);

describe('a conversation', () => {
  it('goes from three dropped pictures to a video that plays and seeks', async () => {
    const { bot, playground } = stage;
    page = await stage.open();
    await page.getByRole('heading', { name: 'Turn pictures into a video by chatting' }).waitFor();

    await dragFiles(page, pictures, 'dragover');
    await page.getByText('Drop to add to your message').waitFor();
    await dragFiles(page, pictures, 'drop');
    const pending = page.getByRole('list', { name: 'Files to send' });
    await expect.poll(() => pending.getByRole('img').count()).toBe(3);
    expect(await page.getByText('Drop to add to your message').count()).toBe(0);

    await page.getByRole('button', { name: 'turn these images into a short video' }).click();
    const message = nextMessage();
    await page.keyboard.press('Enter');
    const { text, attachments, place } = await message;
    expect(text).toBe('turn these images into a short video with transitions and background music');
    const sizes = await Promise.all(pictures.map(async (picture) => (await stat(picture)).size));
    expect(attachments.map(({ name, size, type }) => ({ name, size, type }))).toEqual(
      ['lake.jpg', 'forest.jpg', 'dunes.jpg'].map((name, index) => ({
        name,
        size: sizes[index],
        type: 'image/jpeg',
      })),
    );
    await expect.poll(() => page.locator('.message.you:not(.outgoing) img').count()).toBe(3);
    expect(await page.locator('.message.you').count()).toBe(1);
    expect(page.url()).toContain(`#/t/${place.address.thread}`);

    await bot.welcome(place);
    const card = await bot.card(place, { phase: 'Uploading 1 of 3: lake.jpg' });
    const phase = page.locator('.progress-card .phase');
    await expect.poll(() => phase.textContent()).toBe('Uploading 1 of 3: lake.jpg');
    const elapsed = await page.getByRole('timer').textContent();
    await card.edit({ phase: 'Rendering', percent: 41 });
    await expect.poll(() => phase.textContent()).toBe('Rendering');
    expect(await page.getByRole('progressbar', { name: 'Rendering' }).getAttribute('value')).toBe('41');
    expect(await page.locator('.progress-card').count()).toBe(1);
    await expect.poll(() => page.getByRole('timer').textContent()).not.toBe(elapsed);

    await card.end('done', '✅ Done in 9s');
    await expect.poll(() => page.locator('.ended.done').textContent()).toContain('Done in 9s');
    expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(0);

    const pieces: number[] = [];
    page.on('response', (response) => response.url().endsWith('.mp4') && pieces.push(response.status()));
    await bot.video(place, makeFilm(stage.folder, pictures));
    const video = page.locator('video');
    await video.waitFor();
    await expect
      .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
      .toBeGreaterThan(0);
    const played = await video.evaluate(async (element: HTMLVideoElement) => {
      element.muted = true;
      await element.play();
      await new Promise((resolve) => element.addEventListener('timeupdate', resolve, { once: true }));
      element.pause();
      element.currentTime = 4.5;
      await new Promise((resolve) => element.addEventListener('seeked', resolve, { once: true }));
      return { at: element.currentTime, duration: element.duration, width: element.videoWidth };
    });
    expect(played.at).toBeCloseTo(4.5, 1);
    expect(played.duration).toBeCloseTo(9, 0);
    expect(played.width).toBe(640);
    expect(pieces).toContain(206);

    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toBe('reelthread-1.mp4');
    expect(playground.log.lines.filter((line) => line.level === 'error')).toEqual([]);
  });

  it('presses buttons, and the Stop of a running card', async () => {
    page = await stage.open();
    const first = nextMessage();
    await say(page, 'a video please');
    const { place } = await first;
    const card = await stage.bot.card(place, { phase: 'Generating video' });
    const stop = nextMessage();
    await page.getByRole('button', { name: 'Stop' }).click();
    expect((await stop).action).toEqual({ do: 'stop' });
    await page.getByText('Pressed: Stop').waitFor();
    await card.end('stopped', '⏹ Stopped');
    await expect.poll(() => page.locator('.ended.stopped').textContent()).toBe('Stopped');
  });

  it('takes pasted pictures, and lets them be removed before they are sent', async () => {
    page = await stage.open();
    await page.locator('.chip').first().waitFor();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      const canvas = document.createElement('canvas');
      const bytes = Uint8Array.from(atob(canvas.toDataURL('image/png').split(',')[1] ?? ''), (c) =>
        c.charCodeAt(0),
      );
      for (const name of ['one.png', 'two.png']) {
        clipboardData.items.add(new File([bytes], name, { type: 'image/png' }));
      }
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await page.getByRole('button', { name: 'Remove one.png' }).click();
    await expect
      .poll(() => page.getByRole('list', { name: 'Files to send' }).getByRole('img').count())
      .toBe(1);
    const message = nextMessage();
    await page.keyboard.press('Enter');
    expect((await message).attachments.map((file) => file.name)).toEqual(['two.png']);
  });

  it('says what is wrong with a message that was refused, and sends it again once', async () => {
    const { reception } = stage.playground;
    page = await stage.open();
    reception.refusal = new Failure('store-full');
    await page.setInputFiles('input[type=file]', pictures.slice(0, 1));
    await say(page, 'please keep this');
    await page.getByText('The disk of the bot is full').waitFor();
    expect(await page.locator('.message.you').count()).toBe(1);
    reception.refusal = undefined;
    const message = nextMessage();
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await message).toMatchObject({ text: 'please keep this', attachments: [{ name: 'lake.jpg' }] });
    await page.locator('.message.you:not(.outgoing)').waitFor();
    expect(await page.locator('.message.you').count()).toBe(1);
  });

  it('gives a discarded message back to the composer', async () => {
    const { reception } = stage.playground;
    page = await stage.open();
    reception.refusal = new Failure('store-unavailable');
    await page.setInputFiles('input[type=file]', pictures.slice(0, 2));
    await say(page, 'words that took long to find');
    await page.getByRole('button', { name: 'Discard' }).click();
    reception.refusal = undefined;
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe(
      'words that took long to find',
    );
    expect(await page.getByRole('list', { name: 'Files to send' }).getByRole('img').count()).toBe(2);
  });

  it('shows text as text: no markup runs, and links lead where they say', async () => {
    page = await stage.open();
    const first = nextMessage();
    await say(page, 'hello');
    const { place } = await first;
    const hostile =
      '<img src=x onerror="document.title=1"> <b>bold</b> https://good.example/a?b=1. javascript:alert(1)';
    await stage.bot.text(place, hostile);
    await expect.poll(() => page.locator('.message.bot .text').textContent()).toBe(hostile);
    expect(await page.locator('.message.bot .text').getByRole('link').count()).toBe(1);
    const link = page.getByRole('link', { name: 'https://good.example/a?b=1' });
    expect(await link.getAttribute('href')).toBe('https://good.example/a?b=1');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await page.title()).toBe('Reelthread');
  });
});

describe('threads', () => {
  it('are found again after a reload, each with its own draft, and can be deleted', async () => {
    page = await stage.open();
    const first = nextMessage();
    await say(page, 'the beach video');
    const { place } = await first;
    await stage.bot.text(place, 'The beach is ready.');
    await page.locator('.message', { hasText: 'The beach is ready.' }).waitFor();
    await page.getByRole('textbox', { name: 'Message' }).fill('half a sentence');

    await page.getByRole('link', { name: 'New video' }).click();
    await page.getByRole('heading', { name: 'Turn pictures into a video' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('');
    await page.getByRole('link', { name: 'the beach video' }).click();
    await page.locator('.message', { hasText: 'The beach is ready.' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('half a sentence');

    await page.reload();
    await page.locator('.message', { hasText: 'The beach is ready.' }).waitFor();
    expect(await page.locator('.message.you').textContent()).toContain('the beach video');

    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Delete thread' }).click();
    await page.getByRole('heading', { name: 'Turn pictures into a video' }).waitFor();
    expect(await page.getByRole('link', { name: 'the beach video' }).count()).toBe(0);
    await page.goBack();
    await page.getByText('This thread does not exist any more.').waitFor();
  });

  it('keep the chosen skill', async () => {
    page = await stage.open();
    await page.getByRole('combobox', { name: 'Skill' }).selectOption('still-image-to-video');
    await page.getByText('Drop your still images here').waitFor();
    const first = nextMessage();
    await say(page, 'hello');
    expect((await first).skill).toBe('still-image-to-video');
    const change = nextMessage();
    await page.getByRole('combobox', { name: 'Skill' }).selectOption('best-image-to-video-ai');
    expect((await change).action).toEqual({ do: 'skill', slug: 'best-image-to-video-ai' });
  });

  it('go on after the connection was cut, with everything that was missed', async () => {
    const proxy = await startCutProxy(stage.playground.url);
    page = await stage.open({ url: proxy.url });
    const first = nextMessage();
    await say(page, 'hello');
    const { place } = await first;
    const card = await stage.bot.card(place, { phase: 'Generating video' });
    await page.locator('.message', { hasText: 'Generating video' }).waitFor();

    proxy.cut();
    await page.getByText('Connection lost').waitFor();
    await card.end('done', '✅ Done in 9s');
    await stage.bot.text(place, 'This was said in the meantime.');
    await say(page, 'is anybody there?');
    await page.getByText('The bot cannot be reached').waitFor();

    proxy.restore();
    await page.locator('.message', { hasText: 'This was said in the meantime.' }).waitFor();
    await page.locator('.message', { hasText: 'Done in 9s' }).waitFor();
    await vi.waitFor(async () => expect(await page.getByText('Connection lost').count()).toBe(0), 5_000);
    const again = nextMessage();
    await page.getByRole('button', { name: 'Try again' }).click();
    expect((await again).text).toBe('is anybody there?');
    proxy.close();
  });
});
