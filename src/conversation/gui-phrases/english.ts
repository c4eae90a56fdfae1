import { baseForms, ENGLISH_LEAD } from './english-lead.js';
import { ANY_OF_SCREEN, tagScreenNouns } from './english-nouns.js';
import { beginsWithNoun, clicksCapitalisedName, isOrderForScreen } from './english-orders.js';
import { countPlaceWords, isStatementAboutScreen } from './english-statements.js';
import { BUTTON, DETERMINER, MENTIONS_SCREEN, ON_SCREEN, VERB } from './english-words.js';
import { stripLead } from './lead.js';
import { QUOTED } from './mask.js';
import { atStart, oneOf } from './pattern.js';
import type { Reading } from './reading.js';

/** Imperatives and requests with a place on the screen: "change the font in the Properties panel". */
const VERB_AT_SCREEN = atStart(`[\\w-]+\\b.*?${ON_SCREEN}`);
const BEGINS_WITH_VERB = atStart(`(?:continue |keep |start )?${VERB}\\b`);
const BARE_VERB = atStart(`${VERB}$`);

/** Words in "-ing" that say nothing about somebody doing something. */
const NO_ACTIVITY = oneOf(`
  editing|previewing|using|clicking|dragging|remaining|existing|upcoming|following|opening|closing|ending
  heading|setting|billing|rendering|during|everything|anything|something|nothing|recording|timing|lighting
  pricing|resulting|missing
`);
/** "You can see the painter working on the canvas" is about the picture. */
const SEES_ACTION = atStart(
  `(?:see|find|notice|watch|view|hear|look|spot|listen)\\b.*\\b(?!${NO_ACTIVITY})\\w+ing\\b`,
);
/** "Add a title to the timeline" is what the agent does as well: on its own it asks nobody. */
const AGENTS_WORK = atStart(
  '(?:add|put|place|insert|layer|import|drop|load|bring)\\b.*\\b(?:to|on|onto|into|in) (?:the |your )?(?:\\w+ )?time-?line\\b(?! (?:panel|editor|view))',
);

const SIDE = atStart(
  oneOf(`
    if|when|whenever|now that|once|after|before|as soon as|until|unless|while|since|because|in order to
    in case|should you|whether|so that|to make
    for (?:more|a|better|best|further|finer|full|precise|advanced|example|any)
    to(?= (?!the\\b|an?\\b|your\\b|my\\b|this\\b|that\\b|me\\b)[a-z])|without|instead of|depending on
    by(?= \\w+ing\\b)|with (?:the|your|an?|each|that) [\\w' ]{1,30} (?:selected|open|highlighted|active)
    from(?= there| here| the| your)|in(?= (?:the|your) )
    on(?= (?:the|your|mobile|desktop|a (?:phone|computer|desktop)))|at(?= the )|under|via|using|allowing
    letting|giving|where you|which|as(?= (?:you|needed|desired|shown))
  `),
  '\\b',
);
const SIDE_ON_SCREEN = new RegExp(
  [
    ON_SCREEN,
    `\\b(?:click|tap|press|hit|drag)(?:ing|ged|ed|s|ping|ting)?(?: (?:on|down))? (?:${DETERMINER}\\b|it\\b|${QUOTED}|${BUTTON})`,
    `\\b(?:open|opening|using) ${ANY_OF_SCREEN}`,
  ].join('|'),
);
/** Where the main clause may begin when no comma stands before it: "once you're happy click Export". */
const MAIN_CLAUSE =
  /\b(?:(?:then|just|simply|please|you can|you may|go ahead and) )+|\b(?=(?:(?:double|right)-)?(?:click|tap|press|hit|drag|open|head|use)\b)/g;
/** "if you click", "to open": that verb belongs to the side clause. */
const BELONGS_TO_SIDE = /\b(?:you|you've|you have|to|i|we|and|by|the|a|your)\s*$/;

/** What can be done here. */
const TALK = atStart(
  oneOf(`
    (?:tell|ask|show|give|send|message|ping|text|remind) (?:me|us)\\b|let (?:me|us) know|describe\\b
    (?:say|type|reply|respond|write|answer)(?= (?:here|back|in (?:the |this )?(?:chat|thread)|me|what|which|yes|no|with|${QUOTED})|$)
    share your (?:thoughts|feedback|ideas)|ask\\b|keep (?:chatting|refining)|i(?:'ll| will| can|'d)\\b
  `),
);
const LABEL = atStart(
  oneOf(`
    (?:pro |quick |helpful )?tips?|notes?|hints?|p\\.?s\\.?|next(?: steps?| up)?|what's next|what next
    step \\d+|(?:your |here are (?:your|some) )?options|what you can do(?: \\w+)?|step (?:one|two|three)
    option \\d+|how|how to(?: [\\w ]+)?|here's how(?: to [\\w ]+)?|to (?:\\w+ ?){1,8}|from here
    for (?:\\w+ ?){1,5}|from there|now|then|reminder|important|(?:keyboard )?shortcuts?|instructions?
    (?:the )?following(?: steps)?|follow (?:these|the following)(?: \\w+)? steps
    (?:a )?few (?:\\w+ )?(?:tips|things|options)[\\w ]*
    (?:you can|you may|please|now you can|here(?:'s| is) what you can do)(?: \\w+){0,5}|export|preview|edit
    editing|download|save|upload|share|customi[sz]e|adjust|media|timeline|settings
  `),
  '$',
);
/** Words that introduce somebody's text, at the end of a clause: whatever follows is content. */
export const ENGLISH_INTRODUCES_TEXT = new RegExp(
  `\\b${oneOf(`
    says?|saying|said|reads?|reading|called|named|titled|labell?ed|text|titles?|captions?|subtitles?
    narration|voice-?over|script|lyrics|headline|slogan|tag ?line|cta|call to action|sticker|quote|dialogue
    line|words|wording|prompt|changed|added|renamed|replaced|removed|scenes?|shots?|frames?|acts?|chapter
    intro|outro|opening|closing|ending|hook|storyboard|overlay|copy|banner|card|lower third|label|badge
    message|speech
  `)}(?: (?:now|added|is|text|line|content|\\d+|to|from|here|changed|updated))*$`,
  'i',
);

const OWN_SUBJECT = atStart(
  oneOf(`
    ${oneOf(`
      i|we|he|she|they|it|this|that|these|those|there|here|the|an?|your|my|our|its|their|all|both|each|every
      everything|no(?! to\\b)|not|don't|what|who|how|why|where|which|would|could|should(?! you\\b)|do|does|did|is|are|was|were
      will|can|has|have|had|\\d
    `)}\\b
    [^a-z]*\\bwill\\b
  `),
);
const CONTINUATION = atStart(
  oneOf(`
    ${VERB}\\b|[\\w-]+ing\\b|(?:to|for|with|in|on|from|at|as|by) \\w+|etc|(?:yes|no|ok|cancel) to \\w+|more|much more|so on|even|right
    left|below|above|top|bottom
  `),
);
/** First steps of something that is done on a screen. */
const FIRST_STEP = atStart(
  'select|choose|pick|highlight|hold|hover|type|enter|grab|position|search|find|locate|pause|wait',
);
const CONSEQUENCE = atStart(
  oneOf(`
    (?:it|this|that|they|your|the|you|everything|a)\\b.*(?:\\bwill\\b|'ll\\b)|it'll\\b|you'll\\b|that's it\\b
    you're (?:done|all set|good to go)\\b
  `),
);

/** Reads one English clause; `view` comes from `viewOf`. */
export function readEnglish(view: string): Reading {
  const clause = view.toLowerCase();
  const { rest, asksReader } = stripLead(clause, ENGLISH_LEAD);
  if (rest === '') return { role: 'side', asksReader };
  if (TALK.test(rest)) return { role: 'talk', asksReader };
  if (!asksReader && beginsWithNoun(rest)) return { role: 'content' };

  const by = asksForScreen(rest, asksReader);
  if (by) return { role: 'screen', by, asksReader };
  const tagged = tag(clause);
  if (isStatementAboutScreen(clause, tagged))
    return { role: 'screen', by: 'place', asksReader: true, enumerates: true };
  if (SIDE.test(clause) && !OWN_SUBJECT.test(clause)) return readSide(clause, tagged);
  if (BARE_VERB.test(rest)) return { role: 'continuation', leansOnNext: true, asksReader };
  if (LABEL.test(clause)) return { role: 'label', asksReader };
  if (!asksReader && clicksCapitalisedName(view)) return { role: 'screen', by: 'action' };
  const placeWords = countPlaceWords(tagged);
  if (placeWords > 0) return { role: 'content', placeWords };
  const continues = !asksReader && !OWN_SUBJECT.test(clause) && CONTINUATION.test(rest);
  if (continues && !CONSEQUENCE.test(clause))
    return { role: 'continuation', leansOnNext: FIRST_STEP.test(rest) };
  return { role: 'content', asksReader };
}

/** "and your video will download": what comes of the instruction before it. */
export function isEnglishConsequence(view: string): boolean {
  return CONSEQUENCE.test(view.toLowerCase());
}

/** How a clause without its lead is an instruction for a screen: by its verb, or by a place that it names. */
function asksForScreen(rest: string, asksReader: boolean): Reading['by'] {
  const forms = asksReader ? baseForms(rest) : [rest];
  if (forms.some((form) => isOrderForScreen(form, tag(form)))) return 'action';
  if (!MENTIONS_SCREEN.test(tag(rest)) || !VERB_AT_SCREEN.test(tag(rest)) || SEES_ACTION.test(rest))
    return undefined;
  return asksReader || (BEGINS_WITH_VERB.test(rest) && !AGENTS_WORK.test(rest)) ? 'place' : undefined;
}

function tag(clause: string): string {
  return tagScreenNouns(clause, BARE_VERB);
}

function readSide(clause: string, tagged: string): Reading {
  for (const match of clause.matchAll(MAIN_CLAUSE)) {
    if (match.index === 0) continue;
    if (match[0] === '' && BELONGS_TO_SIDE.test(clause.slice(0, match.index))) continue;
    const { rest } = stripLead(clause.slice(match.index), ENGLISH_LEAD);
    if (asksForScreen(rest, true)) return { role: 'screen', by: 'action', asksReader: true };
  }
  return { role: 'side', onScreen: SIDE_ON_SCREEN.test(tagged) };
}
