/** A piece of text, and the address it leads to when it is one. */
export interface TextPiece {
  readonly text: string;
  readonly url?: string;
}

/** Brackets of markup and Chinese punctuation end an address as a space does. */
const ADDRESS = /https?:\/\/[^\s<>|[\]{}"'`，。；！？、（）【】《》“”‘’]+/g;
const TRAILING = /[.,;:!?)]+$/;

/**
 * Splits text at its addresses. An address is always shown as it is, so no link can pretend to lead elsewhere.
 * Punctuation at its end belongs to the sentence; a bracket that was opened inside the address stays.
 */
export function linkify(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTrailing(match[0]);
    if (!isHonest(address)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: address, url: address });
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** `https://bank.example@evil.example` reads like one host and leads to another. */
function isHonest(address: string): boolean {
  return URL.canParse(address) && new URL(address).username === '';
}

function withoutTrailing(address: string): string {
  const trailing = TRAILING.exec(address)?.[0] ?? '';
  if (trailing.startsWith(')') && address.slice(0, -trailing.length).includes('(')) {
    return address.slice(0, address.length - trailing.length + 1);
  }
  return trailing ? address.slice(0, -trailing.length) : address;
}
