import { concepts } from './concepts.js';
import { asks, type Reading, type Rule, says } from './rule.js';

/** How and what to upload, and files that are handed in without a word about what to do with them. */

const upload = () => ({ kind: 'upload' }) as const;

const FILES = [
  ...concepts('material file video version project it a all more how-many number'),
  ...concepts('accepts trait quality format hand-in show start new with'),
];

/**
 * "Upload it to YouTube" and "can you upload the video here" are about the finished video; "upload from my
 * phone" and "can I upload a video" are not.
 */
function goesOut(reading: Reading): boolean {
  if (!says(reading, 'video', 'version', 'it', 'final') || reading.context.attachments.length > 0)
    return false;
  const toPlatform =
    says(reading, 'platform') &&
    !says(reading, 'how', 'material') &&
    /\b(?:to|onto|on)\b|到/.test(reading.text);
  const asksUs = /\b(?:can|could|would|will) you\b|你(?:能|可以)/.test(reading.text);
  return toPlatform || (asksUs && says(reading, 'video', 'version', 'it', 'final'));
}

export const UPLOAD_RULES: readonly Rule[] = [
  {
    needs: [concepts('upload')],
    allows: [...FILES, ...concepts('platform account left help')],
    form: (reading) => !goesOut(reading),
    means: upload,
  },
  {
    needs: [concepts('hand-in'), concepts('material file hand-in')],
    allows: concepts('it all a more done upload how-many video final number'),
    form: ({ context }) => !context.openQuestion,
    means: upload,
  },
  {
    needs: [concepts('accepts')],
    allows: concepts(
      'trait material file upload quality video videos how-many it deliver format hand-in length',
    ),
    means: upload,
  },
  {
    needs: [concepts('trait'), concepts('material file quality format hand-in')],
    allows: concepts('accepts how-many it a video deliver all with'),
    form: (reading) =>
      asks(reading) &&
      !/^(?:can|could|would|will) you (?!take|accept|handle|support|read|work)|^(?:能|可以)/.test(
        reading.text,
      ),
    means: upload,
  },
  // 最大支持多大
  {
    needs: [concepts('trait')],
    allows: concepts('how-many'),
    form: (reading) =>
      asks(reading) && reading.tokens.filter((token) => token.concepts.has('trait')).length > 1,
    means: upload,
  },
  // Bare "my photos" with the photos, or nothing but the address of one.
  {
    needs: [concepts('material')],
    allows: concepts('it all how-many more new number'),
    form: ({ context, text }) =>
      !context.openQuestion && (context.attachments.length > 0 || !context.hasMedia || /https?:/.test(text)),
    means: upload,
  },
];

/** The finished video shall go somewhere: the export is what we can do for that. */
export const PUBLISH_RULES: readonly Rule[] = [
  {
    needs: [concepts('publish upload'), concepts('platform filler')],
    allows: concepts('done quality format resolution deliver export all link video version it file final'),
    form: (reading) =>
      goesOut(reading) ||
      (says(reading, 'platform') &&
        !says(reading, 'upload') &&
        /\b(?:to|onto|on|for)\b|到|在/.test(reading.text)),
    means: () => ({ kind: 'export' }),
  },
];
