import type { Language } from '../../src/conversation/inbound.js';

/** The first language of an `Accept-Language` header, such as `zh-CN`; undefined when it names none. */
export function localeOf(header: string | undefined): string | undefined {
  const first = header?.split(',')[0]?.split(';')[0]?.trim();
  return first && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(first) ? first : undefined;
}

/** The language of the two that we have words in. */
export function languageOf(header: string | undefined): Language {
  return localeOf(header)?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
