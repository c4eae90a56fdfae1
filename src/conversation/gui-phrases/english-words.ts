/**
 * The vocabulary of somebody who has a video editor in front of them, as parts of regular expressions. All of it is
 * matched in lower case against a view of the text in which quoted words are one sign (see `mask.ts`).
 */
import { QUOTED } from './mask.js';

const words = (list: string) =>
  list
    .trim()
    .split(/\s*[|\n]\s*/)
    .filter(Boolean)
    .join('|');

export const DETERMINER =
  '(?:the|your|our|this|that|these|those|its|an?|any|each|every|all|both|either|another|one|some)';

/** Names that a panel, tab, menu or button has: "Media panel", "Export button". */
const NAME = `(?:${words(`
  media|assets?|properties|property|audio|music|sounds?|effects?|fx|text|titles?|captions?|subtitles?|time-?line|preview
  export|exports|download|downloads|share|sharing|upload|uploads|import|save|settings?|project|projects|layers?|tracks?
  colou?r|filters?|stickers?|transitions?|templates?|editing|editor|edit|elements?|styles?|styling|format|formats
  animations?|motion|speed|adjust|adjustments?|library|tools?|inspector|left|right|top|bottom|upper|lower|side|main
  left-hand|right-hand|file|files|account|billing|player|playback|video|image|canvas|options?|render|rendering|output
  history|ai|navigation|nav|context|dropdown|drop-down|hamburger|profile|user|volume|clip|segment|details|storyboard
  script|voice|voiceover|brand|background|resolution|quality|aspect ratio|generate|publish|help|home|more|view|delete
  play|pause|undo|redo|apply|split|trim|crop|replace|gear|cog|three-dots?|plus|trash|subscription|plan|pricing|credits?
  usage|dashboard|preferences|workspace|scene|scenes|add|new|close|back|next|done|confirm|play/pause|full-?screen|zoom
  mute|paperclip|attachment|browse|magnet|snap|opacity|position|scale|duration|fade|font|size|advanced|general|quick
  queue|status|progress|tasks?|activity|notifications?
`)})`;

/** What only exists on a screen, whatever its name is. */
const CONTAINER = `(?:${words(`
  panels?|tabs?|(?:sub)?menus?|side ?bars?|tool ?bars?|dialog(?:ue)?s?(?: box)?|drawers?|drop-?downs?(?: (?:menu|list))?
  pop-?ups?|modals?|inspector|panes?|ribbon|palettes?
`)})`;

const CONTROL = `(?:${words(`
  buttons?|icons?|sliders?|(?:trim |resize )?handles?|knobs?|toggles?|switch|check ?box(?:es)?|radio button|playhead|scrubber
  scroll ?bar|seek bar|progress bar|thumbnails?|plus sign|three dots|gear|trash can|paperclip|shortcuts?|arrow keys?
`)})`;

/** Nouns that are on a screen only together with a known name: "preview window", "account page", "export options". */
const NAMED_PLACE = `(?:${words(`
  windows?|screen|page|section|area|view|mode|box|bar|options?|list|editor|player|library|controls?|zone|field|input|link
  settings|tool|tools|monitor|viewer|workspace|bin|browser|gallery|manager|center|centre
`)})`;

const W = `(?:[\\w'+&/.-]+|${QUOTED})`;
/** Up to four words of a noun phrase: no preposition, no verb. */
const SOME_WORDS = `(?:(?!(?:of|with|in|on|at|to|from|and|or|for|by|is|are|was|were|when|if|that|which|as|into|you|it|until)\\b)${W} ){0,4}?`;

/** The noun ends here: "the panel", but not "the panel discussion". */
export const NOUN_ENDS =
  '(?=[\\s]*(?:$|[.,;:!?)]|\\b(?:on|in|at|to|from|for|and|or|of|via|under|above|below|then|if|when|where|while|by|with|as|once|so|that|which|is|are|will|can|next|near|located|now|again|first|before|after|until|whenever|you|it|there|here|down|up|left|right|back|over|slightly|open|using|directly|too|instead|anytime|yourself|manually)\\b))';

/** "the Media panel", "your account page", `the "Text" tab`. */
export const NAMED = `(?:${DETERMINER} )?(?:(?:${NAME}|${QUOTED}) ){1,4}(?:${CONTAINER}|${CONTROL}|${NAMED_PLACE})${NOUN_ENDS}`;

/** "the panel on the left", "any sidebar": enough after "open", which is never said of content in these words. */
export const ANY_CONTAINER = `(?:${DETERMINER} )?${SOME_WORDS}${CONTAINER}${NOUN_ENDS}`;
export const ANY_CONTROL = `(?:${DETERMINER} )?${SOME_WORDS}${CONTROL}${NOUN_ENDS}`;

/** Places that need no name. */
export const PLACE = `(?:${DETERMINER} )?(?:${words(`
  (?:main |video |multi-?track |project )?time-?line(?: (?:panel|view|editor|area|section|track|window))?|tool ?bar|side ?bar
  (?:built-in |in-app |online |web |visual |video |time-?line )?editor|dashboard|canvas|(?:video |media |preview |built-in )?player
  (?:media|asset|music|stock|sound|audio|effects?|sticker|template|project) (?:library|bin|browser|gallery)|workspace
  work area|inspector|preview(?: (?:window|panel|pane|area|screen|player|monitor|mode))?|settings|preferences
  (?:nemovideo |nemo )?account(?: (?:page|settings|dashboard))?|billing(?: page)?|menu bar|menu|top bar|control bar
  (?:playback|transport) controls|storyboard|(?:layer|track|scene|clip) list|(?:my )?projects page|drop-?down
  (?:program|source|preview) monitor|properties|nemovideo (?:app|editor|workspace|website|web app)|web (?:app|editor)
`)})${NOUN_ENDS}`;

/** "Ctrl+Z", "Cmd/Ctrl + S". */
export const COMBINATION = `(?:(?:${words('ctrl|control|cmd|command|⌘|alt|option|shift|win')})(?: ?(?:/|or) ?(?:ctrl|cmd|command|⌘))? ?(?:[+-]|key\\b)|⌘)`;

/** "in the Media panel", "using the slider", "by clicking Export": what makes any instruction one for a screen. */
export const ON_SCREEN = `(?:\\b(?:in|on|from|via|using|through|with|at|inside|under|within|into|onto|to|over|near|below|next to|beside) (?:${NAMED}|${PLACE}|(?:using|with|via|through|from) ${ANY_CONTROL})|\\bby (?:clicking|tapping|dragging|right-clicking|double-clicking|scrolling|hovering|hitting|pressing)\\b|\\bby (?:using|opening|going to|selecting|adjusting|moving|sliding) (?:${NAMED}|${PLACE}|${ANY_CONTROL})|\\bwith (?:your|the) (?:mouse|cursor|trackpad)\\b|\\b(?:manually|by hand)\\b|\\b(?:with|using|via|by pressing) ${COMBINATION}|\\b(?:at|in|on|near) the (?:top|bottom|upper|lower|left|right)[\\w -]*? of (?:the|your) (?:page|window|editor|interface|app)\\b|\\b(?:using|with|via) (?:${ANY_CONTROL}|(?:a |the |your )?keyboard shortcuts?\\b|drag[ -]and[ -]drop))`;

/** Buttons by name, as they stand after "click" without quotes. */
export const BUTTON = `(?:${words(`
  export|download|save|share|publish|upload|import|apply|play|pause|undo|redo|delete|remove|generate|render|preview|continue
  next|done|ok|okay|confirm|create|add|edit|split|trim|cut|crop|replace|reset|cancel|close|submit|start|record|settings
  upgrade|billing|account|log ?in|sign ?in|sign ?up|finish|send|retry|try again|regenerate|mute|text|audio|effects|media
  transitions?|file|more|menu|options|help|back|new|choose|browse|select|open|insert|subtitles?|captions?|filters?|stickers?
  templates?|duplicate|copy|paste|rotate|flip|stop|enter|proceed|get started|learn more
`)})\\b`;

export const KEY = `(?:(?:the |your )?(?:${COMBINATION}|(?:${words(`
  space ?bar|space|delete|backspace|del|enter|return|esc|escape|arrow|left arrow|right arrow|arrow keys?|tab|home|end|play/pause
`)})(?: key| bar)?${NOUN_ENDS}|f\\d{1,2}\\b|[a-z] key\\b|[a-z]${NOUN_ENDS}))`;

/** Things that are moved about on a screen. */
export const MOVABLE =
  '(?:(?:video |audio |image |media |text |title |photo |music )?(?:clips?|files?|images?|photos?|pictures?|media|videos?|assets?|layers?|segments?|elements?|edges?|corners?|handles?|ends?|sides?|sliders?|playhead|tracks?|music|titles?|transitions?|effects?|stickers?|thumbnails?|blocks?|bars?|points?|keyframes?))';

/** What a person does in an editor; an instruction begins with one of these. */
export const VERB = `(?:${words(`
  access|add|adjust|align|animate|apply|arrange|attach|browse|change|check(?: out)?|choose|close|configure|confirm|control|copy
  crop|customi[sz]e|cut|delete|deselect|disable|download|drag|drop|duplicate|edit|enable|enter|expand|explore|export|extend
  fade|filter|find|fine-tune|finish|flip|get|give|go|grab|hear|hide|highlight|hold|hover|import|increase|decrease|insert
  inspect|keep|layer|lengthen|listen|locate|lock|look|loop|lower|make|manage|modify|monitor|move|mute|name|navigate|open
  pan|paste|pause|perfect|pick|place|play|polish|position|preview|publish|pull|push|put|raise|reach|rearrange|record|redo
  reduce|refine|refresh|release|reload|remove|rename|render|reorder|reorgani[sz]e|replace|reposition|reset|resize|restore
  retrieve|reverse|review|revise|rewatch|rotate|save|scale|scroll|scrub|search|see|select|set|share|shift|shorten|show|shrink
  skip|slide|slow|snap|sort|split|spot|start|stop|style|swap|switch|tap|test|toggle|track|trim|try|tune|turn|tweak|type|undo
  unlock|unmute|update|upgrade|upload|use|view|visit|watch|write|zoom|continue|proceed|take|double-check|verify|pinch|swipe
  click|press|hit|wait|restyle|bump|nudge|right-click|double-click|long-press|cancel|buy|purchase|top up|manage|register|log in|sign in|sign up
`)})`;
