import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { InboundMessage } from '../../../src/conversation/inbound.js';
import type { FakeReception } from '../../adapters/playground/support/fake-reception.js';

/** Carries files from outside onto the page, as a file manager does; `drop` lets go of them. */
export async function dragFiles(
  page: Page,
  files: readonly string[],
  last: 'dragover' | 'drop',
): Promise<void> {
  const contents = await Promise.all(
    files.map(async (file) => ({
      name: path.basename(file),
      base64: (await readFile(file)).toString('base64'),
    })),
  );
  await page.evaluate(
    ({ contents, last }) => {
      const dataTransfer = new DataTransfer();
      for (const { name, base64 } of contents) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        dataTransfer.items.add(new File([bytes], name, { type: 'image/jpeg' }));
      }
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
        if (type === last) break;
      }
    },
    { contents, last },
  );
}

/** The newest message that the core got, once there are this many. */
export async function received(reception: FakeReception, count: number): Promise<InboundMessage> {
  await vi.waitFor(() => expect(reception.received.length).toBeGreaterThanOrEqual(count), { timeout: 8_000 });
  const message = reception.received[count - 1];
  if (!message) throw new Error('no message was received');
  return message;
}

/** Writes into the composer and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /^(Message|消息)$/ }).fill(text);
  await page.keyboard.press('Enter');
}
