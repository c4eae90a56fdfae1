import { concepts } from './concepts.js';
import { asks, fromItsVerb, type Reading, type Rule, says } from './rule.js';

/** Credits, timeline and the list of exports: they only look. */

const timeline = () => ({ kind: 'timeline' }) as const;
const credits = () => ({ kind: 'credits' }) as const;
const exportsList = () => ({ kind: 'exports' }) as const;

/** What credits are spent on. */
const PAID_FOR = concepts(
  'video videos version export make convert a material upload all not final file work new format resolution number',
);
const ABOUT_CREDITS = concepts('left how-many more show watch deliver account cost billing free');

/** Nobody begins an edit with these words, whatever follows them. */
const ASKS_FOR_CREDITS =
  /^how (?:many|much) credits?\b|^(?:我|账户|帐户|里|现在|还|一共|总共)*(?:还剩|剩|还有|有|剩余)多少(?:积分|点数|额度|余额)/;

export function asksForCredits(text: string): boolean {
  return ASKS_FOR_CREDITS.test(fromItsVerb(text));
}

export const CREDIT_RULES: readonly Rule[] = [
  {
    needs: [concepts('credits')],
    allows: [...ABOUT_CREDITS, ...concepts('all previous project help')],
    // "Play the credits" and "is the balance right?" are about the video.
    form: ({ text }) =>
      !/\b(?:play|roll|start|run|begin|open)\b|^(?:is|are|can you|could you) (?:the )?balance\b/.test(text),
    means: credits,
  },
  {
    needs: [concepts('credits'), concepts('my'), concepts('looks how-goes')],
    means: credits,
  },
  // "I have no credits left" is about the account; "no credits" is about the end of the film.
  {
    needs: [concepts('credits'), concepts('not'), concepts('left how-many account my')],
    allows: concepts('more a show billing'),
    form: ({ text }) => /\b(?:left|more|enough|remaining|my|account|have)\b|\p{Script=Han}/u.test(text),
    means: credits,
  },
  // "Does an export cost credits?" - but not "can you balance the video?"
  {
    needs: [concepts('credits'), concepts('left how-many cost free more want')],
    allows: [...PAID_FOR, ...ABOUT_CREDITS, ...concepts('it')],
    form: (reading) => asks(reading) && (says(reading, 'how-many', 'cost') || !says(reading, 'it')),
    means: credits,
  },
  {
    needs: [concepts('cost free')],
    allows: [...PAID_FOR, ...ABOUT_CREDITS, ...concepts('it done credits')],
    form: asks,
    means: credits,
  },
  {
    needs: [concepts('billing')],
    allows: [...ABOUT_CREDITS, ...concepts('credits a it help')],
    form: (reading) => says(reading, 'credits', 'account') || reading.tokens.length <= 4,
    means: credits,
  },
  // "How many do I have left?", "how many videos can I still make?"
  {
    needs: [concepts('how-many'), concepts('left make')],
    allows: concepts('video videos more it'),
    form: ({ text }) => /\bleft\b|\bcan (?:i|we)\b|还能/.test(text),
    means: credits,
  },
  {
    needs: [concepts('cost')],
    allows: concepts('it how-many'),
    form: ({ tokens }) => tokens.length <= 2,
    means: credits,
  },
];

/** "How long does it usually take?" */
const ASKS_FOR_TIME =
  /^(?:so |and )?(?:about |roughly )?how (?:long|much time)\b.*\b(?:take|takes|taking|need|wait|until|till)\b/;

export function asksForTime(text: string): boolean {
  return ASKS_FOR_TIME.test(text);
}

const IS_IT = /^still\b|^(?:is|are) (?:it|this|that|you|everything|(?:the|my) \w+)\b/;

/** "Is it ready?", "has the export finished?", "done?" */
export const READY_RULES: readonly Rule[] = [
  {
    needs: [concepts('done')],
    allows: concepts('it video videos version file link export project final all not make work'),
    form: (reading) =>
      /^(?:is|are|has|have|did|when|why|what)\b|什么时候|几时|多久/.test(reading.text) ||
      (reading.question && !says(reading, 'videos')),
    means: timeline,
  },
  // "Is it still rendering?" - but not "is it possible to export?"
  {
    needs: [concepts('export work make')],
    allows: concepts('it video project'),
    form: ({ text }) => IS_IT.test(text) && !/\b(?:to|possible|able)\b/.test(text),
    means: timeline,
  },
];

const LOOKING = concepts('show watch deliver deliver-me hand-in');

export const TIMELINE_RULES: readonly Rule[] = [
  {
    needs: [concepts('status')],
    allows: [
      ...LOOKING,
      ...concepts(
        'video version file project export final it work done all a previous make upload timeline length how-many',
      ),
      ...concepts('where-video more looks how-goes with'),
    ],
    means: timeline,
  },
  {
    needs: [concepts('timeline')],
    allows: [
      ...LOOKING,
      ...concepts('video version project it all parts final how-many length preview file'),
    ],
    means: timeline,
  },
  // "What does the timeline look like?"
  {
    needs: [concepts('timeline'), concepts('looks')],
    allows: concepts('video project it'),
    form: asks,
    means: timeline,
  },
  // "List the scenes", "which photos are in the video?"
  {
    needs: [concepts('parts material'), concepts('show how-many filler')],
    allows: concepts('video timeline it project all version'),
    form: (reading) =>
      /^(?:please |can you )?(?:list|how many|which|what)\b|列|哪些|几|多少/.test(reading.text) ||
      (says(reading, 'show') && !says(reading, 'material')),
    means: timeline,
  },
  // "What does it look like?", "what is the resolution of the video?"
  {
    needs: [concepts('looks resolution quality'), concepts('it video version project final')],
    allows: concepts('file timeline work'),
    form: ({ text }) => /^(?:how|what|which) (?:is|does|do|did|will|are)\b(?!.*\bwork)|什么|多少/.test(text),
    means: timeline,
  },
  {
    needs: [concepts('length')],
    allows: concepts('video version it show project file timeline final how-many export'),
    means: timeline,
  },
  {
    needs: [concepts('preview')],
    allows: [...LOOKING, ...concepts('video timeline it version project file a final looks')],
    means: timeline,
  },
];

/** Weaker than an order for the file: "let me see the video" is one of those. */
export const LOOK_RULES: readonly Rule[] = [
  {
    needs: [concepts('show watch'), concepts('it video version project final watch')],
    allows: concepts('hand-in work'),
    form: ({ context, tokens }) => context.hasDraft && context.attachments.length === 0 && tokens.length <= 6,
    means: timeline,
  },
  {
    needs: [concepts('how-goes')],
    allows: concepts('it video version work project export final'),
    means: (reading) =>
      reading.context.running || says(reading, 'video', 'project', 'work', 'export')
        ? { kind: 'timeline' }
        : { kind: 'small-talk', mood: 'greeting' },
  },
];

const startsAsOrder = ({ text }: Reading) =>
  /^(?:export|download|render|send|give|save|share|get|make|create|generate)\b|^(?:导出|下载|发|输出|做|生成)/.test(
    fromItsVerb(text),
  );

/** Who begins with "send" or "download" wants the file, unless an earlier one is named. */
const wantsList = (reading: Reading) => says(reading, 'previous') || !startsAsOrder(reading);

export const EXPORTS_RULES: readonly Rule[] = [
  {
    needs: [concepts('exports')],
    allows: [
      ...LOOKING,
      ...concepts('all previous video videos version file it link how-many done final my-videos make export'),
    ],
    form: (reading) => wantsList(reading) || !says(reading, 'videos'),
    means: exportsList,
  },
  {
    needs: [concepts('videos'), concepts('show watch previous all my how-many export done')],
    allows: concepts('make deliver file final link project hand-in exports publish'),
    form: (reading) => wantsList(reading) && !/\bcan (?:i|we)\b|还能/.test(reading.text),
    means: exportsList,
  },
  {
    needs: [
      concepts('previous'),
      concepts('video videos file export my-videos version'),
      concepts('show watch deliver deliver-me export where done'),
    ],
    allows: concepts('it all link hand-in final make'),
    form: ({ text }) => !/\b(?:go|back|revert|return)\b/.test(text),
    means: exportsList,
  },
  {
    needs: [concepts('previous'), concepts('video my-videos videos')],
    allows: concepts('all final done make'),
    form: ({ text, context }) => !context.openQuestion && !/\b(?:go|back|to)\b/.test(text),
    means: exportsList,
  },
  { needs: [concepts('my-videos')], allows: concepts('show all how-many exports watch'), means: exportsList },
];
