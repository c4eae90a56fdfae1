import type { MediaKind } from './kinds.js';

/** How much of a text is looked at. */
const TEXT_BYTES = 2_048;

/**
 * Texts, among them the ones that pretend to be pictures (SVG) and the login pages that arrive instead of a
 * file.
 */
export function sniffText(bytes: Uint8Array): MediaKind | undefined {
  const text = readable(bytes.subarray(0, TEXT_BYTES));
  if (text === undefined) return undefined;
  if (text.slice(0, 1_024).includes('%PDF-')) return 'pdf';
  const start = text
    .replace(/^\ufeff/, '')
    .replace(/^(?:\s+|<!--[\s\S]*?-->)+/, '')
    .toLowerCase();
  if (/^<(?:!doctype\s+html|html|head|body|title|meta|script|style|div|p|h1)\b/.test(start)) return 'html';
  if (/^<(?:svg\b|svg:)/.test(start) || /^<(?:\?xml|!doctype\s+svg)[\s\S]*<(?:\w+:)?svg\b/.test(start))
    return 'svg';
  if (/^<(?:\?xml|!doctype)[\s\S]*<html\b/.test(start)) return 'html';
  if (/^<(?:\?xml|[a-z!])/.test(start)) return 'xml';
  return start === '' && bytes.length === 0 ? undefined : 'text';
}

/** The bytes as text when they are text; a PDF counts although bytes of any kind follow its first line. */
function readable(bytes: Uint8Array): string | undefined {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (/^\s*%PDF-/.test(latin)) return latin;
  if (latin.startsWith('\xff\xfe')) return Buffer.from(bytes.subarray(2)).toString('utf16le');
  if (latin.startsWith('\xfe\xff')) return 'UTF-16, big end first';
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(latin)) return undefined;
  try {
    // `stream` because the last character may be cut.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    // Not UTF-8: only a page or a drawing in an old encoding still counts as text.
    return /^\s*</.test(latin) ? latin : undefined;
  }
}
