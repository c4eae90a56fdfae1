import type { Reply, ReplyKind } from '../../src/conversation/reply.js';

/** One reply of every kind, with a text that no other sample shares. */
export const SAMPLE_REPLIES: { readonly [K in ReplyKind]: Extract<Reply, { kind: K }> } = {
  text: { kind: 'text', language: 'en', text: 'Added a fade between the second and the third picture.' },
  welcome: {
    kind: 'welcome',
    language: 'en',
    text: 'Send me pictures and tell me what you need.\nPictures stay on this computer.',
    examples: ['turn these images into a short video with transitions and background music'],
    buttons: [
      {
        label: 'Turn these images into a short video',
        action: { do: 'example', index: 0 },
      },
    ],
  },
  progress: {
    kind: 'progress',
    language: 'en',
    text: 'Uploading 2 of 3 (12 s)',
    state: 'running',
    phase: 'Uploading 2 of 3',
    percent: 40,
    startedAt: 1_700_000_000_000,
    buttons: [{ label: 'Stop', action: { do: 'stop' }, style: 'danger' }],
  },
  note: { kind: 'note', language: 'en', text: '⏳ Still working... (2 min)' },
  timeline: {
    kind: 'timeline',
    language: 'en',
    text: 'Timeline (2 tracks): 1. Video: beach.jpg (0-3s) 2. BGM: Lo-fi (0-3s, 35%)',
    timeline: {
      seconds: 3,
      tracks: [
        { kind: 'video', type: 0, segments: [{ label: 'beach.jpg', startSeconds: 0, endSeconds: 3 }] },
        {
          kind: 'audio',
          type: 1,
          segments: [{ label: 'Lo-fi', startSeconds: 0, endSeconds: 3, volumePercent: 35 }],
        },
      ],
    },
  },
  credits: {
    kind: 'credits',
    language: 'en',
    text: '92 credits available, 8 reserved, 100 in total.',
    available: 92,
    frozen: 8,
    total: 100,
  },
  question: {
    kind: 'question',
    language: 'en',
    text: 'Which mood should the music have?',
    buttons: [
      { label: 'Calm', action: { do: 'answer', asked: 'q1', question: 0, option: 0 } },
      { label: 'Upbeat', action: { do: 'answer', asked: 'q1', question: 0, option: 1 } },
    ],
  },
  video: {
    kind: 'video',
    language: 'en',
    text: 'Your video is ready (9 s, 1080p).\nhttps://videos.example.com/v/1.mp4',
    link: 'https://videos.example.com/v/1.mp4',
    buttons: [{ label: 'Timeline', action: { do: 'timeline' } }],
  },
  failure: {
    kind: 'failure',
    language: 'en',
    code: 'backend-unavailable',
    text: 'The video service does not answer. Try again in a minute.',
    buttons: [{ label: 'Try again', action: { do: 'retry', request: 'r1' }, style: 'primary' }],
  },
};

/** A plain text reply. */
export function textReply(text: string): Reply {
  return { kind: 'text', language: 'en', text };
}
