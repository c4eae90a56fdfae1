import { en } from '../../src/conversation/words/en.js';

/** What a message of the bot is, from its words alone: all that a chat platform keeps of it. */
export function kindOf(text: string): 'progress' | 'video' | 'failure' | 'text' {
  if (/^(?:⏳|🕒)/u.test(text) || CARD_ENDS.has(text)) return 'progress';
  if (text.startsWith('✅ Video ready')) return 'video';
  return text.startsWith('⚠️') ? 'failure' : 'text';
}

/** The last words of cards that would otherwise look like an answer. */
const CARD_ENDS = new Set([
  en.cardStopped,
  en.cardFailed(en.notFinished),
  en.cardFailed(en.nothingUsable),
  en.cardFailed(en.failure.internal),
]);
