import type { Activity } from '../../conversation/ports.js';

/** The vendor's own client sorts tools by such substrings (contract §6.1); the first match counts. */
const KINDS: readonly (readonly [RegExp, Activity])[] = [
  [/generate_?(video|clip|image)|seedance|text_?to_?video|image_?to_?video/, 'generating'],
  [/understand|analy[sz]e|analysis|describe/, 'analysing'],
  [/music|audio|voice|suno|speech|tts|sound|bgm/, 'audio'],
  [/edit|draft|multitrack|timeline|track|title|text|subtitle|caption|transition|effect/, 'editing'],
];

/** What kind of work a tool does: for the wording of the card. Names and arguments of tools are never shown. */
export function activityOf(tool: string): Activity {
  const name = tool
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
  return KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? 'working';
}
