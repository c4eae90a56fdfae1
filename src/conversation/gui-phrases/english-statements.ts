import { countWords, SURE_PLACE, TIMELINE_ALONE } from './english-nouns.js';
import { BUTTON, DETERMINER, KEY, MENTIONS_SCREEN, ON_SCREEN } from './english-words.js';
import { QUOTED } from './mask.js';
import { atStart, oneOf, startingWith } from './pattern.js';

/** "The text can be edited by double-clicking it." */
const PASSIVE = startingWith(
  '[^,;]*?\\b(?:can|may|could|should|must) (?:now |also |then |easily |always |simply |still )*be \\w+',
  [`.*${ON_SCREEN}`],
);

/** "The Export button is in the top right": only under names that are not those of things in a picture. */
const SCREEN_AS_SUBJECT = startingWith(
  `(?:the |your )?(?:${QUOTED}|${oneOf(`
    export|download|save|share|upload|media|assets?|properties|property|audio|effects?|text|time-?line
    preview|settings|layers?|inspector|editor|editing|play|undo|elements|stickers|filters|account|billing
    generate
  `)}) (?:panel|tab|sidebar|toolbar|window|menu|button|icon|dialog|page)s?`,
  [
    '(?: (?:now|also|always|then|on the (?:left|right)))* ' +
      oneOf(`
        (?:is|are|sits|lives|can be found|will be|appears)(?: (?:now|also|just|always))? ${oneOf(`
          located|found|visible|available|enabled|active|in|on|at|near|under|to|next|above|below|right
        `)}\\b(?! \\d)
        ${oneOf(`
          lets?|allows?|enables|shows?|displays?|contains?|opens|gives|has|have|will|should|can|offers?
          supports?|provides?|includes?|lists?|features|holds|accepts?
        `)}\\b
      `),
  ],
);
const THERE_IS = atStart(
  `there(?:'s| is| are| should be) (?:also )?(?:${SURE_PLACE}|[\\w ]{1,40}? (?:in|under|on|inside) ${SURE_PLACE})`,
);

/** "Dragging the slider changes the volume." */
const GERUND_SUBJECT = startingWith(
  '(?:(?:double-|right-)?clicking|tapping|pressing|hitting|dragging|hovering over|scrubbing)(?: (?:on|down))?',
  [
    `(?: ${DETERMINER}\\b| (?:it|here)\\b| ${QUOTED}| ${BUTTON}| ${KEY}).*\\b${oneOf(`
      will|lets?|allows?|opens?|saves?|starts?|takes?|gives?|changes?|exports?|downloads?|shows?|moves?|trims?
      plays?
    `)}\\b`,
  ],
);

const ITS_SUBJECT =
  '(?:it|this|that|they|everything|all of (?:it|this)|your [\\w ]{1,40}?|the [\\w ]{1,40}?)';
const IS = "(?:'s|'ll be| is| are| was| were| will be| should be| can be)(?: (?:now|also|all|already))?";
const ASIDE =
  '(?: (?:on|at|in) the (?:left|right|top|bottom|lower|upper)[\\w -]*)?(?: (?:now|once|when|after|soon|as soon as|right away)\\b.*)?$';
/** On the timeline and on the canvas things are as content, too. */
const NOT_THE_TIMELINE = `(?! (?:on|in|to) ${TIMELINE_ALONE})`;
/** "Your video is in the Media panel", "it will appear in the player". */
const IS_ON_SCREEN = [
  startingWith(
    `${ITS_SUBJECT}${IS} ${oneOf('located|found|viewable|accessible|waiting|listed|shown|displayed|visible|highlighted')}`,
    [`(?: for you)? ${ON_SCREEN}${ASIDE}`],
  ),
  startingWith(`${ITS_SUBJECT}(?:${IS}|(?: will| should| now)? (?:appears?|shows? up|plays?|opens?))`, [
    `${NOT_THE_TIMELINE} ${ON_SCREEN}${ASIDE}`,
  ]),
];

/** "All finished videos are stored in "My Videos"". */
const FILE_IN_NAMED_PLACE = atStart(
  '(?:all |the |your |any )*(?:finished|exported|rendered|completed|new|own)? ?(?:videos?|files?|exports?|creations?|downloads?)',
  ` (?:is|are|will be|can be) (?:now |then |also )?(?:stored|saved|kept|listed|found) (?:in|under|on|at) (?:the |your )?${QUOTED}`,
);

const STATEMENTS = [FILE_IN_NAMED_PLACE, SCREEN_AS_SUBJECT, THERE_IS, GERUND_SUBJECT];
const WITH_PLACE = [PASSIVE, ...IS_ON_SCREEN];

/** A statement about what is on a screen and nothing else; its nouns are tagged. */
export function isStatementAboutScreen(clause: string, tagged: string): boolean {
  const views = [clause, tagged];
  if (STATEMENTS.some((pattern) => views.some((view) => pattern.test(view)))) return true;
  return views.some((view) => MENTIONS_SCREEN.test(view) && WITH_PLACE.some((pattern) => pattern.test(view)));
}

const PURPOSE = oneOf(`
  preview\\w*|view\\w*|watch\\w*|review\\w*|see|seen|play\\w*|export\\w*|download\\w*|shared?|sharing|saved?
  edit\\w*|adjust\\w*|use
`);
const NEWS = /\b(?:available|visible|ready|shown|displayed|saved|updated|reflected)\b/;
const NEWS_WITH_PLACE = new RegExp(
  `${NEWS.source}(?: now| there)?(?<place>(?: (?:to|for|to be|for you to)(?: ${PURPOSE}(?: it| them)?)?(?: (?:and|or) \\w+)?)? ?${ON_SCREEN}.*)$`,
);

/**
 * News that end with a place on the screen ("ready | to preview in the player"): how many words the place
 * has.
 */
export function countPlaceWords(tagged: string): number {
  if (!NEWS.test(tagged) || !MENTIONS_SCREEN.test(tagged)) return 0;
  return countWords(NEWS_WITH_PLACE.exec(tagged)?.groups?.place ?? '');
}
