import type { Asked } from './desk.js';
import { type MessageScene, type Understanding, understand } from './understand.js';

/**
 * Reads a message as the answer to a question. An answer by button comes as `1. <prompt>: <label>`, one line per
 * question (NemoVideo contract §6.1); a free answer is simply the next message. Undefined when it is no answer.
 */
export function answerTo(asked: Asked, message: string, scene: MessageScene): Understanding | undefined {
  if (asked.about === 'aspect') {
    const label = labelAfter(asked.prompt, message);
    if (label === undefined) return undefined;
    // "4:5 (portrait)": what stands in brackets only explains.
    const choice = label.replace(/[(（].*$/, '').trim();
    return /^skipped$/i.test(choice) ? { orders: [], unclear: [] } : understand(choice, scene);
  }
  const read = understand(message, scene);
  const words = message.trim();
  const isOrder = read.orders.length > 0 && !isOnlyQuote(words);
  if (isOrder || words === '') return undefined;
  return {
    orders: [{ ...asked.text, words: isOnlyQuote(words) ? words.slice(1, -1).trim() : words }],
    unclear: [],
  };
}

function labelAfter(prompt: string, message: string): string | undefined {
  for (const line of message.split('\n')) {
    const text = line.replace(/^\s*\d+[.)]\s*/, '');
    if (text.startsWith(prompt))
      return text
        .slice(prompt.length)
        .replace(/^\s*[:：]\s*/, '')
        .trim();
  }
  return undefined;
}

function isOnlyQuote(words: string): boolean {
  return /^(?:"[^"]+"|“[^”]+”|「[^」]+」|'[^']+')$/.test(words);
}
