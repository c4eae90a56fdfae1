/** Formats of the backend as extensions of a link: what it fetches itself cannot be converted here first. */
const EXTENSIONS = 'mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp|mp3|wav|m4a|aac';

/** Characters that end a link, in Chinese text too. */
const STOPS = '\\s<>"\'`|，。！？；：、（）《》“”‘’【】「」『』…';

/**
 * A link whose path ends in a media extension. Text may follow without a space
 * ("https://example.com/a.jpg这张图"), so after the extension comes the end, a query, a character beyond ASCII
 * or punctuation that no path goes on from.
 */
const MEDIA_LINK = new RegExp(
  `https?://[^${STOPS}/?#]+/[^${STOPS}?#]*?\\.(?:${EXTENSIONS})` +
    `(?=$|[?#${STOPS}]|[^\\x21-\\x7e]|[)\\]},;!*]|[.:_~](?:$|[^\\w/]))` +
    `(?:[?#][^${STOPS}\\u0080-\\uffff]*)?`,
  'iy',
);

interface Link {
  readonly url: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Addresses (http and https) in a message that point to media by their extension, as they were written, each
 * once. Whether an address may be fetched is for the fetching side to decide.
 */
export function mediaUrls(text: string): string[] {
  return [...new Set(findLinks(text).map((link) => link.url))];
}

/**
 * The words of a message without its media links (what `mediaUrls` finds); other links stay, they belong to
 * the words. '' when only punctuation or an "and" is left.
 */
export function withoutUrls(text: string): string {
  let rest = '';
  let from = 0;
  for (const link of findLinks(text)) {
    const { start, end } = withWrapper(text, link);
    rest += text.slice(from, Math.max(from, start));
    from = end;
  }
  if (from === 0) return text.trim();
  rest = (rest + text.slice(from))
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return /^(?:[\p{P}\p{S}\s]|\band\b|\bor\b|[和与跟及]|还有|以及)*$/iu.test(rest) ? '' : rest;
}

function findLinks(text: string): Link[] {
  const links: Link[] = [];
  const scheme = /(?<![A-Za-z0-9])https?:\/\//gi;
  for (let match = scheme.exec(text); match; match = scheme.exec(text)) {
    MEDIA_LINK.lastIndex = match.index;
    const url = withoutTrailingPunctuation(MEDIA_LINK.exec(text)?.[0] ?? '');
    if (!URL.canParse(url)) continue;
    const end = match.index + url.length;
    links.push({ url, start: match.index, end });
    scheme.lastIndex = end;
  }
  return links;
}

/**
 * A query may hold anything, so what ends a sentence or closes a bracket that was opened before is taken off
 * again.
 */
function withoutTrailingPunctuation(url: string): string {
  let short = url;
  for (;;) {
    const last = short.at(-1) ?? '';
    const closes = { ')': '(', ']': '[', '}': '{' }[last];
    const isLoose = closes !== undefined && count(short, closes) < count(short, last);
    if (!isLoose && !/[.,;:!?*]/.test(last)) return short;
    short = short.slice(0, -1);
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** `<link>`, `[words](link)` and `![words](link)` go as a whole. */
function withWrapper(text: string, link: Link): { start: number; end: number } {
  const before = text.slice(0, link.start);
  const after = text.slice(link.end);
  const markdown = /!?\[[^\]\n]*\]\(<?$/.exec(before);
  const closing = /^>?(?:\s+"[^"\n]*")?\)/.exec(after);
  if (markdown && closing) return { start: markdown.index, end: link.end + closing[0].length };
  if (before.endsWith('<') && after.startsWith('>')) return { start: link.start - 1, end: link.end + 1 };
  return link;
}
