/**
 * The vocabulary of somebody who has a video editor in front of them, as parts of patterns. All of it is
 * matched in lower case against a view of a clause in which quoted words are one sign (see `mask.ts`), and so
 * is everything that exists only on a screen (see `english-nouns.ts`).
 */
import { ANY_CONTROL, PLACE_OR_MENU, SURE_PLACE } from './english-nouns.js';
import { oneOf } from './pattern.js';

export const DETERMINER = oneOf(`
  the|your|our|this|that|these|those|its|an?|any|each|every|all|both|either|another|one|some
`);

export const EDGE = '(?:top|bottom|left|right|upper|lower)';

/** The noun ends here: "the panel", but not "the panel discussion". */
export const NOUN_ENDS = `(?=\\s*(?:$|[.,;:!?)]|\\b${oneOf(`
  on|in|at|to|from|for|and|or|of|via|under|above|below|then|if|when|where|while|by|with|as|once|so|that|which
  is|are|will|can|next|near|located|now|again|first|before|after|until|whenever|you|it|there|here|down|up
  left|right|back|over|slightly|open|using|directly|too|instead|anytime|yourself|manually
`)}\\b))`;

/** "Ctrl+Z", "Cmd/Ctrl + S". */
export const COMBINATION = `(?:(?:ctrl|control|cmd|command|⌘|alt|option|shift|win)(?: ?(?:/|or) ?(?:ctrl|cmd|command|⌘))? ?(?:[+-] ?(?:[a-z0-9]|\\w*shift|alt|option|ctrl|cmd|space|enter|return|delete|backspace|click|drag|arrow \\w+|f\\d{1,2})\\b|key\\b)|⌘)`;

const SINGLE_KEY = oneOf(`
  space ?bar|space|delete|backspace|del|enter|return|esc|escape|arrow|left arrow|right arrow|arrow keys?|tab
  home|end|play/pause
`);
export const KEY = `(?:(?:the |your )?(?:${COMBINATION}|${SINGLE_KEY}(?: key| bar)?${NOUN_ENDS}|f\\d{1,2}\\b|[a-z] key\\b|[a-z]${NOUN_ENDS}))`;

const BEFORE_PLACE = oneOf(
  'in|on|from|via|using|through|with|at|inside|under|within|into|onto|to|over|near|below|next to|beside',
);
/**
 * "in the Media panel", "using the slider", "by clicking Export": what makes any instruction one for a
 * screen.
 */
export const ON_SCREEN = oneOf(`
  \\b${BEFORE_PLACE} ${PLACE_OR_MENU}
  \\b(?:using|with|via) ${ANY_CONTROL}
  \\bby (?:clicking|tapping|dragging|right-clicking|double-clicking|scrolling|hovering|hitting|pressing)\\b
  \\bby (?:using|opening|going to|selecting|adjusting|moving|sliding) (?:${PLACE_OR_MENU}|${ANY_CONTROL})
  \\bwith (?:your|the) (?:mouse|cursor|trackpad)\\b|\\b(?:manually|by hand)\\b
  \\b(?:with|using|via|by pressing) ${COMBINATION}
  \\b(?:at|in|on|near) the ${EDGE}[\\w -]*? of (?:(?:the|your) (?:page|window|interface|app)\\b|${SURE_PLACE})
  \\b(?:using|with|via) (?:a |the |your )?keyboard shortcuts?\\b|\\b(?:using|with|via|by) drag[ -]and[ -]drop
`);

/** Tested first: what goes on to look for `ON_SCREEN` in some position is dear to compile. */
export const MENTIONS_SCREEN = new RegExp(ON_SCREEN);

/** Buttons by name, as they stand after "click" without quotes. */
export const BUTTON = `${oneOf(`
  export|download|save|share|publish|upload|import|apply|play|pause|undo|redo|delete|remove|generate|render
  preview|continue|next|done|ok|okay|confirm|create|add|edit|split|trim|cut|crop|replace|reset|cancel|close
  submit|start|record|settings|upgrade|billing|account|log ?in|sign ?in|sign ?up|finish|send|retry|try again
  regenerate|mute|text|audio|effects|media|transitions?|file|more|menu|options|help|back|new|choose|browse
  select|open|insert|subtitles?|captions?|filters?|stickers?|templates?|duplicate|copy|paste|rotate|flip|stop
  enter|proceed|get started|learn more
`)}\\b`;

/** Things that are moved about on a screen. */
export const MOVABLE = `(?:(?:video |audio |image |media |text |title |photo |music )?${oneOf(`
  clips?|files?|images?|photos?|pictures?|media|videos?|assets?|layers?|segments?|elements?|edges?|corners?
  handles?|ends?|sides?|sliders?|playhead|tracks?|music|titles?|transitions?|effects?|stickers?|thumbnails?
  blocks?|bars?|points?|keyframes?
`)})`;

/** What a person does in an editor; an instruction begins with one of these. */
export const VERB = oneOf(`
  access|add|adjust|align|animate|apply|arrange|attach|browse|bump|buy|cancel|change|check(?: out)?|choose
  click|close|collaborate|compare|configure|confirm|connect|continue|control|copy|crop|customi[sz]e|cut
  decrease|delete|deselect|disable|double-check|double-click|download|drag|drop|duplicate|edit|enable|enter
  expand|explore|export|extend|fade|filter|find|fine-tune|finish|flip|get|give|go|grab|hear|hide|highlight
  hit|hold|hover|import|increase|insert|inspect|invite|keep|layer|lengthen|listen|locate|lock|log in
  long-press|look|loop|lower|make|manage|modify|monitor|move|mute|name|navigate|nudge|open|pan|paste|pause
  perfect|pick|pinch|place|play|polish|position|press|preview|proceed|publish|pull|purchase|push|put|raise
  reach|rearrange|record|redo|reduce|refine|refresh|register|release|reload|remove|rename|render|reorder
  reorgani[sz]e|replace|reposition|reset|resize|restore|restyle|retrieve|reverse|review|revise|rewatch
  right-click|rotate|save|scale|scroll|scrub|search|see|select|set|share|shift|shorten|show|shrink|sign in
  sign up|skip|slide|slow|snap|sort|split|spot|start|stop|style|swap|swipe|switch|take|tap|test|toggle|top up
  track|trim|try|tune|turn|tweak|type|undo|uncheck|unlock|untick|tick|reopen|unmute|update|upgrade|upload|use|verify|view|visit|wait
  watch|write|zoom
`);
