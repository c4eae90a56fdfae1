import { concepts } from './concepts.js';
import { either } from './phrases.js';
import { fromItsVerb, type Reading, type Rule, says } from './rule.js';

/** Stop, new project and help. */

const stop = () => ({ kind: 'stop' }) as const;
const startNew = () => ({ kind: 'new' }) as const;
const help = () => ({ kind: 'help' }) as const;
const stopOrAck = ({ context }: Reading) =>
  context.running ? ({ kind: 'stop' } as const) : ({ kind: 'small-talk', mood: 'ack' } as const);

const STOPPABLE = concepts(
  'it work export make upload video version file project all final previous never-mind not ack a done publish deliver',
);

/** "Do not ..." - other than "I did not get it" and "I can not open it". */
const FORBIDS = /^(?:do not|never|no (?:more )?(?:export|download|render))|别|不要|不用|不必|勿|先不|不想/;

function forbids(reading: Reading): boolean {
  return !reading.question && FORBIDS.test(fromItsVerb(reading.text));
}

export const STOP_RULES: readonly Rule[] = [
  {
    needs: [concepts('stop')],
    allows: STOPPABLE,
    // "Do not stop" is the opposite; "no, stop" is not.
    form: ({ text }) => !/\b(?:not|never|earlier|later|before)\b|^(?:when|where|why|does|did)\b/.test(text),
    means: stop,
  },
  { needs: [concepts('never-mind')], allows: STOPPABLE, means: stopOrAck },
  // "Do not export it yet": nothing to do, and certainly no export. Nor is it a stop: what runs may be an edit.
  {
    needs: [concepts('not'), concepts('export deliver deliver-me save publish')],
    allows: concepts(
      'it video version file final done a format resolution quality platform start work make go',
    ),
    form: forbids,
    means: () => ({ kind: 'small-talk', mood: 'ack' }),
  },
  // "Do not go on"
  {
    needs: [concepts('not'), concepts('start work make go not')],
    allows: concepts('it video version file final done a format resolution'),
    form: (reading) => forbids(reading) && !reading.context.openQuestion,
    means: stopOrAck,
  },
];

export const NEW_RULES: readonly Rule[] = [
  {
    needs: [concepts('restart')],
    allows: concepts('project new-project new video with it all a start make work'),
    means: startNew,
  },
  {
    needs: [concepts('new-project')],
    allows: concepts('start make a change with it new previous project all'),
    // "How do I start a new project?" is a question.
    form: (reading) => !says(reading, 'how'),
    means: startNew,
  },
  {
    needs: [concepts('project'), concepts('new a'), concepts('start make new')],
    allows: concepts('with video work'),
    means: startNew,
  },
  {
    needs: [concepts('start'), concepts('new')],
    allows: concepts('a version'),
    form: ({ tokens }) => tokens.length <= 5,
    means: startNew,
  },
  // "Make a new video" is work for the agent; "new video" and "start a new video" open a new project.
  {
    needs: [concepts('video'), concepts('new')],
    allows: concepts('start a work'),
    form: ({ context, text }) =>
      context.attachments.length === 0 && !/\b(?:want|need|like)\b|想|要/.test(text),
    means: startNew,
  },
  {
    needs: [concepts('video'), concepts('start')],
    allows: concepts('a new work'),
    form: ({ context, text }) => context.attachments.length === 0 && /another|different|另/.test(text),
    means: startNew,
  },
];

const WHAT_CAN_BE_MADE = either([
  '^(?:what|which)\\b.*\\b(?:can|could|do) (?:you|i|we) (?:make|create|do|build|generate|edit|produce)\\b',
  '^(?:can|do) you (?:make|create|do|generate|edit|produce) (?:videos|slideshows|reels|movies|films|gifs|clips)$',
]);

export const HELP_RULES: readonly Rule[] = [
  {
    needs: [concepts('help help-me')],
    allows: concepts(
      'it show watch deliver all a more work start with project hand-in video export upload credits trait ack mash skill',
    ),
    // 请帮我制作一个短视频 is an order.
    form: (reading) => !(/制作|生成/.test(reading.text) && says(reading, 'video')),
    means: help,
  },
  // "What kind of videos can you make?", "can you make videos?"
  {
    needs: [concepts('make version'), concepts('video videos filler')],
    allows: concepts('trait it with format a video file'),
    form: ({ text }) => WHAT_CAN_BE_MADE.test(text),
    means: help,
  },
  // "How do I make a video?" asks for an explanation; nothing is made.
  {
    needs: [concepts('how'), concepts('make convert start')],
    allows: concepts('video version material a it file format more project new new-project with work all'),
    form: (reading) =>
      says(reading, 'video', 'material', 'file', 'format', 'project', 'new-project') ||
      reading.tokens.length < 4,
    means: help,
  },
  {
    needs: [concepts('how')],
    form: ({ tokens }) => tokens.every((token) => token.concepts.has('how') || token.concepts.has('filler')),
    means: help,
  },
];
