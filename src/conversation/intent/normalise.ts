import { foreignText } from '../foreign-text.js';
import { simplified } from './han-script.js';
import { either } from './phrases.js';

/**
 * Stands for a quoted passage: content, whatever its words are. From the private use area; taken out of
 * input.
 */
export const QUOTE = '\ue000';

/** Messages are judged by their beginning: an order to the bot is short. */
export const JUDGED_CHARACTERS = 2_000;

/**
 * Brings a message into the form in which the vocabulary is written: lower case, half-width, simplified
 * characters, no mentions, no apostrophes, and every quoted passage replaced by `QUOTE`. Punctuation stays.
 */
export function normalise(text: string): string {
  let plain = text.slice(0, JUDGED_CHARACTERS).normalize('NFKC');
  plain = foreignText(plain).replace(/\ue000|\ue001|\ufe0e|\ufe0f|\u200d/g, '');
  plain = unwrapped(withoutReplyQuote(withoutMentions(withEmoji(plain))));
  plain = withoutQuotes(plain).toLowerCase();
  return simplified(spelledOut(plain)).trim();
}

/**
 * What Slack and Discord write for the emoji that are answers by themselves; other short codes say nothing.
 */
const SHORT_CODES: ReadonlyMap<string, string> = new Map([
  ['+1', '👍'],
  ['thumbsup', '👍'],
  ['ok_hand', '👌'],
  ['white_check_mark', '✅'],
  ['heart', '❤'],
  ['tada', '🎉'],
  ['fire', '🔥'],
  ['clap', '👏'],
  ['100', '💯'],
  ['pray', '🙏'],
  ['wave', '👋'],
  ['octagonal_sign', '🛑'],
]);

function withEmoji(text: string): string {
  if (text.trim() === '+1') return '👍';
  return text.replace(
    /:(\+1|[a-z][a-z0-9_-]*|100):/gi,
    (_, name: string) => ` ${SHORT_CODES.get(name.toLowerCase()) ?? ''} `,
  );
}

/**
 * `<@U1>`, `<!here>`, `<https://x|label>` and `@name` are a platform's marks; the person means the bot or a
 * link.
 */
function withoutMentions(text: string): string {
  return text
    .replace(/<[@#!][^>\n]*>|<a?:\w+:\d+>/g, ' ')
    .replace(/<(https?:[^|>\s]+)(?:\|[^>]*)?>/g, ' $1 ')
    .replace(/^\s*(?:@[\w.-]+\s*)+[,:]?\s*/, '')
    .replace(/\s@(?:reelthread|nemovideo|nemo)\b/gi, ' ')
    .replace(/^\s*(?:reelthread|nemovideo|bot)\s*[,:]\s*/i, '');
}

/** Lines that repeat somebody else's message (`> ...`), unless there are no others. */
function withoutReplyQuote(text: string): string {
  const own = text.split('\n').filter((line) => !/^\s*>/.test(line));
  const kept = own.join('\n');
  return kept.trim() === '' ? text.replace(/^\s*>+\s?/gm, '') : kept;
}

const WRAPPERS: readonly RegExp[] = [
  /^```(?:\w+\n)?([^`]+)```$/,
  /^`([^`\n]+)`$/,
  /^"([^"\n]+)"[.!]?$/,
  /^“([^“”\n]+)”[.!。]?$/,
  /^'([^'\n]+)'[.!]?$/,
  /^‘([^‘’\n]+)’[.!]?$/,
  /^「([^「」\n]+)」。?$/,
  /^\*{1,3}([^*\n]+)\*{1,3}$/,
  /^[-•]\s+(.+)$/,
];

/** A message that is quoted as a whole is a copied example prompt, not a quotation. */
function unwrapped(text: string): string {
  let inner = text.trim();
  for (const wrapper of WRAPPERS) inner = (wrapper.exec(inner)?.[1] ?? inner).trim();
  return inner;
}

export const QUOTATIONS = either(
  [
    '```[\\s\\S]*?```|`[^`\\n]*`',
    '“[^“”]*”|「[^「」]*」|『[^『』]*』|《[^《》]*》|【[^【】]*】|«[^«»]*»',
    // not the inches of a 12" screen
    '(?<!\\d)"[^"]*"',
    // not an apostrophe
    "(?<![\\p{Script=Latin}\\p{N}])['‘][^'’‘\\n]*['’](?![\\p{Script=Latin}\\p{N}])",
  ],
  'gu',
);

/** A quotation that is opened and never closed reaches to the end. */
const OPEN_QUOTATION = /(?<![\d"])["“「『《【«](?=.*[\p{L}\p{N}])[\s\S]*$|```[\s\S]*$/u;

function withoutQuotes(text: string): string {
  return text.replace(QUOTATIONS, ` ${QUOTE} `).replace(OPEN_QUOTATION, ` ${QUOTE} `);
}

/** Contractions and chat spellings, in this order. `’` is an apostrophe too. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/[’‘`´]/g, "'"],
  [/\b(?:gimme|giv me)\b/g, 'give me'],
  [/\blemme\b/g, 'let me'],
  [/\b(?:can't|cant|cannot)\b/g, 'can not'],
  [/\b(?:won't|wont)\b/g, 'will not'],
  [/\b(do|does|did|is|are|was|has|have|had|would|could|should)n'?t\b/g, '$1 not'],
  [/\b(?:what'?s|wats)\b/g, 'what is'],
  [/\b(where|who|how|when|that|there|here|it)'s\b/g, '$1 is'],
  [/\b(where|how|that|there|here)s\b/g, '$1 is'],
  [/\b(i)'?m\b/g, '$1 am'],
  [/\b(i|you|we|they)'?ve\b/g, '$1 have'],
  [/\b(you|we|they|what)'re\b/g, '$1 are'],
  [/\b(i|you|we|they|it|he|she|that)'ll\b/g, '$1 will'],
  [/\b(i|you|we|they|it|he|she)'d\b/g, '$1 would'],
  [/\blet'?s\b/g, 'let us'],
  [/\bwanna\b/g, 'want to'],
  [/\bgonna\b/g, 'going to'],
  [/\bu\b/g, 'you'],
  [/\bur\b/g, 'your'],
  [/\br\b/g, 'are'],
  [/\bwat\b/g, 'what'],
  [/\brn\b/g, 'right now'],
  [/\b(?:pls|plz|plss|plzz|pleez)\b/g, 'please'],
  [/\bw\/o\b/g, 'without'],
  [/\bw\//g, 'with '],
  [/\s&\s|(?<=[a-z])&(?=[a-z])/g, ' and '],
  [/\b(?:h[ae]){2,}h?\b|\blo+l+\b/g, 'haha'],
  // :) :-D ;p <3 ^^
  [/(?<=^|\s)(?:[:;=]-?[)(dpo3/|]|<3|\^_?\^|[tq]_[tq])(?=$|[\s,.!?])/g, ' 🙂 '],
];

function spelledOut(text: string): string {
  let plain = text;
  for (const [pattern, replacement] of SPELLINGS) plain = plain.replace(pattern, replacement);
  return plain;
}
