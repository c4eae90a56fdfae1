import type { Act } from '../act.js';
import type { SkillProfile } from '../profiles.js';

/**
 * The first reply of a thread: two lines on what it can do and where pictures go, with the profile's examples. The
 * cloud is named as what it is, and the "offline" skill claims nothing that is not so (contract §2).
 */
export async function welcome(act: Act): Promise<void> {
  const { words, profile, language, backend } = act;
  const examples = profile.examples.map((example) => example[language]);
  const { name, elsewhere } = backend.identity;
  const studio = elsewhere ? words.picturesGoToStudio : words.picturesStayHere;
  const place = name === 'studio' ? studio : words.picturesGoToCloud;
  const text = [
    words.welcome(profile.noun[language], skillFormats(profile)),
    place,
    `${words.trySaying} ${words.list(examples.map(words.example))}`,
  ].join('\n');
  await act.sayOnceInThread('welcome', { kind: 'welcome', language, text, examples });
}

/** "JPG, PNG, WEBP, HEIC". */
export function skillFormats(profile: SkillProfile): string {
  return profile.formats.join(', ');
}
