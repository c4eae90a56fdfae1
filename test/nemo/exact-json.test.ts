import { describe, expect, it } from 'vitest';
import { parseExact, stringifyExact, withoutMark } from '../../src/nemo/exact-json.js';

describe('exact JSON', () => {
  it('keeps integers beyond 2^53, bare and negative, anywhere in the value', () => {
    const body = '{"a":5529798706024415232,"b":[-9007199254740993,{"c":9007199254740993}]}';
    expect(stringifyExact(parseExact(body))).toBe(body);
    const { a } = parseExact(body) as { a: string };
    expect(withoutMark(a)).toBe('5529798706024415232');
  });

  it('leaves everything else as JSON.parse reads it', () => {
    const bodies = [
      '{"safe":9007199254740991,"float":0.12345678901234567890,"exp":1.5e300,"long":12345678901234567890.5}',
      '{"text":"id 5529798706024415232 \\" 5529798706024415232","esc":"\\\\"}',
      '["5529798706024415232", true, null, 1e20, ""]',
      '"5529798706024415232"',
    ];
    for (const body of bodies) expect(parseExact(body)).toEqual(JSON.parse(body));
  });

  it('survives being stored as plain JSON in between', () => {
    const body = '{"t":[{"id":5529798706024415232}]}';
    expect(stringifyExact(JSON.parse(JSON.stringify(parseExact(body))))).toBe(body);
  });

  it('takes long strings without trouble', () => {
    const long = 'x"\\\n1234567890123456789'.repeat(200_000);
    const body = JSON.stringify({ long });
    expect(parseExact(body)).toEqual({ long });
  });

  it('throws on what is no JSON', () => {
    expect(() => parseExact('<html>1234567890123456789</html>')).toThrow(SyntaxError);
    expect(() => parseExact('')).toThrow(SyntaxError);
  });
});
