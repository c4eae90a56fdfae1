import type { Language } from '../../src/conversation/inbound.js';

/** The language that the bot speaks to somebody with this locale, such as `zh-CN`; English when it is unknown. */
export function languageOf(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
