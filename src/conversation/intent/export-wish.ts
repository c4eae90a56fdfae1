import { meaningOf } from './classify.js';
import type { Clause } from './clauses.js';
import { concepts } from './concepts.js';
import { type Token, tokens } from './lexer.js';
import type { IntentContext } from './meanings.js';
import { QUOTE } from './normalise.js';
import { type ExportOptions, readOptions } from './options.js';
import { either } from './phrases.js';
import { isPlain, means } from './rule.js';
import { withoutTalkAround } from './talk.js';

/** Words to be shown or spoken follow: "subtitle: hello, download now". */
const COLON = /:/;
const SAYS =
  /\b(?:say|says|saying|read|reads|reading|titled|named|called|words?)\b|写|文案|字样|台词|旁白|念/;

/**
 * The export that a message to the agent asks for beside its content ("add a title and export it as mp4"), or
 * undefined. Unsure is undefined: the person can still say "export", but an unasked video is noise.
 */
export function exportWish(all: readonly Clause[], context: IntentContext): ExportOptions | undefined {
  let wish: ExportOptions | undefined;
  let inWords: 'no' | 'list' | 'all' = 'no';
  for (const clause of all) {
    if (clause.joint === 'sentence') inWords = 'no';
    // "A caption that says share and download, then export": the order comes after "then".
    const spoken = inWords === 'all' || (inWords === 'list' && clause.joint !== 'then');
    const found = spoken ? undefined : wishOf(clause, context);
    if (found) wish = { ...found, ...wish };
    if (COLON.test(clause.text)) inWords = 'all';
    else if (inWords === 'no' && SAYS.test(clause.text)) inWords = 'list';
  }
  return wish;
}

function wishOf(clause: Clause, context: IntentContext): ExportOptions | undefined {
  const meaning = meaningOf(clause, { ...context, hasDraft: true, attachments: [], openQuestion: true });
  if (meaning.what === 'order' && meaning.intent.kind === 'export') {
    if (isBareVerb(clause)) return undefined;
    const { format, resolution, unavailable } = meaning.intent;
    return {
      ...(format && { format }),
      ...(resolution && { resolution }),
      ...(unavailable && { unavailable }),
    };
  }
  if (meaning.what !== 'content') return undefined;
  return beginsAsExport(clause.text) ?? endsAsExport(clause.text);
}

/**
 * "..., share and download": a lone verb in a list is rather a word than an order; "... and export" is an
 * order.
 */
function isBareVerb(clause: Clause): boolean {
  if (clause.joint !== 'and' && clause.joint !== 'comma') return false;
  return /^(?:download|share|save|send|publish|下载|保存|分享)$/.test(clause.text);
}

const VERBS = concepts('export deliver-me deliver save');

/** "Export it vertical", "send me the version with captions": an export order with content behind it. */
function beginsAsExport(text: string): ExportOptions | undefined {
  if (text.includes(QUOTE)) return undefined;
  const all = withoutTalkAround(tokens(text));
  const at = all.findIndex((token) => means(token, VERBS));
  const verb = all[at];
  const before = all.slice(0, Math.max(0, at));
  const readsPast = (token: Token) => isPlain(token) || means(token, concepts('it video a go ack'));
  if (!verb || !before.every((token) => readsPast(token) && !token.concepts.has('not'))) return undefined;
  const rest = all.slice(at + 1);
  // "Give the video a title" gives nothing to anybody.
  const hands =
    !/^(?:give|get|show|给)$/.test(verb.text) || /^(?:me|us|it|here|over)$/.test(rest[0]?.text ?? '');
  const isVerb =
    (hands && namesTheVideo(rest)) || (means(verb, concepts('export deliver-me')) && followsTheVerb(rest));
  return isVerb ? readOptions(all.map((token) => token.text)) : undefined;
}

/** What may follow "export" when it is a verb; "export button" is a thing. */
const AFTER_THE_VERB = either([
  '^(?:it|this|that|them|everything|all|both|only|just|twice|no|with|without|but|after|once|when|in|at|as|using|for|to|from)$',
  '^(?:vertical|vertically|horizontal|horizontally|landscape|portrait|square|\\d+:\\d+)$',
  '^(?:和|带|不带|成|为|竖|横|方|时|前|后)',
]);

function followsTheVerb(rest: readonly Token[]): boolean {
  const next = rest[0];
  if (!next) return true;
  // "Export the audio only" is no wish for the video; "export with the logo" is.
  const material = rest.findIndex((token) => token.concepts.has('material'));
  const joins = rest.findIndex((token) => /^(?:with|without|after|带|不带)/.test(token.text));
  if (material >= 0 && (joins < 0 || material < joins)) return false;
  return AFTER_THE_VERB.test(next.text);
}

/** "Send me the vertical version": the video stands near the verb. */
function namesTheVideo(rest: readonly Token[]): boolean {
  const near = rest.slice(0, 5);
  const at = near.findIndex((token) => means(token, concepts('video version file format link')));
  // "The video of the cat" may be one that is still to be made.
  const another =
    /^(?:of|about)$/.test(rest[at + 1]?.text ?? '') &&
    !/^(?:this|these|those|them|it)$/.test(rest[at + 2]?.text ?? '');
  return (
    at >= 0 && !another && near.slice(0, at).every((token) => !means(token, concepts('material not with')))
  );
}

/** 做成视频发给我: Chinese needs no "and". Not 怎么下载下来, which is what a video may be about. */
const CHINESE_TAIL = new RegExp(
  '(?<!怎么|如何|怎样|可以|能|点击|免费|立即|快来|教你|按钮)' +
    '(?:发给我|发我|传给我|发送给我|导出来|下载下来|导出(?:成|为|一个)?(?=mp4|mov|gif|webm|视频|影片|高清|1080|720))' +
    '.{0,12}$',
);

/** 把猫的视频发给我: "the video of the cat" may be one that is still to be made. */
const OF_SOMETHING = /(?:把|将)[^,。]{1,8}的(?:视频|影片|片子)(?!做|改|剪|弄)/;

function endsAsExport(text: string): ExportOptions | undefined {
  const tail = CHINESE_TAIL.exec(text)?.[0];
  if (!tail || text.includes(QUOTE) || OF_SOMETHING.test(text)) return undefined;
  return readOptions(tokens(tail).map((token) => token.text));
}
