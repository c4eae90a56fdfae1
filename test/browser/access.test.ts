import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Place } from '../../src/conversation/inbound.js';
import { drawPictures } from './support/draw-pictures.js';
import { received, say } from './support/hands.js';
import { type BrowserStage, openStage } from './support/open-page.js';
import { makeFilm } from './support/scripted-bot.js';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let stage: BrowserStage;
let page: Page;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  await page.context().close();
  expect(stage.problems.splice(0)).toEqual([]);
});

/** A thread that holds every kind of message. */
async function fillThread(): Promise<Place> {
  const { bot, playground } = stage;
  const message = received(playground.reception, playground.reception.received.length + 1);
  await say(page, 'turn these images into a short video with transitions and background music');
  const { place } = await message;
  await bot.welcome(place);
  const card = await bot.card(place, { phase: 'Uploading' });
  await card.end('done', '✅ Done in 4s');
  await bot.timeline(place);
  await bot.post(place, {
    kind: 'failure',
    language: 'en',
    code: 'backend-unavailable',
    text: 'The studio cannot be reached right now. Nothing was lost; try again in a minute.',
    buttons: [{ label: 'Try again', action: { do: 'retry', request: 'r1' }, style: 'primary' }],
  });
  await bot.video(place, makeFilm(stage.folder, await drawPictures(stage.folder)));
  await bot.card(place, { phase: 'Rendering', percent: 30 });
  await page.locator('video').waitFor();
  await page.getByText('Rendering', { exact: true }).waitFor();
  return place;
}

describe('by keyboard alone', () => {
  it('a message is written, sent, answered and its button pressed', async () => {
    const { bot, playground } = stage;
    page = await stage.open();
    await page.locator('.chip').first().waitFor();
    // The composer has the focus from the start; the skip link is the first stop of the page.
    await page.getByRole('link', { name: 'New video' }).focus();
    await page.keyboard.press('Shift+Tab');
    const skip = page.getByRole('button', { name: 'Skip to the message box' });
    expect(await skip.evaluate((element) => element === document.activeElement)).toBe(true);
    await expect.poll(async () => (await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');

    const message = received(playground.reception, playground.reception.received.length + 1);
    await page.keyboard.type('first line');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('second line');
    await page.keyboard.press('Enter');
    const { text, place } = await message;
    expect(text).toBe('first line\nsecond line');

    await bot.text(place, 'Ready.', [{ label: 'Export', action: { do: 'export' }, style: 'primary' }]);
    const button = page.getByRole('button', { name: 'Export' });
    await button.waitFor();
    for (let steps = 0; steps < 12; steps++) {
      if (await button.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Shift+Tab');
    }
    const outline = await button.evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(outline).toBe('solid');
    const press = received(playground.reception, playground.reception.received.length + 1);
    await page.keyboard.press('Space');
    expect((await press).action?.do).toBe('export');
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('Enter chooses a word while an input method composes, and does not send', async () => {
    const { reception } = stage.playground;
    page = await stage.open({ locale: 'zh-CN' });
    const before = reception.received.length;
    const field = page.getByRole('textbox', { name: '消息' });
    await field.fill('做视频');
    await field.dispatchEvent('keydown', {
      key: 'Enter',
      isComposing: true,
      bubbles: true,
      cancelable: true,
    });
    expect(await field.inputValue()).toBe('做视频');
    expect(reception.received.length).toBe(before);
  });
});

describe('for a screen reader', () => {
  it('the page has its landmarks, and everything that can be used has a name', async () => {
    page = await stage.open();
    await fillThread();
    const snapshot = await page.locator('body').ariaSnapshot();
    for (const part of [
      '- button "Skip to the message box"',
      '- navigation "Threads"',
      '- main:',
      '- heading "turn these images into a short video',
      '- combobox "Skill"',
      '- region "Conversation"',
      '- textbox "Message"',
      '- button "Send"',
      '- progressbar "Rendering"',
      '- link "Download',
      '- status:',
    ]) {
      expect(snapshot).toContain(part);
    }
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll('button, a, select, textarea, video, img')]
        .filter((element) => !element.closest('[aria-hidden=true]') && element.getAttribute('alt') === null)
        .filter((element) => {
          const label = element.getAttribute('aria-label') ?? element.textContent ?? '';
          const labels = (element as HTMLInputElement).labels?.length ?? 0;
          return label.trim() === '' && labels === 0;
        })
        .map((element) => element.outerHTML),
    );
    expect(nameless).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  it('new messages are said once, and edits are not', async () => {
    const { bot, playground } = stage;
    page = await stage.open();
    const message = received(playground.reception, playground.reception.received.length + 1);
    await say(page, 'hello');
    const { place } = await message;
    const live = page.locator('[aria-live=polite][role=status]');
    const card = await bot.card(place, { phase: 'Generating video', text: '⏳ Generating video (7s)' });
    await expect.poll(() => live.textContent()).toBe('Reelthread: Generating video (7s)');
    await card.edit({ phase: 'Rendering', text: '⏳ Rendering (9s)' });
    await page.getByText('Rendering').first().waitFor();
    expect(await live.textContent()).toBe('Reelthread: Generating video (7s)');
    await bot.text(place, '✅ Your video is ready.');
    await expect.poll(() => live.textContent()).toBe('Reelthread: Your video is ready.');
  });
});

describe('light and dark', () => {
  it.each(['light', 'dark'] as const)('every text is readable (%s)', async (colorScheme) => {
    // Without transitions: a colour half way between two is nobody's choice.
    page = await stage.open({ colorScheme, reducedMotion: 'reduce' });
    await fillThread();
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe(colorScheme === 'dark' ? 'rgb(19, 21, 20)' : 'rgb(255, 255, 255)');
    expect(await page.evaluate(contrastTooLow)).toEqual([]);
  });
});

describe('on a phone', () => {
  it('nothing is cut off, and threads are in a drawer that Escape closes', async () => {
    page = await stage.open(PHONE);
    await fillThread();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const outside = await page.evaluate(() =>
      [...document.querySelectorAll('.main *')]
        .map((element) => ({ name: element.className, right: element.getBoundingClientRect().right }))
        .filter(({ right }) => right > window.innerWidth + 1)
        .map(({ name }) => String(name)),
    );
    expect(outside).toEqual([]);

    const threads = page.getByRole('navigation', { name: 'Threads' });
    expect(await threads.isVisible()).toBe(false);
    const menu = page.getByRole('button', { name: 'Show threads' });
    await menu.click();
    await threads.waitFor();
    expect(await threads.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => threads.isVisible()).toBe(false);
    expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true);

    await menu.click();
    await page.getByRole('link', { name: 'New video' }).click();
    await page.getByRole('heading', { name: 'Turn pictures into a video' }).waitFor();
    await expect.poll(() => threads.isVisible()).toBe(false);
  });
});

describe('in Chinese', () => {
  it('the page speaks Chinese, and the core is told', async () => {
    const { playground } = stage;
    page = await stage.open({ locale: 'zh-CN' });
    await page.getByRole('heading', { name: '聊着天，把图片变成视频' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    const message = received(playground.reception, playground.reception.received.length + 1);
    await page.getByRole('button', { name: '把这些图片做成一个带转场和背景音乐的短视频' }).click();
    await page.keyboard.press('Enter');
    expect(await message).toMatchObject({
      text: '把这些图片做成一个带转场和背景音乐的短视频',
      locale: 'zh-CN',
    });
  });
});

describe('with less motion', () => {
  it('nothing moves by itself', async () => {
    page = await stage.open({ reducedMotion: 'reduce' });
    await fillThread();
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .map((animation) => String((animation as CSSAnimation).animationName))
        .filter((name) => name !== 'undefined'),
    );
    expect(moving).toEqual([]);
  });
});

describe('behind a password', () => {
  it('one signs in by the form, and out again', async () => {
    const closed = await openStage({ config: { HOST: '0.0.0.0', PLAYGROUND_PASSWORD: 'correct horse' } });
    page = await closed.open();
    await page.getByLabel('Password').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password').fill('correct horse');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Turn pictures into a video' }).waitFor();
    const message = received(closed.playground.reception, 1);
    await say(page, 'hello');
    await message;
    await page.locator('.message.you:not(.outgoing)').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Password').waitFor();
    expect(closed.problems).toEqual([]);
    await closed.close();
  });
});

/** Runs in the page: texts whose contrast to what is behind them is below WCAG's 4.5 to 1. */
function contrastTooLow(): string[] {
  const parse = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (color: readonly number[]) => {
    const [red = 0, green = 0, blue = 0] = color.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backgroundOf = (element: Element | null): number[] => {
    for (let each = element; each; each = each.parentElement) {
      const color = parse(getComputedStyle(each).backgroundColor);
      if (color.length === 3 || (color[3] ?? 0) === 1) return color;
    }
    return [255, 255, 255];
  };
  const low: string[] = [];
  for (const element of document.querySelectorAll('body *')) {
    const ownText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    if (!ownText || element.closest('.visually-hidden, :disabled, noscript, option')) continue;
    const lights = [luminance(parse(getComputedStyle(element).color)), luminance(backgroundOf(element))];
    const ratio = (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
    if (ratio < 4.5)
      low.push(`${element.className} "${element.textContent?.slice(0, 30)}" ${ratio.toFixed(2)}`);
  }
  return low;
}
