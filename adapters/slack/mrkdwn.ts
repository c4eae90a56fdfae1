import { foreignText } from '../../src/conversation/foreign-text.js';
import { isHonestLink } from '../chat/honest-link.js';
import { LIMITS } from './limits.js';

/**
 * Plain text as Slack's mrkdwn. `&`, `<` and `>` are what mentions, links and dates are made of, so with these escaped
 * nothing in the text can call anybody (docs.slack.dev/messaging/formatting-message-text). Links stay links: they are
 * written out by us, because texts are sent with `verbatim`, under which Slack looks for nothing on its own.
 */
export function toMrkdwn(text: string): string {
  let out = '';
  let end = 0;
  const clean = foreignText(text);
  for (const match of clean.matchAll(LINK)) {
    const url = withoutTail(match[0]);
    out += escapeText(clean.slice(end, match.index)) + linkOf(url);
    end = match.index + url.length;
  }
  return out + escapeText(clean.slice(end));
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `|` would begin a label of its own, and a backslash is read in two ways, so neither is part of a link here. */
const LINK = /https?:\/\/[^\s<>|"'`\\\u3000-\u303f\uff00-\uffef\u201c\u201d\u2018\u2019]+/g;

/** Without what usually ends a sentence and not an address; a closing bracket only when nothing opened it. */
function withoutTail(url: string): string {
  let end = url.length;
  while (end > 0) {
    const last = url[end - 1] ?? '';
    const openings = { ')': '(', ']': '[', '}': '{' }[last];
    const unopened =
      openings !== undefined && count(url.slice(0, end), last) > count(url.slice(0, end), openings);
    if (!unopened && !'.,;:!?*_~'.includes(last)) break;
    end--;
  }
  return url.slice(0, end);
}

function linkOf(url: string): string {
  const escaped = escapeText(url);
  return isHonestLink(url) && escaped.length < LIMITS.link ? `<${escaped}>` : escaped;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** What a person wrote, from Slack's markup to plain words; the mention of the bot is taken out. */
export function fromMrkdwn(text: string, botUserId: string | undefined): string {
  const plain = text.replace(/<([^<>]*)>/g, (_, inside: string) => unwrap(inside, botUserId));
  return foreignText(unescapeText(plain))
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

function unwrap(inside: string, botUserId: string | undefined): string {
  const [target = '', label] = inside.split('|');
  if (target.startsWith('@')) return target.slice(1) === botUserId ? ' ' : `@${label ?? target.slice(1)}`;
  if (target.startsWith('#')) return `#${label ?? target.slice(1)}`;
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0]}`;
  if (target.startsWith('mailto:')) return label ?? target.slice('mailto:'.length);
  // "example.com" is shown for <http://example.com|example.com>; a label with other words is kept beside the address.
  return !label || target.endsWith(label) ? target : `${label} ${target}`;
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Ids of the people whom a message mentions; groups and `@here` count as `group`. */
export function mentionedIn(text: string): { readonly users: readonly string[]; readonly group: boolean } {
  const users = [...text.matchAll(/<@([A-Z0-9]+)(?:\|[^<>]*)?>/g)].map((match) => match[1] ?? '');
  return { users, group: /<!(?:subteam\^|here|channel|everyone)/.test(text) };
}
