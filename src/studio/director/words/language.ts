import { ENGLISH } from './en.js';
import type { Language, Words } from './words.js';
import { CHINESE } from './zh.js';

const WORDS: Readonly<Record<Language, Words>> = { en: ENGLISH, zh: CHINESE };

export function wordsIn(language: Language): Words {
  return WORDS[language];
}

/**
 * Language of a reply: that of the message. Quoted words are content and file names are names, so neither counts;
 * what is left without any letters ("9:16") follows the language of the session.
 */
export function languageOf(message: string, session: string | undefined): Language {
  const own = message.replace(
    /"[^"]*"|“[^”]*”|「[^」]*」|《[^》]*》|[\w-]+\.(?:jpe?g|png|webp|gif|mp3|wav|m4a)/gi,
    ' ',
  );
  if (/[\u3400-\u9fff]/.test(own)) return 'zh';
  if (/[a-z]{2}/i.test(own)) return 'en';
  if (/[\u3400-\u9fff]/.test(message)) return 'zh';
  return session?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
