import { atStart, oneOf } from './pattern.js';

/** Words before the verb that say nothing about who acts. */
const filler = atStart(
  oneOf(`
    \\(?\\d{1,2}[.)](?= )|go ahead|and then|and|or|but|so that|so|then|now|next|finally|lastly|firstly|first|secondly|second|third|also|again
    alternatively|otherwise|instead|afterwards|after that|from there|from here|here|anytime|at any time
    additionally|in addition|meanwhile|just|simply|easily|directly|quickly|manually|always|either|even|still
    when ready|if needed|if desired|if you (?:like|want|wish|prefer)|as needed|optionally|great|perfect
    awesome|step \\d+|(?:which|that|where)(?= you)|to do (?:so|this|that)|for now|in the meantime
  `),
  "(?![\\w'-])[,:]? ?",
);

const MODAL = oneOf(`
  can|could|may|might|should|must|would|need to|have to|want to|are able to|are free to|are welcome to
`);

/** Words that ask the reader to act. */
const asking = atStart(
  oneOf(`
    please|kindly|let's|let us|feel free to|go ahead and|(?:be|make) sure (?:to|you)|don't forget to
    do not forget to|remember to|need to|want to|it's time to|for you to|users can|one can|try to|why not
    how about|try(?= \\w+ing\\b)|you'll(?: then)?(?: be able to| need to| want to)?
    you will(?: then)?(?: be able to| need to| want to)?|you'd(?: want to| need to)?
    you(?: ${MODAL}|'re able to|'re free to|'re welcome to)(?: want to| need to| like to| wish to| be able to| have to)?
    all (?:you|that you) (?:need|have) to do(?: now)? is(?: to)?|all that's left(?: to do)? is(?: to)?
    the (?:next|last|final|only) (?:step|thing)(?: left)?(?: to do)? is(?: to)?
    the (?:easiest|quickest|best|simplest) way(?: to [\\w ]+)? is to
    (?:i|we)(?:'d| would)? (?:recommend|suggest|advise)(?: that)?(?: you)?
  `),
  "(?![\\w'-]) ?",
);

export const ENGLISH_LEAD = { filler, asking };

/** "dragging" at the beginning of "I recommend dragging the clip", as the verbs it may come from. */
export function baseForms(rest: string): string[] {
  const [, stem, last = '', tail = ''] = /^([\w-]*?([a-z])?)ing\b(.*)$/.exec(rest) ?? [];
  if (!stem) return [rest];
  const forms = [stem, `${stem}e`];
  if (last !== '' && stem.endsWith(last + last)) forms.push(stem.slice(0, -1));
  return [rest, ...forms.map((form) => form + tail)];
}
