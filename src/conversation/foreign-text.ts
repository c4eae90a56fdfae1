/**
 * Text from the backend, from file names and from people is data. This takes out what could deceive a reader:
 * control characters (line feed and tab stay), bidirectional overrides and isolates, everything else that is not seen
 * (zero-width characters, fillers, tags), and lone surrogates. Escaping markup and mentions is the platform's job.
 */
export function foreignText(text: string): string {
  return (
    text
      // First, so that no two halves come together when something between them goes.
      .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
      .replace(UNSEEN, '')
      .replace(IDLE_JOINER, '')
  );
}

/**
 * Unicode's characters that are not drawn, those that turn the direction of writing, and annotation marks. What emoji
 * are made of stays: the joiner and the two selectors.
 */
const UNSEEN =
  /(?!\u200d|\ufe0e|\ufe0f)[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff9-\ufffb\p{Noncharacter_Code_Point}]/gu;

/** Anywhere but between two emoji the joiner is one more character that nobody sees. */
const IDLE_JOINER =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;

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

/** The beginning of foreign text: at most `limit` UTF-16 code units, as platforms count, and no half of a character. */
export function foreignStart(text: string, limit: number): string {
  return foreignText(text)
    .slice(0, limit)
    .replace(/[\ud800-\udbff]$/, '');
}
