/**
 * Text from the backend, from file names and from people is data. This takes out what could deceive a reader:
 * control characters (line feed and tab stay), bidirectional overrides and isolates, zero-width characters other than
 * the joiner that emoji need, and lone surrogates. Escaping markup and mentions is the platform's job.
 */
export function foreignText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
    .replace(/[\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** One line of foreign text, at most `limit` characters (code points): for names and labels. */
export function foreignLine(text: string, limit = 80): string {
  const line = foreignText(text).replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= limit
    ? line
    : `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}
