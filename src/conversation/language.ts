import type { Language } from './inbound.js';
import { chineseScript } from './intent/han-script.js';
import { JUDGED_CHARACTERS, QUOTATIONS } from './intent/normalise.js';

export interface DetectedLanguage {
  /** The language in which the bot answers. */
  readonly ours: Language;
  /**
   * What the backend is told when a session is created (NemoVideo contract §4): `en`, `zh-CN`, `zh-TW`,
   * `ja`, ...
   */
  readonly code: string;
}

/**
 * The language of a person's message, else of the platform's `locale` (such as `de-DE` or `zh_Hant_TW`),
 * else English. What is quoted, names of files and addresses do not count: a Chinese title may be ordered
 * in English.
 */
export function detectLanguage(text: string, locale?: string): DetectedLanguage {
  const own = telling(text.slice(0, JUDGED_CHARACTERS).replace(QUOTATIONS, ' '));
  const code =
    codeOf(own, locale) ??
    codeOf(telling(text.slice(0, JUDGED_CHARACTERS)), locale) ??
    codeOfLocale(locale) ??
    'en';
  return { ours: code.startsWith('zh') ? 'zh' : 'en', code };
}

/** Words that people of every language write: they say nothing about the language. */
const NEUTRAL =
  /\b(?:ok|okay|mp4|mov|webm|gif|jpe?g|png|heic|webp|hd|full ?hd|\d+p|tiktok|instagram|youtube|slack|discord|logo|video)\b/giu;
const FILES_AND_ADDRESSES = /https?:\/\/\S+|<[^>\s]*>|@\S+|[\p{L}\p{N}_-]+\.\p{L}\w{1,4}\b/gu;

function telling(text: string): string {
  return text.replace(FILES_AND_ADDRESSES, ' ').replace(NEUTRAL, ' ');
}

/** Scripts that one language is mostly written in; the locale may name another one (Ukrainian, Persian). */
const SCRIPTS: readonly (readonly [RegExp, string, readonly string[]])[] = [
  [/\p{Script=Hangul}/gu, 'ko', []],
  [/\p{Script=Cyrillic}/gu, 'ru', ['uk', 'bg', 'sr', 'mk', 'be', 'kk', 'mn']],
  [/\p{Script=Arabic}/gu, 'ar', ['fa', 'ur', 'ps']],
  [/\p{Script=Thai}/gu, 'th', []],
  [/\p{Script=Hebrew}/gu, 'he', ['yi']],
  [/\p{Script=Devanagari}/gu, 'hi', ['mr', 'ne']],
  [/\p{Script=Greek}/gu, 'el', []],
];

function codeOf(text: string, locale: string | undefined): string | undefined {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const words = count(/\p{Script=Latin}[\p{L}\p{M}'’]*/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = count(/\p{Script=Han}/gu);
  // A lone の in a Chinese sentence is decoration.
  if (kana >= words && (kana > 1 || (kana === 1 && han < 5))) return 'ja';
  if (han > 0 && han >= words) return chinese(text, locale);
  for (const [script, code, others] of SCRIPTS) {
    if (count(script) === 0 || count(script) < words) continue;
    const base = baseOf(locale);
    return base && others.includes(base) ? base : code;
  }
  return words > 0 ? latin(text, locale) : undefined;
}

function chinese(text: string, locale: string | undefined): string {
  const script = chineseScript(text);
  if (script) return script === 'traditional' ? 'zh-TW' : 'zh-CN';
  return codeOfLocale(locale) === 'zh-TW' ? 'zh-TW' : 'zh-CN';
}

/** Frequent small words, for telling apart the languages that share the Latin script. */
const SMALL_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: wordsOf(
    'the a an and of to in for with this that these those is are my me it please make turn into video ' +
      'can you how what photo photos images i want add show send export hi hello thanks',
  ),
  de: wordsOf(
    'der die das und ein eine einen mit aus bitte mach mache mir ich ist nicht diese diesen für wie zu ' +
      'von den dem video bilder hallo danke kannst du',
  ),
  es: wordsOf(
    'el la los las un una de con estas estos por favor haz crea y en mi mis que para como hola gracias ' +
      'quiero fotos del puedes',
  ),
  fr: wordsOf(
    'le la les un une des avec ces cette et pour je veux moi mes mon de du bonjour merci fais crée une ' +
      'vidéo photos peux tu vous',
  ),
  pt: wordsOf(
    'o a os as um uma com essas estas esses por favor faça crie e em meu minha minhas para como olá ' +
      'obrigado quero fotos vídeo você',
  ),
  it: wordsOf(
    'il lo la gli le un una con queste questi per favore crea fai e di mi mio mie che come ciao grazie ' +
      'voglio foto',
  ),
};

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/**
 * Two small words more of one language than of English decide for it, two of English for English; else the
 * locale does, when it names a language of this script.
 */
function latin(text: string, locale: string | undefined): string {
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const hits = (code: string) => words.filter((word) => SMALL_WORDS[code]?.has(word)).length;
  const english = hits('en');
  const base = baseOf(locale);
  const candidates = Object.keys(SMALL_WORDS).filter((code) => code !== 'en');
  const scored = candidates.map((code) => ({ code, score: hits(code) + (code === base ? 1 : 0) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  if (best.score >= 2 && best.score > english) return best.code;
  if (english >= 2 || !base || !usesLatinScript(base)) return 'en';
  return base;
}

function usesLatinScript(base: string): boolean {
  return ![
    'zh',
    'ja',
    'ko',
    'th',
    'he',
    'hi',
    'mr',
    'ne',
    'el',
    'ru',
    'uk',
    'bg',
    'mk',
    'be',
    'kk',
    'ar',
    'fa',
    'ur',
  ].includes(base);
}

function baseOf(locale: string | undefined): string | undefined {
  return /^([a-z]{2,3})(?:[-_.@]|$)/i.exec(locale ?? '')?.[1]?.toLowerCase();
}

function codeOfLocale(locale: string | undefined): string | undefined {
  const base = baseOf(locale);
  if (base !== 'zh') return base;
  return /hant|[-_](?:tw|hk|mo)\b/i.test(locale ?? '') ? 'zh-TW' : 'zh-CN';
}
