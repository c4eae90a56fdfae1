import fc from 'fast-check';

/** What people, file names and backends could try: pings, forged links, markup, and what is not seen or turns text. */
const PIECES = [
  '<!channel>',
  '<!here|here>',
  '<!everyone>',
  '<!subteam^S1|@all>',
  '<!date^1392734382^{date}^https://evil.example|now>',
  '<@U1>',
  '<@U1|anna>',
  '<#C1>',
  '@everyone',
  '@here',
  '<@1>',
  '<@!1>',
  '<@&2>',
  '<#3>',
  '</video create:4>',
  '<id:customize>',
  '<t:1>',
  '<a:cat:5>',
  '<https://evil.example|https://good.example>',
  '<https://evil.example|',
  '[https://good.example](https://evil.example)',
  '[good](<https://evil.example> "x")',
  '\\[good](https://evil.example)',
  '[good]\n(https://evil.example)',
  'https://good.example@evil.example/',
  'https://good.example:443@evil.example',
  'https://evil.example/#https://good.example',
  'HTTPS://EVIL.EXAMPLE',
  'https://evil.example\\',
  'https://evil.example/`',
  'https://evil.example/**x**',
  'javascript:alert(1)',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '&lt;!channel&gt;',
  '&amp;',
  '```',
  '`',
  '``',
  '**',
  '__',
  '~~',
  '||',
  '\\',
  '\n> ',
  '\n# ',
  '\n- ',
  '\n-# ',
  '\n1. ',
  '\u001b[31m',
  '\u001b]8;;https://evil.example\u001b\\good\u001b]8;;\u001b\\',
  '\u001b]0;title\u0007',
  '\u009b2J',
  '\u0000',
  '\u0007',
  '\b\b\b\b',
  '\r',
  '\r\n',
  '\u2028',
  '\u0085',
  '\u202e',
  '\u202d',
  '\u2066',
  '\u2067',
  '\u2069',
  '\u061c',
  '\u200b',
  '\u200c',
  '\u200d',
  '\u200e',
  '\u2060',
  '\u00ad',
  '\u034f',
  '\u115f',
  '\u3164',
  '\uffa0',
  '\ufeff',
  '\ufff9',
  '\u{e0041}',
  '\ud83d',
  '\ude00',
  '\udb40',
  '\ufe0f',
  '👩‍👩‍👧',
  '👍🏽',
  '海边.jpg',
  ' ',
  '\n',
  '\t',
] as const;

const longWord = fc
  .record({ piece: fc.constantFrom(...PIECES, 'w'), length: fc.integer({ min: 100, max: 3_000 }) })
  .map(({ piece, length }) => piece.repeat(Math.ceil(length / piece.length)));

/** Any text, mostly made of hostile pieces that meet each other in every way; now and then very long words. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...PIECES) },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
      { weight: 1, arbitrary: fc.webUrl() },
      { weight: 1, arbitrary: longWord },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

/** Matches anything that nobody should ever be shown: controls, directions, what is not seen, half characters. */
export const NEVER_SHOWN =
  /(?!\n|\t|\u200d|\ufe0e|\ufe0f)[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}\u2028\u2029]/u;

/** Every text inside of a value, however deep. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
