import { Clause, isAttribute, isTextThing } from './clause.js';
import { isHan } from './fold.js';
import type { Meaning, Thing, Token, Verb } from './tokens.js';

type Joint = Clause['joinedBy'];

interface Fragment {
  tokens: Token[];
  joinedBy: Joint;
}

/** Tokens to clauses: cut at punctuation and conjunctions, then whatever cannot stand alone joins its neighbour. */
export function splitClauses(tokens: readonly Token[], source: string): Clause[] {
  const clauses = join(cut(tokens, source), source).map(
    ({ tokens: own, joinedBy }) => new Clause(own, source, joinedBy),
  );
  for (const [index, clause] of clauses.entries()) {
    const previous = clauses[index - 1];
    // "no fades, just cuts": what is wanted instead is not what was refused.
    const mayInherit = clause.joinedBy === 'list' && !clause.has('verb') && !clause.word('only');
    if (previous && mayInherit) clause.inherited = verbOf(previous);
  }
  return clauses;
}

function verbOf(clause: Clause): Verb | 'not' | undefined {
  if (clause.word('not')) return 'not';
  return clause.first('verb')?.verb ?? clause.inherited;
}

function cut(tokens: readonly Token[], source: string): Fragment[] {
  const fragments: Fragment[] = [{ tokens: [], joinedBy: 'start' }];
  for (const [index, token] of tokens.entries()) {
    const { meaning } = token;
    const current = fragments.at(-1);
    if (meaning.is === 'break') {
      // "between 1 and 2" and "zoom in and out" are one thing; the join puts numbers and images back together.
      fragments.push({ tokens: [], joinedBy: strongest(current, meaning.strength) });
      continue;
    }
    if (
      current &&
      current.tokens.length > 0 &&
      opensFragment(current.tokens, token, tokens[index + 1], source)
    ) {
      fragments.push({ tokens: [token], joinedBy: 'list' });
    } else current?.tokens.push(token);
  }
  return fragments.filter((fragment) => fragment.tokens.some(({ meaning }) => meaning.is !== 'filler'));
}

/** Two breaks in a row ("... . And ..."): the stronger one counts. */
function strongest(current: Fragment | undefined, strength: Joint): Joint {
  const isEmpty = current !== undefined && current.tokens.length === 0;
  return isEmpty && current.joinedBy === 'strong' ? 'strong' : strength;
}

/** Wishes that follow each other without any separator: "没有音乐", "a video titled ...", "做成视频配上音乐". */
function opensFragment(
  current: readonly Token[],
  token: Token,
  next: Token | undefined,
  source: string,
): boolean {
  const { meaning } = token;
  const hasTopic = current.some((one) => isTopic(one.meaning) || one.meaning.is === 'quote');
  if (meaning.is === 'word' && meaning.word === 'titled') return hasTopic && next?.meaning.is === 'quote';
  if (meaning.is === 'quote')
    return (
      current.some((one) => isThing(one.meaning, 'video')) &&
      !current.some((one) => introducesWords(one.meaning))
    );
  if (meaning.is === 'word' && meaning.word === 'not') return hasTopic && next?.meaning.is !== 'degree';
  const isNewOrder = meaning.is === 'verb' && (meaning.verb === 'add' || meaning.verb === 'remove');
  // "without changing the length add a title"
  const isProtected = current.some((one) => one.meaning.is === 'word' && one.meaning.word === 'not');
  const hasVerb = current.some((one) => one.meaning.is === 'verb');
  return (
    isNewOrder &&
    hasVerb &&
    (isProtected || (hasTopic && isHan(source.charAt(token.start)))) &&
    !isTextThing(current.at(-1)?.meaning)
  );
}

const isThing = (meaning: Meaning, thing: Thing) => meaning.is === 'thing' && meaning.thing === thing;

function introducesWords(meaning: Meaning): boolean {
  return (
    isTextThing(meaning) || meaning.is === 'quote' || (meaning.is === 'word' && meaning.word === 'titled')
  );
}

function isTopic(meaning: Meaning): boolean {
  return meaning.is !== 'unknown' && meaning.is !== 'verb' && !isAttribute(meaning);
}

const isRef = (meaning: Meaning) =>
  ['image', 'ordinal', 'number', 'slot'].includes(meaning.is) ||
  (meaning.is === 'word' && meaning.word === 'others');
const stands = (fragment: Fragment) =>
  fragment.tokens.some(
    ({ meaning }) => isTopic(meaning) || (meaning.is === 'verb' && meaning.verb !== 'fade'),
  );
const holds = (fragment: Fragment, test: (meaning: Meaning) => boolean) =>
  fragment.tokens.some(({ meaning }) => test(meaning));

function join(fragments: readonly Fragment[], source: string): Fragment[] {
  const joined: Fragment[] = [];
  for (const [index, fragment] of fragments.entries()) {
    const previous = joined.at(-1);
    const leads = fragments[index + 1]?.joinedBy === 'colon' && !stands(fragment) && holds(fragment, isRef);
    if (previous && !leads && belongsTo(previous, fragment, joined.length === 1, source)) {
      previous.tokens.push(...fragment.tokens);
    } else joined.push({ tokens: [...fragment.tokens], joinedBy: fragment.joinedBy });
  }
  return joined;
}

function belongsTo(previous: Fragment, fragment: Fragment, isSecond: boolean, source: string): boolean {
  if (leadsInto(previous, fragment, isSecond, source)) return true;
  if (refersToText(previous, fragment)) return true;
  if (continuesList(previous, fragment) || completes(previous, fragment)) return true;
  if (stands(fragment)) return false;
  const isUnknownOnly = fragment.tokens.every(({ meaning }) => meaning.is === 'unknown' || isIdle(meaning));
  if (isUnknownOnly) return fragment.joinedBy === 'list' && isMaking(previous);
  if (holds(fragment, (meaning) => meaning.is === 'unknown') && fragment.joinedBy === 'strong') return false;
  return (
    !isParallel(previous, fragment) &&
    (fragment.joinedBy !== 'strong' ||
      !isHan(source.charAt(fragment.tokens[0]?.start ?? 0)) ||
      stands(previous))
  );
}

/** "turn beach.jpg and team.jpg into a video": the list of images goes on. */
function continuesList(previous: Fragment, fragment: Fragment): boolean {
  const isImage = (meaning: Meaning | undefined) => meaning?.is === 'image';
  const hasVerb = holds(fragment, (meaning) => meaning.is === 'verb');
  const isAboutVideo = holds(fragment, (meaning) => isThing(meaning, 'video') || isThing(meaning, 'mp4'));
  return (
    fragment.joinedBy === 'list' &&
    isImage(previous.tokens.at(-1)?.meaning) &&
    isImage(fragment.tokens.find(({ meaning }) => !isIdle(meaning))?.meaning) &&
    isAboutVideo &&
    !hasVerb
  );
}

/** "music: happy" and "replace the music with something calmer": a name and what it is to be. */
function completes(previous: Fragment, fragment: Fragment): boolean {
  const verbs = (one: Fragment) =>
    one.tokens.flatMap(({ meaning }) => (meaning.is === 'verb' ? [meaning.verb] : []));
  const isLabel =
    verbs(previous).length === 0 &&
    previous.tokens.filter(({ meaning }) => meaning.is === 'thing').length === 1;
  if (fragment.joinedBy === 'colon') return isLabel && verbs(fragment).length === 0;
  const exchanges = verbs(previous).some((verb) => ['replace', 'swap', 'change', 'switch'].includes(verb));
  return fragment.joinedBy === 'with' && exchanges && verbs(fragment).length === 0;
}

const isIdle = (meaning: Meaning) => meaning.is === 'filler' || meaning.is === 'word';

/** "At the end, add ...", "beach.jpg: zoom in", "image 2, pan left": the beginning says of what or when. */
function leadsInto(previous: Fragment, fragment: Fragment, isSecond: boolean, source: string): boolean {
  if (objectComesFirst(previous, fragment, isSecond, source) || isAdjective(previous, fragment)) return true;
  if (stands(previous) || fragment.joinedBy === 'strong') return false;
  const pointsSomewhere = holds(
    previous,
    (meaning) => isRef(meaning) || meaning.is === 'edge' || isEach(meaning),
  );
  const pointsItself = holds(fragment, isRef);
  const isColon = fragment.joinedBy === 'colon';
  return pointsSomewhere && (isColon || isSecond) && stands(fragment) && (!pointsItself || isColon);
}

/** "把第一张和第二张交换", "为营销人员、创作者把照片变成视频": in Chinese the verb comes last. */
function objectComesFirst(
  previous: Fragment,
  fragment: Fragment,
  isSecond: boolean,
  source: string,
): boolean {
  if (fragment.joinedBy !== 'list' || holds(previous, (meaning) => meaning.is === 'verb')) return false;
  const hasBa =
    previous.tokens.findLastIndex(({ meaning }) => meaning.is === 'word' && meaning.word === 'ba') >= 0;
  const begins = isHan(source.charAt(previous.tokens[0]?.start ?? 0));
  return (
    hasBa ||
    (isSecond && begins && !stands(previous) && !holds(previous, (meaning) => meaning.is === 'duration'))
  );
}

/** "I'd like a slow, cinematic slideshow": the noun is still to come. */
function isAdjective(previous: Fragment, fragment: Fragment): boolean {
  const isArticle = (meaning: Meaning) => meaning.is === 'word' && meaning.word === 'a';
  const isVague = (meaning: Meaning) =>
    isIdle(meaning) || meaning.is === 'mood' || meaning.is === 'degree' || meaning.is === 'verb';
  const named =
    holds(fragment, (meaning) => isThing(meaning, 'video')) &&
    !holds(fragment, (meaning) => meaning.is === 'verb');
  return (
    fragment.joinedBy === 'list' &&
    holds(previous, isArticle) &&
    previous.tokens.every(({ meaning }) => isVague(meaning)) &&
    named
  );
}

const isEach = (meaning: Meaning) =>
  meaning.is === 'word' && (meaning.word === 'each' || meaning.word === 'others');

/** "..., put it at the top", "放在底部", "显示3秒" after a text: more about that text. */
function refersToText(previous: Fragment, fragment: Fragment): boolean {
  if (
    fragment.joinedBy === 'strong' ||
    !holds(previous, (meaning) => isTextThing(meaning) || meaning.is === 'quote')
  ) {
    return false;
  }
  if (holds(previous, (meaning) => meaning.is === 'verb' && meaning.verb === 'remove')) return false;
  const verbs = fragment.tokens.flatMap(({ meaning }) => (meaning.is === 'verb' ? [meaning.verb] : []));
  if (verbs.length === 0) return false;
  const places = verbs.every((verb) => ['move', 'show', 'use', 'make', 'change', 'fade'].includes(verb));
  const looks = holds(fragment, (meaning) => TEXT_LOOKS.has(meaning.is));
  const lasts = verbs.includes('show') && holds(fragment, (meaning) => meaning.is === 'duration');
  const foreign = holds(
    fragment,
    (meaning) => meaning.is === 'image' || (isTopic(meaning) && !TEXT_LOOKS.has(meaning.is)),
  );
  return places && (looks || lasts) && !foreign;
}

const TEXT_LOOKS: ReadonlySet<Meaning['is']> = new Set([
  'place',
  'color',
  'pixels',
  'window',
  'range',
  'moment',
]);

function isMaking(fragment: Fragment): boolean {
  return holds(
    fragment,
    (meaning) => meaning.is === 'verb' && ['create', 'make', 'want'].includes(meaning.verb),
  );
}

/** "the beach first and the sunset last", "image 1 for 5 seconds, image 2 for 3": the same thing said of another. */
function isParallel(previous: Fragment, fragment: Fragment): boolean {
  if (!holds(previous, isRef) || !holds(fragment, isRef)) return false;
  const says = (kind: Meaning['is']) =>
    holds(previous, (meaning) => meaning.is === kind) && holds(fragment, (meaning) => meaning.is === kind);
  return (
    says('edge') ||
    says('duration') ||
    says('degree') ||
    says('relation') ||
    says('slot') ||
    bothEndWithOrdinal(previous, fragment)
  );
}

function bothEndWithOrdinal(previous: Fragment, fragment: Fragment): boolean {
  const ends = ({ tokens }: Fragment) => tokens.length > 1 && tokens.at(-1)?.meaning.is === 'ordinal';
  return ends(previous) && ends(fragment);
}
