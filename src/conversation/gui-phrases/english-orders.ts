import { ANY_CONTAINER, ANY_CONTROL, PLACE } from './english-nouns.js';
import {
  BUTTON,
  COMBINATION,
  DETERMINER,
  EDGE,
  KEY,
  MOVABLE,
  NOUN_ENDS,
  ON_SCREEN,
} from './english-words.js';
import { LINK, QUOTED } from './mask.js';
import { atStart, oneOf, type Pattern, startingWith } from './pattern.js';

/** A verb (or several) and one of the things that make it an instruction for a screen. */
function order(verbs: string, ...objects: string[]): Pattern {
  return startingWith(oneOf(verbs), objects);
}

const CLICKS = [
  // A button by name, anything with an article, what is quoted.
  order(
    '(?:(?:double|right|left|long|single)[- ])?(?:click|tap)(?: (?:on|in|at|into|inside|over|down|outside|through))*',
    ` ${DETERMINER}(?! (?:sound|track|noise|effect))\\b`,
    ' (?:it|them|anywhere|here|below|above|once|twice|again|away)\\b',
    ' [+x×…]',
    ` ${QUOTED}`,
    ` ${LINK}`,
    ` ${BUTTON}`,
    ` ${ANY_CONTAINER}`,
    ` ${ANY_CONTROL}`,
    ` ${KEY}`,
    ` ${MOVABLE}${NOUN_ENDS}`,
    '$',
  ),
  order(
    '(?:press|hit|push|smash|punch)(?: (?:on|down))?',
    ` ${ANY_CONTROL}`,
    ` (?:the )?${QUOTED}`,
    ` (?:the )?${BUTTON}(?! on an? )${NOUN_ENDS}`,
    ` ${KEY}`,
  ),
  order(
    '(?:long-press|press and hold|hold down|hold) (?:the )?(?:left |right )?',
    `(?:mouse|ctrl|control|cmd|command|shift|alt|option|space|finger|${DETERMINER} )`,
  ),
  order('use|try', ` (?:the )?${COMBINATION}`),
  order(
    '(?:use|via|with)(?: (?:your|the|a))?',
    ' (?:mouse|trackpad|cursor|scroll wheel|mouse wheel|keyboard(?: shortcuts?)?|hot ?keys?)\\b',
    ' (?:drag[- ]and[- ]drop|arrow keys|space ?bar)\\b',
  ),
  order('(?:hover|mouse)(?: your (?:mouse|cursor))? over', ' '),
  order('', COMBINATION),
  order('swipe (?:left|right|up|down)', ' '),
  order('check|tick|uncheck|untick', ' (?:the|this|that) (?:\\w+ )?box(?:es)?\\b'),
];

const MOVES = [
  order(
    '(?:click and )?drag(?:(?: and |-and-| & | ?/ ?)drop)?',
    ` ${DETERMINER}\\b`,
    ' (?:it|them|here)\\b',
    ` ${QUOTED}`,
    ` ${MOVABLE}\\b`,
    ' from ',
    ' to ',
    '$',
  ),
  order(
    `drop (?:${DETERMINER} |more |new )*(?:it|them|${MOVABLE}|${QUOTED})(?: (?:${QUOTED}|from [\\w ]+))?`,
    ' (?:right |straight |directly )?(?:in|into|on|onto|to|here|there|over|at|anywhere)\\b',
  ),
  order(
    `(?:move|slide|shift|pull|push|snap|nudge) (?:${DETERMINER} )?[\\w' ${QUOTED}-]{1,40}?`,
    ` (?:to|onto|on|into|in|along|across|up to|down to|over) (?:(?:the |an? )?(?:(?:\\w+ )?track(?: \\d+)?|track ${QUOTED}|(?:\\w+ )?layer)|${PLACE})${NOUN_ENDS}`,
  ),
  order(
    'nudge|bump|move|drag|slide|scrub|adjust|use|grab|pull|turn|tweak|set|change|toggle|flip|edit|resize|hide|show|lower|raise',
    ` ${ANY_CONTROL}(?! below)`,
    ` (?:${DETERMINER} )?(?:[\\w-]+ ){0,3}?keyframes?${NOUN_ENDS}`,
  ),
  order(
    'grab|pull|stretch|extend',
    ` (?:the|an?|its|either|any|one of the) (?:[\\w-]+ ){0,2}?(?:edges?|corners?|ends?|handles?|borders?|sides?)${NOUN_ENDS}`,
  ),
  order(
    'scrub(?:bing)?(?: (?:through|along|across|over))?',
    ` ${PLACE}`,
    ` ${DETERMINER} `,
    ' (?:it|them)\\b',
  ),
  order(
    're-?arrange|arrange|re-?order|re-?organi[sz]e|sort',
    ` (?:the |your |these |any |all )?(?:\\w+ )?(?:clips?|segments?|tracks?|layers?|scenes?|photos?|images?)${NOUN_ENDS}`,
  ),
  order(
    '(?:select|highlight|pick|grab|activate)(?:ing)?',
    ` (?:the|your|an?|any|that|each) (?:[\\w'${QUOTED}-]+ ){0,3}?(?:clips?|layers?|tracks?|segments?|text box|element|object|bounding box|frame handle)${NOUN_ENDS}`,
  ),
];

const OPENINGS = [
  order(
    '(?:open|close|expand|collapse|launch|bring up|pull up|minimi[sz]e|maximi[sz]e|unhide|dock)(?: up)?',
    ` (?:${ANY_CONTAINER}|${PLACE}|${QUOTED}$)`,
  ),
  order(
    '(?:go|head|navigate|jump|switch|scroll|return|proceed|swipe|hop|pop|continue)(?: (?:back|over|up|down|straight|directly|ahead|on))*',
    ` (?:to|into|in|through|over to) (?:${ANY_CONTAINER}|${PLACE}|${ANY_CONTROL}|${QUOTED}$|[\\w ]+ (?:>|→|»|->) )`,
  ),
  order(
    '(?:go|head)(?: (?:back|over|up))* to',
    ` (?:(?:the |your )?(?:website|web site|browser|home ?page|app)|${LINK})${NOUN_ENDS}`,
  ),
  order(
    `
      visit|watch|access|enter|reach|find|locate|look (?:in|at|for|under|through)|check(?: out)?|see|view|use|try(?: out)?|explore
      browse(?: through)?|consult|refer to|monitor|track|inspect|review|search|check in|be using|get to|hit up|click through
      (?:take|have) a (?:quick |closer )?look (?:in|at)
    `,
    ` ${PLACE}`,
  ),
  // A file that is found under a name in quotes: "find the video under "My Creations"".
  order(
    '(?:find|access|download|get|locate|view|watch) (?:it|them|(?:the|your|all)(?: [\\w-]+){0,2}? (?:videos?|files?|exports?|results?|projects?|creations?|renders?|movies?|downloads?))',
    ` (?:in|under|inside|from|at|on) (?:the |your )?${QUOTED}`,
  ),
  order(
    'use|find|look for|locate|select|choose|pick|see|notice|spot',
    // "the buttons below" may be those of the chat.
    ` ${ANY_CONTROL}(?! below)`,
    ` (?:the |an? |your )?(?:${QUOTED} |[\\w-]+ )?(?:drop-?down|toolbar|sidebar)${NOUN_ENDS}`,
  ),
  order(
    'see|check|use|look at|find',
    ` (?:the|your) (?:panel|tab|menu|sidebar|window|buttons?) (?:on|at|to|in) the ${EDGE}`,
  ),
  order('look', ` (?:at|to) the ${EDGE}[\\w -]*? of (?:the|your) (?:screen|page|window|editor)`),
  // A way through menus: "File > Export".
  order(
    '(?:(?:go to|use|open|select|choose|via|under|from) )?(?:the )?',
    `(?:file|edit|view|settings?|account|project|menu|media|tools?|help|window|export|share|profile|${QUOTED})(?: menu)? ?(?:>|→|»|➜|›|->|⟶) ?[\\w${QUOTED}]`,
  ),
];

const ITS_VIDEO = oneOf(`
  video|clips?|result|results|changes?|edits?|draft|cut|version|preview|timeline|project|sequence|movie|film
  animation|scene|montage|slideshow|output|creation|work|footage|update|updates|final|masterpiece|reel|story
  ad|promo|commercial|trailer|intro|teaser|short|post|generated|finished
`);
const WATCHING = [
  order(
    '(?:preview|re-?watch|play)(?: back)?',
    ` (?:it|them|this|that|everything|(?:the|your|this|each)(?: [\\w'-]+){0,4}? ${ITS_VIDEO})(?: back| now| here| first)?(?:$|[,;.!?]| ${oneOf(`
      in|on|at|to|before|and|or|using|with|from|inside|via|anytime|whenever|once|now|right|here|first|again
      directly|when|if|for|until|by
    `)}\\b)`,
  ),
  order('(?:preview|play back)(?: now| here| first| again| anytime)?', '$'),
  order('preview', ' (?:in|on|using|via|before) '),
  order('(?:now )?(?:playing|showing|displaying|displayed|visible|shown|loaded)', ` (?:now )?${ON_SCREEN}`),
  order(
    'see|notice|spot|find|watch|wait for|wait until',
    ' (?:a|the) (?:loading|progress|status|render) (?:bar|indicator|spinner)\\b',
  ),
];

const BROWSER = [
  order(
    'refresh|reload',
    '$',
    '(?: (?:the|your|this))? (?:page|browser|tab|app|window|editor|site|project|workspace|timeline)\\b',
  ),
  order('scroll', ' (?:up|down|left|right|to|through|until)\\b'),
  order('try|use', ' (?:a |an |another )?(?:different |other |new |private )?(?:browser|tab|window)\\b'),
  order('keep|leave', ' (?:this|the|your) (?:browser |editor )?(?:tab|window|page|browser|editor) open'),
  order(
    "(?:don't|do not|never|avoid|without) (?:clos(?:e|ing)|refresh(?:ing)?|reload(?:ing)?|leav(?:e|ing))",
    ' (?:this|the|your) (?:tab|window|page|browser|editor|app)\\b',
  ),
  order(
    '(?:come|go|switch|return)(?: back)?',
    ' to (?:this|the) (?:browser |editor )?(?:tab|page|window)\\b',
  ),
  order('save', ' (?:your|the) (?:project|work|changes|edits|progress)\\b'),
  order('allow pop-?ups'),
  order('close', ' (?:this|your) (?:browser |editor )?(?:tab|window|page|browser|editor|app)\\b'),
  order('(?:log|sign) ?(?:in|out|into)', ' (?:to|of|into|at|on|with)\\b', ' again', '$'),
  order('enter|exit|toggle|switch to|use|go', ' full ?-?screen\\b'),
];

const ACCOUNT = [
  order(
    'check|visit|see|view|open|manage|update|review|go to|look at|monitor',
    ` (?:the|your) (?:nemo(?:video)? )?(?:account|billing|dashboard|subscription|profile|usage)(?: (?:page|settings|details|section|history|dashboard|information|status|tab))?${NOUN_ENDS}`,
  ),
];

const ORDERS = [...CLICKS, ...MOVES, ...OPENINGS, ...WATCHING, ...BROWSER, ...ACCOUNT];

/**
 * True for a clause (without its lead, in lower case) that only somebody with a screen can follow, by its own
 * verb. It is looked at as it stands and with its nouns tagged (see `english-nouns.ts`).
 */
export function isOrderForScreen(clause: string, tagged: string): boolean {
  return ORDERS.some((pattern) => pattern.test(clause) || pattern.test(tagged));
}

/**
 * "Click Publish Now": a name with a capital after the verb is a button. The view keeps its capitals here.
 */
export function clicksCapitalisedName(view: string): boolean {
  return CAPITALISED.test(view);
}

const CAPITALISED =
  /^(?:(?:Double|Right)-?)?(?:[Cc]lick|[Tt]ap|[Hh]it|[Pp]ress)(?: on)? [A-Z][\w&-]*(?: [A-Z][\w&-]*){0,3}(?:$| (?:to|in|at|on|when|once|if|and|or|button|again|now)\b)/;

const NOT_BETWEEN = oneOf(`
  to|when|if|once|and|or|in|on|at|after|before|until|while|that|which|from|with|for|it|you|the|your|as
`);
const NOUN_USE = atStart(
  '(?:double-|right-)?',
  oneOf(`
    click|tap|press|hit|drag|drop|open|preview|play|export|upload|move|scroll|slide|split|cut|zoom|pan|swipe
    toggle|switch|check|select|save|download|share|edit|trim|crop|view|watch|use|look|track|set|title|render
  `),
  '(?! (?:on|the|an?|your|it|this|that|them|its)\\b)',
  `(?: (?!${NOT_BETWEEN}\\b)[\\w'&-]+){0,5} `,
  oneOf(`
    (?:has|have|had|was|were|is|are|will be|been|now|successfully|now also)\\b
    ${oneOf(`
      added|removed|applied|inserted|placed|created|generated|rendered|updated|changed|adjusted|replaced
      deleted|trimmed|completed?|finished|ready|done|successful|successfully|failed|set to|starts?|begins?
      ends?
    `)}(?![\\w-])
  `),
);

/** A noun, not an instruction: "click sound added", "drag race footage trimmed", "preview clip is ready". */
export function beginsWithNoun(clause: string): boolean {
  return NOUN_USE.test(clause);
}
