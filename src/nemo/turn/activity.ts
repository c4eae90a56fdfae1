import type { Activity } from '../../conversation/ports/video-backend.js';

/** The vendor's own client sorts tools by such substrings (contract §6.1); the first match counts. */
const KINDS: readonly (readonly [RegExp, Activity])[] = [
  [
    /generate[\s_-]*(video|clip|image)|seedance|text[\s_-]*to[\s_-]*video|image[\s_-]*to[\s_-]*video/i,
    'generating',
  ],
  [/understand|analy[sz]e|analysis|describe/i, 'analysing'],
  [/music|audio|voice|suno|speech|tts|sound|bgm/i, 'audio'],
  [/edit|draft|multitrack|timeline|track|title|text|subtitle|caption|transition|effect/i, 'editing'],
];

/** What kind of work a tool does: for the wording of the card. Names and arguments of tools are never shown. */
export function activityOf(tool: string): Activity {
  for (const [pattern, activity] of KINDS) if (pattern.test(tool)) return activity;
  return 'working';
}
