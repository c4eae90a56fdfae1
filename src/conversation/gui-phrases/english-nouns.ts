/**
 * Finds what exists only on a screen ("the Media panel", "your account page", "the timeline") and writes one
 * sign for it, so that the patterns for instructions stay small. Works on a clause in lower case (see
 * `viewOf`).
 */
import { QUOTED } from './mask.js';

const SURE = '\u0010';
const TIMELINE = '\u0011';
const CONTAINER = '\u0012';
const MENU = '\u0013';
const CONTROL = '\u0014';
/** Stands for each further word of a phrase. */
const MORE = '\u001f';

/** A pattern for one tagged phrase. */
const one = (...signs: string[]) => `[${signs.join('')}]${MORE}*(?!${MORE})`;
const SOME_WORDS = "(?:(?!(?:in|on|at|to|from|of|with|using|via|for|by|and|or)\\b)[\\w'-]+ ){0,3}?";

/** "the Media panel", "the editor", "the Export button": surely of the screen. */
export const SURE_PLACE = one(SURE);
/** The same, and the timeline or the canvas. */
export const PLACE = one(SURE, TIMELINE);
export const TIMELINE_ALONE = one(TIMELINE);
export const PLACE_OR_MENU = one(SURE, TIMELINE, MENU);
/** Any panel or menu, whatever it is called: enough after "open". */
export const ANY_CONTAINER = SOME_WORDS + one(SURE, CONTAINER, MENU);
/** Any button or slider. */
export const ANY_CONTROL = SOME_WORDS + one(SURE, CONTROL);
export const ANY_OF_SCREEN = one(SURE, TIMELINE, CONTAINER, MENU, CONTROL);

/** How many words a piece of a tagged clause stands for. */
export function countWords(tagged: string): number {
  const text = tagged.trim();
  return text === '' ? 0 : text.split(' ').length + text.split(MORE).length - 1;
}

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

const DETERMINERS = wordSet(
  'the your our this that these those its a an any each every all both either another one some no',
);

/** Names that a panel, tab, menu or button has. */
const NAMES = wordSet(`
  account activity add adjust adjustment adjustments advanced ai animation animations apply aspect asset
  assets attachment audio back background billing bottom brand browse built-in canvas caption captions check
  clip close cog color colors colour colours confirm context control credit credits crop dashboard delete
  details done download downloads drop-down dropdown duration edit editing editor effect effects element
  elements export exports fade file files filter filters folder folders font format formats full-screen fullscreen fx gear
  general generate hamburger help history home image import in-app inspector layer layers left left-hand
  library lower magnet main media menu mixer more motion multi-track multitrack music mute my nav navigation
  nemo nemovideo new next notification notifications online opacity option options output paperclip pause
  plan play play/pause playback player plus position preferences preset presets preview pricing profile
  program progress project projects properties property publish quality queue quick radio ratio redo render
  rendering replace resize resolution right right-hand save scale scene scenes script scroll search seek
  segment setting settings share sharing side size snap sound sounds source speed split status stock
  storyboard style styles styling subscription subtitle subtitles task tasks template templates text three
  three-dot three-dots time-line timeline title titles tool tools top track tracks transition transitions
  transport trash trim undo upload uploads upper usage user video view visual voice voiceover volume web
  work workspace zoom sticker stickers
`);

/** On a screen whatever their names are. */
const CONTAINERS = wordSet(`
  dialog dialogs dialogue dialogues drawer drawers drop-down drop-downs dropdown dropdowns menu menus modal
  modals palette palettes pane panes panel panels pop-up pop-ups popup popups ribbon sidebar sidebars
  submenu submenus tab tabs toolbar toolbars
`);
const CONTROLS = wordSet(`
  button buttons checkbox checkboxes dots gear handle handles icon icons knob knobs paperclip playhead
  scrollbar scrubber shortcut shortcuts slider sliders switch toggle toggles
`);
/** Verbs as well: nouns only with an article or a name before them. */
const VERBS_TOO = wordSet('gear handle handles preview switch tab toggle toggles');
/** On a screen only together with a known name: "preview window", "account page". */
const NAMED_PLACES = wordSet(`
  app area bar bars bin box browser center centre controls editor field gallery input keys library link list
  manager mixer mode monitor option options page player preset presets screen section settings space tool
  tools view viewer window windows workspace zone
`);
/** Places of the person's own: "your library", but not "the library". */
const OWN_PLACES = wordSet('drafts library page projects');
/** Need no name. */
const PLACES = wordSet(`
  account billing dashboard drop-down dropdown editor inspector player preferences preview settings sidebar
  toolbar workspace
`);
const TIMELINES = wordSet('canvas storyboard time-line timeline');

/** What may follow a noun phrase: "the panel on the left", but not "the panel discussion". */
const FOLLOWERS = wordSet(`
  above after again and anytime as at back before below by can directly down first for from here if in
  instead is are it left located manually near next now of on once open or over right slightly so that then
  there to too under until up using via when whenever where which while will with you yourself
`);
/** No part of a noun phrase. */
const OUTSIDE = wordSet(`
  of with in on at to from and or for by is are was were when if that which as into you it until the a an your
`);

/** The clause with one sign for each noun phrase that exists only on a screen. */
export function tagScreenNouns(clause: string, verbs: RegExp): string {
  const words = clause.split(' ');
  const tagged: string[] = [];
  /** Words from here on are free to belong to the next phrase. */
  let free = 0;
  for (let head = 0; head < words.length; head++) {
    const phrase = phraseAt(words, head, free, verbs);
    if (!phrase) continue;
    tagged.push(...words.slice(free, phrase.start), phrase.sign + MORE.repeat(head - phrase.start));
    const ending = trailingMarks(words[head] ?? '');
    if (ending !== '') tagged[tagged.length - 1] += ending;
    free = head + 1;
  }
  return [...tagged, ...words.slice(free)].join(' ');
}

function bareWord(word: string): string {
  return word.replace(/[.,;:!?)…]+$/, '');
}

function trailingMarks(word: string): string {
  return word.slice(bareWord(word).length);
}

function phraseAt(
  words: readonly string[],
  head: number,
  free: number,
  verbs: RegExp,
): { start: number; sign: string } | undefined {
  const noun = bareWord(words[head] ?? '');
  const sign = signOf(noun);
  const next = words[head + 1];
  const isLast = next === undefined || trailingMarks(words[head] ?? '') !== '' || /^\W/.test(next);
  if (sign === undefined || (!isLast && !FOLLOWERS.has(bareWord(next)))) return undefined;

  let start = head;
  while (start > free && head - start < 4 && isName(words[start - 1] ?? '')) start -= 1;
  // "export audio settings": the first word is what to do, unless it is all there is.
  if (start === 0 && start < head && verbs.test(words[0] ?? '') && (head > 1 || PLACES.has(noun))) start = 1;
  const named = start < head || (OWN_PLACES.has(noun) && words[head - 1] === 'your');
  const article = articleBefore(words, start, free);
  if (!named && article === undefined && VERBS_TOO.has(noun)) return undefined;
  if (sign === '' && !named) return undefined;
  return { start: article ?? start, sign: named || PLACES.has(noun) ? SURE : sign };
}

/** '' for a noun that needs a name before it; undefined for anything that is not of a screen. */
function signOf(noun: string): string | undefined {
  if (TIMELINES.has(noun)) return TIMELINE;
  if (PLACES.has(noun)) return SURE;
  if (noun === 'menu' || noun === 'menus') return MENU;
  if (CONTAINERS.has(noun)) return CONTAINER;
  if (CONTROLS.has(noun)) return CONTROL;
  return NAMED_PLACES.has(noun) || OWN_PLACES.has(noun) ? '' : undefined;
}

function isName(word: string): boolean {
  return NAMES.has(word) || word === QUOTED;
}

/** An article in front of the phrase, with up to two other words between: "the big blue Export button". */
function articleBefore(words: readonly string[], start: number, free: number): number | undefined {
  for (let index = start - 1; index >= Math.max(free, start - 3); index--) {
    const word = words[index] ?? '';
    if (DETERMINERS.has(word)) return index;
    if (OUTSIDE.has(word) || !/^[\w'-]+$/.test(word)) return undefined;
  }
  return undefined;
}
