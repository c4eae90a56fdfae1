import {
  ANY_CONTAINER,
  ANY_CONTROL,
  BUTTON,
  COMBINATION,
  DETERMINER,
  KEY,
  MOVABLE,
  NAMED,
  NOUN_ENDS,
  ON_SCREEN,
  PLACE,
  VERB,
} from './english-words.js';
import { LINK, QUOTED } from './mask.js';
import type { Reading } from './reading.js';

const starts = (pattern: string) => new RegExp(`^(?:${pattern})`);

/** Words before the verb that say nothing about who acts. */
const FILLER = starts(
  "(?:go ahead|and then|and|or|but|so that|so|then|now|next|finally|lastly|firstly|first|secondly|second|third|also|alternatively|otherwise|instead|afterwards|after that|from there|from here|here|anytime|at any time|additionally|in addition|meanwhile|just|simply|easily|directly|quickly|manually|always|either|even|still|again|when ready|if needed|if desired|if you (?:like|want|wish|prefer)|as needed|optionally|great|perfect|awesome|step \\d+|(?:which|that|where)(?= you)|to do (?:so|this|that)|for now|in the meantime|feel like it)(?![\\w'-])[,:]? ?",
);

/** Words that ask the reader to act. */
const ASKING = starts(
  `(?:please|kindly|let's|let us|feel free to|go ahead and|(?:be|make) sure (?:to|you)|don't forget to|do not forget to|remember to|need to|want to|it's time to|you'll(?: then)?(?: be able to| need to| want to)?|you will(?: then)?(?: be able to| need to| want to)?|you'd(?: want to| need to)?|you(?: can| could| may| might| should| must| would| need to| have to| want to| are able to| are free to|'re able to|'re free to|'re welcome to| are welcome to)(?: want to| need to| like to| wish to| be able to| have to)?|all (?:you|that you) (?:need|have) to do(?: now)? is(?: to)?|all that's left(?: to do)? is(?: to)?|the (?:next|last|final|only) (?:step|thing)(?: left)?(?: to do)? is(?: to)?|the (?:easiest|quickest|best|simplest) way(?: to [\\w ]+)? is to|(?:i|we)(?:'d| would)? (?:recommend|suggest|advise)(?: that)?(?: you)?|for you to|users can|one can|try to|why not|how about|try(?= \\w+ing\\b))(?![\\w'-]) ?`,
);

/** "dragging" at the beginning of "I recommend dragging the clip", as the verb it may come from. */
function baseForms(rest: string): string[] {
  const [, stem, doubled = '', tail = ''] = /^((?:[\w-]*?)([a-z])?)ing\b(.*)$/.exec(rest) ?? [];
  if (!stem) return [rest];
  const forms = [stem, `${stem}e`];
  if (doubled !== '' && stem.endsWith(doubled + doubled)) forms.push(stem.slice(0, -1));
  return [rest, ...forms.map((form) => form + tail)];
}

/** A noun, not an instruction: "click sound added", "drag race footage trimmed", "preview clip is ready". */
const NOUN_USE = starts(
  `(?:double-|right-)?(?:click|tap|press|hit|drag|drop|open|preview|play|export|upload|move|scroll|slide|split|cut|zoom|pan|swipe|toggle|switch|check|select|save|download|share|edit|trim|crop|view|watch|use|look|track|set|title|render)(?! (?:on|the|an?|your|it|this|that|them|its)\\b)(?: (?!(?:to|when|if|once|and|or|in|on|at|after|before|until|while|that|which|from|with|for|it|you|the|your|as)\\b)[\\w'&-]+){0,5} (?:(?:has|have|had|was|were|is|are|will be|been|now|successfully|now also)\\b|(?:added|removed|applied|inserted|placed|created|generated|rendered|updated|changed|adjusted|replaced|deleted|trimmed|completed?|finished|ready|done|successful|successfully|failed|set to|starts?|begins?|ends?)(?![\\w-]))`,
);

/** Instructions that need a screen, by their own verb. */
const ACTIONS = [
  // click: of a button by name, of anything with an article, of what is quoted
  `(?:(?:double|right|left|long|single)[- ])?(?:click|tap)(?:ing)?(?: (?:on|in|at|into|inside|over|down|outside|through))*(?: ${DETERMINER}(?! (?:sound|track|noise|effect))\\b| (?:it|them|anywhere|here|below|above|once|twice|again|away)\\b| [+x×…]| ${QUOTED}| ${LINK}| ${BUTTON}| ${ANY_CONTAINER}| ${ANY_CONTROL}| ${KEY}| ${MOVABLE}${NOUN_ENDS}|$)`,
  `(?:(?:now )?(?:playing|showing|displaying|displayed|visible|shown|loaded)) (?:now )?${ON_SCREEN}`,
  `(?:press|hit|push|smash|punch)(?: (?:on|down))?(?: ${ANY_CONTROL}| (?:the )?${QUOTED}| (?:the )?${BUTTON}${NOUN_ENDS}| ${KEY}| (?:the )?(?:play|record) (?:button|icon))`,
  `(?:long-press|press and hold|hold down|hold) (?:the )?(?:left |right )?(?:mouse|ctrl|control|cmd|command|shift|alt|option|space|finger|${DETERMINER} |your )`,
  `(?:use|try) (?:the )?${COMBINATION}`,
  `(?:use|via|with) (?:(?:your|the|a) )?(?:mouse|trackpad|cursor|scroll wheel|mouse wheel|keyboard(?: shortcuts?)?|hot ?keys?|drag[- ]and[- ]drop|arrow keys|space ?bar)\\b`,
  `(?:hover|mouse)(?: your (?:mouse|cursor))? over `,
  // drag
  `(?:click and )?drag(?:(?: and |-and-| & | ?/ ?)drop)?(?: ${DETERMINER}\\b| (?:it|them|here)\\b| ${QUOTED}| ${MOVABLE}\\b| from | to |$)`,
  `drop (?:${DETERMINER} |more |new |in )*(?:it|them|${MOVABLE}|${QUOTED})(?: (?:${QUOTED}|from [\\w ]+))? (?:right |straight |directly )?(?:in|into|on|onto|to|here|there|over|at|anywhere)\\b`,
  `(?:move|slide|shift|pull|push|put|place|position|bring|snap|nudge) (?:${DETERMINER} )?[\\w' ${QUOTED}-]{1,40}? (?:to|onto|on|into|in|along|across|up to|down to|over) (?:(?:the |a |an )?(?:(?:\\w+ )?track(?: \\d+)?|track ${QUOTED}|(?:\\w+ )?layer)|${PLACE}|${NAMED})${NOUN_ENDS}`,
  `(?:nudge|bump|move|drag|slide|scrub|adjust|use|grab|pull|turn|tweak|set|change|toggle|flip|edit|resize|hide|show|lower|raise) (?:${DETERMINER} )?(?:[\\w-]+ ){0,3}?(?:sliders?|playhead|scrubber|(?:trim |resize |corner |edge )?handles?|knobs?|toggles?|check ?box(?:es)?|scroll ?bar|seek bar|keyframes?)${NOUN_ENDS}`,
  `scrub(?:bing)?(?: (?:through|along|across|over))? (?:${PLACE}|${DETERMINER} )`,
  `(?:re-?arrange|arrange|re-?order|re-?organi[sz]e|sort) (?:the |your |these |any |all )?(?:\\w+ )?(?:clips?|segments?|tracks?|layers?|scenes?|photos?|images?)${NOUN_ENDS}`,
  // open, go to
  `(?:open|close|expand|collapse|launch|bring up|pull up|minimi[sz]e|maximi[sz]e|show|hide|unhide|dock)(?: up)? (?:${ANY_CONTAINER}|${NAMED}|${PLACE}|${QUOTED}$)`,
  `(?:go|head|navigate|jump|switch|scroll|return|proceed|swipe|hop|pop|continue)(?: (?:back|over|up|down|straight|directly|ahead|on))* (?:to|into|in|through|over to) (?:${ANY_CONTAINER}|${NAMED}|${PLACE}|${ANY_CONTROL}|${QUOTED}$|[\\w ]+ (?:>|→|»|->) )`,
  `(?:go|head)(?: (?:back|over|up))* to (?:(?:the |your )?(?:website|web site|browser|home ?page|app)|${LINK})${NOUN_ENDS}`,
  `(?:visit|access|enter|reach|find|locate|look (?:in|at|for|under|through)|check(?: out)?|see|view|use|try(?: out)?|explore|browse(?: through)?|consult|refer to|monitor|track|inspect|review|search|take a (?:quick |closer )?look (?:in|at)|have a (?:quick |closer )?look (?:in|at)|check in|be using|get to|hit up|click through) (?:${NAMED}|${PLACE.replace('|menu|', '|')})`,
  `(?:use|find|look for|locate|select|choose|pick|see|notice|spot) (?:the |an? |your )?(?:${NAMED}|(?:${QUOTED} |[\\w-]+ )?(?:button|icon|slider|drop-?down|checkbox|toggle|toolbar|sidebar)${NOUN_ENDS})`,
  `(?:go to |use |open |select |choose |via |under |from )?(?:the )?(?:file|edit|view|settings?|account|project|menu|media|tools?|help|window|export|share|profile|${QUOTED})(?: menu)? ?(?:>|→|»|➜|›|->|⟶) ?[\\w${QUOTED}]`,
  // watch
  `(?:preview|re-?watch|play)(?: back)? (?:it|them|this|that|everything|(?:the|your|this|each)(?: [\\w'-]+){0,4}?(?: (?:video|clips?|result|results|changes?|edits?|draft|cut|version|preview|timeline|project|sequence|movie|film|animation|scene|montage|slideshow|output|creation|work|footage|update|updates|final))?)(?: back| now| here| first)?(?:$|[,;.!?]| (?:in|on|at|to|before|and|or|using|with|from|inside|via|anytime|whenever|once|now|right|here|first|again|directly|when|if|for|until|by)\\b)`,
  `(?:preview|play back)(?: now| here| first| again| anytime)?$|preview (?:in|on|using|via|before) `,
  // selecting things on a canvas
  `(?:select|click|highlight|pick|grab|activate)(?:ing)? (?:the |your |a |an |any |that |each )(?:[\\w'${QUOTED}-]+ ){0,3}?(?:clips?|layers?|tracks?|segments?|text box|element|object|bounding box|frame handle)${NOUN_ENDS}`,
  // the browser
  `(?:refresh|reload)(?: (?:the|your|this))?(?: (?:page|browser|tab|app|window|editor|site|project|workspace|timeline))?$`,
  `(?:refresh|reload) (?:the|your|this) (?:page|browser|tab|app|window|editor|site|project|workspace|timeline)\\b`,
  `scroll (?:up|down|left|right|to|through|until)\\b`,
  `(?:try|use) (?:a |an |another )?(?:different |other |new |private )?(?:browser|tab|window)\\b`,
  `(?:see|check|use|look at|find) (?:the|your) (?:panel|tab|menu|sidebar|window|buttons?) (?:on|at|to|in) the (?:left|right|top|bottom|upper|lower)`,
  `look (?:at|to) the (?:top|bottom|left|right|upper|lower)[\\w -]*? of (?:the|your) (?:screen|page|window|editor)`,
  `(?:check|tick|uncheck|untick) (?:the|this|that) (?:\\w+ )?box(?:es)?\\b`,
  `(?:keep|leave) (?:this|the|your) (?:browser |editor )?(?:tab|window|page|browser|editor) open`,
  `(?:don't|do not|never|avoid|without) (?:clos(?:e|ing)|refresh(?:ing)?|reload(?:ing)?|leav(?:e|ing)) (?:this|the|your) (?:tab|window|page|browser|editor|app)\\b`,
  `(?:come|go|switch|return)(?: back)? to (?:this|the) (?:browser |editor )?(?:tab|page|window)\\b`,
  `allow pop-?ups`,
  `(?:see|notice|spot|find|watch|wait for|wait until) (?:a|the) (?:loading|progress|status|render) (?:bar|indicator|spinner)\\b`,
  `(?:log|sign) ?(?:in|out|into)(?: (?:to|of|into|at|on|with)\\b| again|$)`,
  `(?:enter|exit|toggle|switch to|use|go) full ?-?screen\\b`,
  // account
  `(?:check|visit|see|view|open|manage|update|review|go to|look at|monitor) (?:the |your )(?:nemo(?:video)? )?(?:account|billing|dashboard|subscription|profile|usage)(?: (?:page|settings|details|section|history|dashboard|information|status|tab))?${NOUN_ENDS}`,
].map(starts);

/** Imperatives and requests with a place on the screen: "change the font in the Properties panel". */
const VERB_AT_SCREEN = new RegExp(`^[\\w-]+\\b.*?${ON_SCREEN}`);
/** "You can see the painter working on the canvas" is about the picture. */
const SEES_ACTION =
  /^(?:see|find|notice|watch|view|hear|look|spot|listen)\b(?:.*\b(?!editing|previewing|using|clicking|dragging|remaining|existing|upcoming|following|opening|closing|ending|heading|setting|billing|rendering|during|everything|anything|something|nothing|recording|timing|lighting|pricing|resulting|missing)\w+ing\b)/;
/** "Add a title to the timeline" is what the agent does as well: on its own it asks nobody. */
const AGENTS_WORK =
  /^(?:add|put|place|insert|layer|import|drop|load|bring)\b.*\b(?:to|on|onto|into|in) (?:the |your )?(?:\w+ )?time-?line\b(?! (?:panel|editor|view))/;

const PASSIVE = new RegExp(
  `^[^,;]*?\\b(?:can|may|could|should|must) (?:now |also |then |easily |always |simply |still )*be \\w+.*${ON_SCREEN}`,
);
const SCREEN_AS_SUBJECT = new RegExp(
  `^(?:the |your )?(?:${QUOTED}|export|download|save|share|upload|media|assets?|properties|property|audio|effects?|text|time-?line|preview|settings|layers?|inspector|editor|editing|play|undo|elements|stickers|filters|account|billing|generate) (?:panel|tab|sidebar|toolbar|window|menu|button|icon|dialog|page)s?(?: (?:now|also|always|then|on the (?:left|right)))* (?:(?:is|are|sits|lives|can be found|will be|appears)(?: (?:now|also|just|always))? (?:located|found|visible|available|enabled|active|in|on|at|near|under|to|next|above|below|right)\\b(?! \\d)|(?:lets|let|allows|allow|enables|shows|show|displays|display|contains|contain|opens|gives|has|will|should|can)\\b)`,
);
const THERE_IS = new RegExp(`^there(?:'s| is| are| should be) (?:also )?${NAMED}`);
const GERUND_SUBJECT = starts(
  `(?:(?:double-|right-)?clicking|tapping|pressing|hitting|dragging|hovering over|scrubbing)(?: (?:on|down))?(?: ${DETERMINER}\\b| (?:it|here)\\b| ${QUOTED}| ${BUTTON}| ${KEY}).*\\b(?:will|lets?|allows?|opens?|saves?|starts?|takes?|gives?|changes?|exports?|downloads?|shows?|moves?|trims?|plays?)\\b`,
);
const ASIDE =
  '(?: (?:on|at|in) the (?:left|right|top|bottom|lower|upper)[\\w -]*)?(?: (?:now|once|when|after|soon|as soon as|right away)\\b.*)?';
const ITS_SUBJECT =
  '(?:it|this|that|they|everything|all of (?:it|this)|your [\\w ]{1,40}?|the [\\w ]{1,40}?)';
const IS = "(?:'s|'ll be| is| are| was| were| will be| should be| can be)(?: (?:now|also|all|already))?";
/** "Your video is in the Media panel", "it will appear in the player"; on the timeline things are as content, too. */
const IS_ON_SCREEN = [
  `^${ITS_SUBJECT}${IS} (?:located|found|viewable|accessible|waiting|listed|shown|displayed|visible|highlighted)(?: for you)? ${ON_SCREEN}${ASIDE}$`,
  `^${ITS_SUBJECT}(?:${IS}|(?: will| should| now)? (?:appears?|shows? up|plays?|opens?))(?! (?:on|in|to) (?:the |your )?(?:\\w+ )?(?:time-?line|canvas|storyboard)\\b(?! panel| view)) ${ON_SCREEN}${ASIDE}$`,
].map((pattern) => new RegExp(pattern));

/** Sentences of content that end with a place on the screen: the news stays, the place goes. */
const NEWS_WITH_PLACE = new RegExp(
  `\\b(?:available|visible|ready|shown|displayed|saved|updated|reflected)(?: now| there)?(?<place>(?: (?:to|for|to be|for you to)(?: (?:preview\\w*|view\\w*|watch\\w*|review\\w*|see|seen|play\\w*|export\\w*|download\\w*|shared?|sharing|saved?|edit\\w*|adjust\\w*|use)(?: it| them)?)?(?: (?:and|or) \\w+)?)? ?${ON_SCREEN}.*)$`,
);

const SIDE = starts(
  `(?:if|when|whenever|once|after|before|as soon as|until|unless|while|since|because|in order to|in case|should you|whether|so that|to make|for (?:more|a|better|best|further|finer|full|precise|advanced|example|any)|to(?= ${VERB}\\b)|without|instead of|depending on|by(?= \\w+ing\\b)|with (?:the|your|a|an|each|that) [\\w' ]{1,30} (?:selected|open|highlighted|active)|from(?= there| here| the| your)|in(?= (?:the|your) )|on(?= (?:the|your) )|at(?= the )|under|via|using|allowing|letting|giving|where you|which|as(?= (?:you|needed|desired|shown)))\\b`,
);
const SIDE_ON_SCREEN = new RegExp(
  `(?:${ON_SCREEN})|\\b(?:click|tap|press|hit|drag)(?:ing|ged|ed|s|ping|ping|ting)?(?: (?:on|down))? (?:${DETERMINER}\\b|it\\b|${QUOTED}|${BUTTON})|\\b(?:open|using)(?:ing)? (?:${NAMED}|${PLACE})`,
);
/** "Once you're happy click Export": the main clause follows without a comma. */
const MAIN_CLAUSE =
  /\b(?:(?:then|just|simply|please|you can|you may|go ahead and) )+|\b(?=(?:(?:double|right)-)?(?:click|tap|press|hit|drag|open|head|use)\b)/g;

const TALK = starts(
  `(?:(?:tell|ask|show|give|send|message|ping|text|remind) (?:me|us)\\b|let (?:me|us) know|(?:say|type|reply|respond|write|answer)(?= (?:here|back|in (?:the |this )?(?:chat|thread)|me|what|which|yes|no|with|${QUOTED})|$)|describe |share your (?:thoughts|feedback|ideas)|(?:just )?ask\\b|keep (?:chatting|refining)|i(?:'ll| will| can|'d)\\b)`,
);
const LABEL = starts(
  `(?:(?:pro |quick |helpful )?tips?|notes?|hints?|p\\.?s\\.?|next(?: steps?| up)?|what's next|what next|step \\d+|step (?:one|two|three)|option \\d+|options|how|how to(?: [\\w ]+)?|here's how(?: to [\\w ]+)?|to (?:\\w+ ?){1,8}|for (?:\\w+ ?){1,5}|from here|from there|now|then|reminder|important|shortcuts?|instructions?|(?:the )?following(?: steps)?|follow (?:these|the following)(?: \\w+)? steps|(?:you can|you may|please|now you can|here(?:'s| is) what you can do)(?: \\w+){0,5}|export|preview|edit|editing|download|save|upload|share|customi[sz]e|adjust|media|timeline|settings|(?:a )?few (?:\\w+ )?(?:tips|things|options)[\\w ]*)$`,
);
/** Words that introduce somebody's text: whatever follows is content. */
export const ENGLISH_INTRODUCES_TEXT =
  /\b(?:says?|saying|said|reads?|reading|called|named|titled|labell?ed|text|titles?|captions?|subtitles?|narration|voice-?over|script|lyrics|headline|slogan|tag ?line|cta|call to action|sticker|quote|dialogue|line|words|wording|prompt|changed|added|renamed|replaced|removed)(?: (?:now|added|is|text|line|content|\d+|to|from|here|changed|updated))*$/i;

const OWN_SUBJECT =
  /^(?:i|we|he|she|they|it|this|that|these|those|there|here|the|an?|your|my|our|its|their|all|both|each|every|everything|no|not|don't|what|who|how|why|where|which|would|could|should|do|does|did|is|are|was|were|will|can|has|have|had|\d)\b|^[^a-z]*\bwill\b/;
const CONTINUATION = new RegExp(
  `^(?:${VERB}\\b|[\\w-]+ing\\b|to \\w+|for \\w+|with \\w+|in \\w+|on \\w+|from \\w+|at \\w+|as \\w+|by \\w+|etc|more|much more|so on|even|right|left|below|above|top|bottom)`,
);
const BARE_VERB = new RegExp(`^${VERB}$`);
/** First steps of something that is done on a screen. */
const FIRST_STEP =
  /^(?:select|choose|pick|highlight|hold|hover|type|enter|grab|position|search|find|locate|pause|wait)\b/;
const BEGINS_WITH_VERB = new RegExp(`^(?:continue |keep |start )?${VERB}\\b`);
/** "click Export and your video will download": what comes of the instruction goes with it. */
const CONSEQUENCE =
  /^(?:(?:it|this|that|they|your|the|you|everything|a)\b.*(?:\bwill\b|'ll\b)|it'll\b|you'll\b|that's it\b|you're (?:done|all set|good to go)\b)/;

/** Reads one English clause; `view` comes from `viewOf`. */
export function readEnglish(view: string): Reading {
  const lower = view.toLowerCase();
  const { rest, asksReader } = stripLead(lower);
  if (rest === '') return { role: 'side', asksReader };
  if (TALK.test(rest)) return { role: 'talk', asksReader };
  if (!asksReader && NOUN_USE.test(rest)) return { role: 'content' };

  const by = screenPattern(rest, asksReader);
  if (by) return { role: 'screen', by, asksReader };
  if (isAboutScreen(lower)) return { role: 'screen', by: 'place', asksReader: true };
  if (SIDE.test(lower) && !OWN_SUBJECT.test(lower)) return readSide(lower);
  if (BARE_VERB.test(rest)) return { role: 'continuation', leansOnNext: true, asksReader };
  if (LABEL.test(lower)) return { role: 'label', asksReader };
  if (!asksReader && isCapitalisedButton(view)) return { role: 'screen', by: 'action' };
  const placeWords = placeAtTheEnd(lower);
  if (placeWords > 0) return { role: 'content', placeWords };
  if (CONSEQUENCE.test(lower)) return { role: 'content', asksReader };
  if (!asksReader && !OWN_SUBJECT.test(lower) && CONTINUATION.test(rest)) {
    return { role: 'continuation', leansOnNext: FIRST_STEP.test(rest) };
  }
  return { role: 'content', asksReader };
}

/** True for "it will be saved": the consequence of an instruction that stands before it. */
export function isEnglishConsequence(view: string): boolean {
  return CONSEQUENCE.test(view.toLowerCase());
}

function stripLead(lower: string): { rest: string; asksReader: boolean } {
  let rest = lower;
  let asksReader = false;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(FILLER, '');
    const asked = rest.replace(ASKING, '');
    if (asked !== rest) asksReader = true;
    rest = asked;
  }
  return { rest, asksReader };
}

function screenPattern(rest: string, asksReader: boolean): 'action' | 'place' | undefined {
  const forms = asksReader ? baseForms(rest) : [rest];
  if (forms.some((form) => ACTIONS.some((action) => action.test(form)))) return 'action';
  if (!VERB_AT_SCREEN.test(rest) || SEES_ACTION.test(rest)) return undefined;
  const isAsked = asksReader || (BEGINS_WITH_VERB.test(rest) && !AGENTS_WORK.test(rest));
  return isAsked ? 'place' : undefined;
}

function isAboutScreen(lower: string): boolean {
  return (
    PASSIVE.test(lower) ||
    SCREEN_AS_SUBJECT.test(lower) ||
    THERE_IS.test(lower) ||
    GERUND_SUBJECT.test(lower) ||
    IS_ON_SCREEN.some((pattern) => pattern.test(lower))
  );
}

function readSide(lower: string): Reading {
  for (const match of lower.matchAll(MAIN_CLAUSE)) {
    if (match.index === 0) continue;
    const before = lower.slice(0, match.index);
    // "if you click", "to open": still the side clause itself.
    if (/\b(?:you|you've|you have|to|i|we|and|by|the|a|your)\s*$/.test(before) && match[0] === '') continue;
    const { rest } = stripLead(lower.slice(match.index));
    if (screenPattern(rest, true)) return { role: 'screen', by: 'action', asksReader: true };
  }
  return { role: 'side', onScreen: SIDE_ON_SCREEN.test(lower) };
}

/** "Click Publish Now": a name with a capital after the verb is a button, unless it is a heading of something else. */
function isCapitalisedButton(view: string): boolean {
  return /^(?:(?:Double|Right)-?)?(?:[Cc]lick|[Tt]ap|[Hh]it|[Pp]ress)(?: on)? [A-Z][\w&-]*(?: [A-Z][\w&-]*){0,3}(?:$| (?:to|in|at|on|when|once|if|and|or|button|again|now)\b)/.test(
    view,
  );
}

function placeAtTheEnd(lower: string): number {
  const place = NEWS_WITH_PLACE.exec(lower)?.groups?.place ?? '';
  return place.trim() === '' ? 0 : place.trim().split(' ').length;
}
