import { findProfile } from '../profiles.js';
import { concepts } from './concepts.js';
import { fromItsVerb, type Rule } from './rule.js';

/** Which skill profile is meant. */

export const SKILL_RULES: readonly Rule[] = [
  {
    needs: [concepts('skill')],
    allows: concepts('show watch change it a all more new how-many left final with help deliver timeline'),
    means: () => ({ kind: 'skill' }),
  },
];

const CHOOSES =
  /^(?:change|switch|use|select|choose|pick|try|set|load|activate)\b|^(?:切换|换|使用|选择|改用|用)/;
const SKILL = /\bskills?\b|技能/;
/** Names with hyphens, as slugs are written, and the names of the five skills in words. */
const SLUG = /[a-z0-9]+(?:-[a-z0-9]+)+/g;
const SPOKEN_NAME =
  /\b(?:still image to video|(?:best )?image to video(?: converter)? ai(?: free| offline)?|image to ai)\b/;

/**
 * "/skill still-image-to-video", "switch the skill to …", "use the best-image-to-video-ai skill". Undefined
 * when no skill is named. After "/skill" any name is handed on, also one that no skill has: the answer
 * lists those there are.
 */
export function skillByName(text: string): { kind: 'skill'; slug?: string } | undefined {
  const command = /^\/skills?\b\s*(.*)$/.exec(text);
  if (command) return chosen((command[1] ?? '').trim());
  const slug = text.match(SLUG)?.find((name) => findProfile(name));
  if (slug && (text === slug || CHOOSES.test(fromItsVerb(text)))) return { kind: 'skill', slug };
  if (!SKILL.test(text) || !CHOOSES.test(fromItsVerb(text))) return undefined;
  const spoken = SPOKEN_NAME.exec(text)?.[0];
  if (spoken) return chosen(spoken);
  const unknown = /(?:\bskills? (?:to )?|技能(?:到|为|成)?\s*)([a-z0-9]+(?:-[a-z0-9]+)+)$/.exec(text)?.[1];
  return unknown ? chosen(unknown) : undefined;
}

function chosen(name: string): { kind: 'skill'; slug?: string } {
  const slug = name.replace(/[\s_]+/g, '-').replace(/[^a-z0-9-]/g, '');
  return slug === '' ? { kind: 'skill' } : { kind: 'skill', slug };
}
