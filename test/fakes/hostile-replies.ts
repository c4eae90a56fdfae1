import fc from 'fast-check';
import type { Reply } from '../../src/conversation/reply.js';
import { SAMPLE_REPLIES } from '../conformance/sample-replies.js';
import { hostileText } from './hostile-text.js';

/** Replies of every kind in which every word that could come from elsewhere is hostile. */
export const hostileReply: fc.Arbitrary<Reply> = fc
  .record({
    sample: fc.constantFrom(...Object.values(SAMPLE_REPLIES)),
    text: hostileText,
    phase: hostileText,
    example: hostileText,
    link: fc.oneof(hostileText, fc.webUrl()),
    labels: fc.array(hostileText, { maxLength: 8 }),
  })
  .map(({ sample, text, phase, example, link, labels }): Reply => {
    const buttons = labels.map((label) => ({ label, action: { do: 'timeline' } as const }));
    const said = { text, buttons };
    switch (sample.kind) {
      case 'progress':
        return { ...sample, ...said, phase };
      case 'welcome':
        return { ...sample, ...said, examples: [example] };
      case 'video':
        return { ...sample, ...said, link, projectLink: link };
      case 'timeline': {
        const tracks = sample.timeline.tracks.map((track) => ({
          ...track,
          segments: track.segments.map((segment) => ({ ...segment, label: example })),
        }));
        return { ...sample, ...said, timeline: { ...sample.timeline, tracks } };
      }
      default:
        return { ...sample, ...said };
    }
  });
