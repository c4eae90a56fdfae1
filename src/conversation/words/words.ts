import type { Language } from '../inbound.js';
import { en, type Words } from './en.js';
import { zh } from './zh.js';

export type { Words } from './en.js';

/** The words of a language. */
export function wordsIn(language: Language): Words {
  return language === 'zh' ? zh : en;
}

/** Elapsed time as people read it: "42s", "2 min", "2 min 5s"; in Chinese "42 秒", "2 分 5 秒". */
export function elapsedWords(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (language === 'zh') {
    if (minutes === 0) return `${rest} 秒`;
    return rest === 0 ? `${minutes} 分钟` : `${minutes} 分 ${rest} 秒`;
  }
  if (minutes === 0) return `${rest}s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest}s`;
}

/** Bytes as people read them: "10 MB". */
export function sizeWords(bytes: number): string {
  const megabytes = bytes / 1_048_576;
  return megabytes >= 1 ? `${Math.round(megabytes)} MB` : `${Math.max(1, Math.round(bytes / 1_024))} kB`;
}
