/**
 * The three headers that go with every request, uploads, polls and downloads included: without them the backend does
 * not recognise the call as a skill's and refuses exports with 402 (NemoVideo contract §1).
 */
export function attributionHeaders(skill: string, version: string, platform: string): Record<string, string> {
  return {
    'X-Skill-Source': headerValue(skill),
    'X-Skill-Version': headerValue(version),
    'X-Skill-Platform': headerValue(platform) || 'unknown',
  };
}

/** `SKILL_SOURCE`, else by where the program is installed (the skills' own rule), else `unknown`. */
export function detectSkillPlatform(configured: string | undefined, installPath: string): string {
  if (configured) return configured;
  const path = `${installPath.replaceAll('\\', '/')}/`;
  if (path.includes('/.clawhub/')) return 'clawhub';
  return path.includes('/.cursor/skills/') ? 'cursor' : 'unknown';
}

function headerValue(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '').trim();
}
