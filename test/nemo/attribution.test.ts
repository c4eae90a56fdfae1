import { describe, expect, it } from 'vitest';
import { attributionHeaders, detectSkillPlatform } from '../../src/nemo/attribution.js';

describe('attribution', () => {
  it.each([
    [undefined, '/home/a/.clawhub/skills/bot/dist', 'clawhub'],
    [undefined, 'C:\\Users\\a\\.cursor\\skills\\bot', 'cursor'],
    [undefined, '/home/a/.cursor/other', 'unknown'],
    [undefined, '/srv/clawhub/bot', 'unknown'],
    ['github', '/home/a/.clawhub/bot', 'github'],
  ])('platform of %s in %s is %s', (configured, path, platform) => {
    expect(detectSkillPlatform(configured, path)).toBe(platform);
  });

  it('never makes a header that HTTP refuses', () => {
    expect(attributionHeaders('image-to-ai', '1.0.0', '图片\r\n')).toEqual({
      'X-Skill-Source': 'image-to-ai',
      'X-Skill-Version': '1.0.0',
      'X-Skill-Platform': 'unknown',
    });
  });
});
