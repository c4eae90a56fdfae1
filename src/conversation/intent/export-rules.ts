import { concepts } from './concepts.js';
import { readOptions } from './options.js';
import { either } from './phrases.js';
import { type Reading, type Rule, says } from './rule.js';

/** Orders for the finished file. */

const asExport = ({ tokens }: Reading) => ({
  kind: 'export' as const,
  ...readOptions(tokens.map((token) => token.text)),
});

/** What an export order may speak of. */
const EXPORTABLE = [
  ...concepts('video version videos my-videos animation file link project it a all final new done'),
  ...concepts('format resolution quality platform with'),
  ...concepts('export deliver deliver-me hand-in save convert watch start go'),
];

/** "A video", "another video": there is none yet. "The video" and "a video file" are the one that was made. */
function wantsANewOne(reading: Reading): boolean {
  if (says(reading, 'file', 'link', 'final', 'my')) return false;
  return reading.tokens.some(
    (token, i) =>
      token.concepts.has('video') &&
      reading.tokens.slice(Math.max(0, i - 3), i).some((before) => before.concepts.has('a')),
  );
}

const DEFINITE = /\b(?:the|my|our|your|this|that|its|final|finished)\b|\p{Script=Han}/u;
const TROUBLE = either([
  '\\b(?:can|could|did|does|is|was|has|have|am) not\\b',
  '(?<!^(?:please )?)\\bdo not\\b',
  '\\bnever (?:got|received)\\b',
  '没|打不开|无法|不能|看不',
]);

/** Stronger than uploads and looking. */
export const WHERE_RULES: readonly Rule[] = [
  // "Where is my video?": while it is being made, that asks how far it is.
  {
    needs: [
      concepts('where-video where'),
      concepts('where-video video version file link it final export export-button'),
    ],
    allows: concepts('done format deliver watch show save'),
    means: (reading) => {
      const asksForFile = says(reading, 'export', 'export-button') || !reading.context.running;
      return asksForFile && reading.context.hasDraft ? asExport(reading) : { kind: 'timeline' };
    },
  },
  {
    needs: [concepts('export-button'), concepts('press filler')],
    allows: concepts('a it press'),
    form: (reading) => says(reading, 'press') || asks(reading.text),
    means: asExport,
  },
  { needs: [concepts('press'), concepts('export')], allows: concepts('it video final'), means: asExport },
];

const asks = (text: string) => /^(?:is there|where|do you have|有没有|有)/.test(text);

export const EXPORT_RULES: readonly Rule[] = [
  // "I did not get the video", "the link does not work": it is handed over again.
  {
    needs: [
      concepts('not'),
      concepts('export deliver watch link save'),
      concepts('export video file link version it final'),
    ],
    allows: concepts('done format work start my-videos'),
    form: (reading) => reading.context.hasDraft && TROUBLE.test(reading.text),
    means: asExport,
  },
  {
    needs: [concepts('broken'), concepts('export link video file')],
    allows: concepts('it final not deliver'),
    form: (reading) =>
      reading.context.hasDraft &&
      (says(reading, 'export', 'link') || /打不开|看不了|放不了|\b(?:open|load|play)/.test(reading.text)),
    means: asExport,
  },
  { needs: [concepts('export')], allows: EXPORTABLE, means: asExport },
  {
    needs: [concepts('export link final file'), concepts('make')],
    allows: EXPORTABLE,
    form: (reading) =>
      reading.context.hasDraft &&
      !wantsANewOne(reading) &&
      (says(reading, 'final', 'link') || !says(reading, 'video')),
    means: asExport,
  },
  {
    needs: [concepts('deliver-me')],
    allows: [...EXPORTABLE, 'watch'],
    form: (reading) => !wantsANewOne(reading) || reading.context.hasDraft,
    means: asExport,
  },
  {
    needs: [
      concepts('deliver save watch'),
      concepts('video version file link final videos my-videos format animation'),
    ],
    allows: EXPORTABLE,
    form: (reading) =>
      !/\byou (?:see|watch|view)\b/.test(reading.text) &&
      (!wantsANewOne(reading) ||
        (reading.context.hasDraft && /\b(?:send|share|save)\b|发/.test(reading.text))),
    means: asExport,
  },
  {
    needs: [concepts('deliver save'), concepts('it all')],
    allows: EXPORTABLE,
    form: ({ context }) => context.attachments.length === 0,
    means: asExport,
  },
  { needs: [concepts('save')], allows: [...EXPORTABLE, 'work'], means: asExport },
  // "The link, please", "发到群里", "final video please"
  { needs: [concepts('link')], allows: EXPORTABLE, form: ({ context }) => context.hasDraft, means: asExport },
  {
    needs: [concepts('deliver publish'), concepts('platform')],
    allows: EXPORTABLE,
    form: ({ context, text }) =>
      context.hasDraft && context.attachments.length === 0 && /\b(?:to|on)\b|到/.test(text),
    means: asExport,
  },
  {
    needs: [concepts('final'), concepts('video file version')],
    allows: concepts('format resolution quality it all platform'),
    form: (reading) => reading.context.hasDraft && !reading.context.openQuestion && !says(reading, 'a'),
    means: asExport,
  },
  // "I need the video": a wish for the one that exists.
  {
    needs: [concepts('want'), concepts('video file version my-videos format link')],
    allows: concepts('it final resolution quality done platform a'),
    form: (reading) =>
      reading.context.hasDraft &&
      reading.context.attachments.length === 0 &&
      (says(reading, 'format') || (DEFINITE.test(reading.text) && !says(reading, 'a'))) &&
      !wantsANewOne(reading),
    means: asExport,
  },
  // "mov please", "as a gif", "make it an mp4": only once there is something to export.
  {
    needs: [concepts('format resolution')],
    allows: concepts('it a video version file quality make convert final with all platform change'),
    form: (reading) =>
      reading.context.hasDraft &&
      !reading.context.openQuestion &&
      reading.context.attachments.length === 0 &&
      !(wantsANewOne(reading) && says(reading, 'make', 'convert')) &&
      !(says(reading, 'change') && !says(reading, 'format')),
    means: asExport,
  },
];
