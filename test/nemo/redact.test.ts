import { describe, expect, it } from 'vitest';
import { redact } from '../../src/nemo/redact.js';

describe('redact', () => {
  it.each([
    ['token nmv_usr_abc-DEF_123 is bad', 'token [redacted] is bad'],
    ['open https://user:pw@web.example/claim?ct=clm_xyz now', 'open https://web.example now'],
    ['see (https://cdn.example/a/b.mp4?X-Signature=abc).', 'see (https://cdn.example'],
    ['GET /api/a?token=abc&b=1 failed', 'GET /api/a failed'],
    ['header Bearer eyJh.bGci-_= refused', 'header Bearer [redacted] refused'],
    ['my own secret operator-token-1', 'my own secret [redacted]'],
    ['two\nlines\tand   spaces', 'two lines and spaces'],
  ])('%s', (text, safe) => {
    expect(redact(text, ['operator-token-1'])).toBe(safe);
  });

  it('is one line of at most 200 characters', () => {
    expect(redact('x'.repeat(1000))).toHaveLength(200);
  });
});
