import type { Clause } from '../clause.js';
import { isHan } from '../fold.js';
import type { MotionWish, Order } from '../orders.js';
import type { MeaningOf } from '../tokens.js';
import { concerned, mentions } from './images.js';

/** Frame, transitions, motion and cropping. */
export function readLook(clause: Clause): Order[] {
  return [...readAspect(clause), ...readTransition(clause), ...readMotion(clause), ...readFit(clause)];
}

function readAspect(clause: Clause): Order[] {
  const aspect = shapeOf(clause);
  if (aspect && !clause.negated && !clause.doing('remove')) {
    const { width, height, platform } = aspect;
    return [{ do: 'aspect', width, height, ...(platform && { platform }) }];
  }
  const wantsOther =
    clause.thing('aspect') &&
    (clause.word('other') || clause.doing('change', 'switch', 'make', 'use', 'want', 'add', 'create'));
  return wantsOther && !aspect && clause.unknown.length === 0 ? [{ do: 'ask-aspect' }] : [];
}

/** "4:5 portrait", "square for Instagram": figures say more than words, and words more than the name of a platform. */
function shapeOf(clause: Clause): MeaningOf<'aspect'> | undefined {
  const shapes = clause.tokens.flatMap(({ meaning, start }) =>
    meaning.is === 'aspect' ? [{ meaning, start }] : [],
  );
  const isFigure = ({ start }: { start: number }) => /\d/.test(clause.source.charAt(start));
  const chosen =
    shapes.findLast(isFigure) ?? shapes.findLast(({ meaning }) => !meaning.platform) ?? shapes.at(-1);
  return chosen?.meaning;
}

function readTransition(clause: Clause): Order[] {
  const isNamed = clause.thing('transition');
  const kinds = clause.all('transition').map(({ kind }) => kind);
  const kind =
    kinds.find((one) => one === 'fade-black') ?? kinds[0] ?? (clause.verb('fade') ? 'crossfade' : undefined);
  if (!isNamed && !kind) return [];
  // "fade out the music"
  if (kinds.length === 0 && clause.thing('music', 'volume') && !isNamed) return [];
  // "cut image 2", "cut it down to 10 seconds": a verb, and not the transition.
  const cutsElse = clause.has('duration') || clause.has('degree') || clause.thing('length', 'music');
  if (kind === 'cut' && !isNamed && (cutsElse || cutsImage(clause))) return [];
  const removing = clause.removing && !clause.verb('keep');
  const between = clause.word('between') ? mentions(clause, true).map(({ ref }) => ref) : concerned(clause);
  const where = between && between.length > 0 ? { between } : {};
  if (removing) return kind === 'cut' && !isNamed ? [] : [{ do: 'transition', kind: 'cut', ...where }];
  const edge = clause.has('image') ? undefined : edgeOf(clause);
  if (edge === 'end') return [{ do: 'cannot', what: 'closing-fade' }];
  const ms = clause.thing('video') ? undefined : clause.first('duration')?.ms;
  if (edge === 'start')
    return [{ do: 'transition', kind: 'fade-black', opening: true, ...(ms !== undefined && { ms }) }];
  const factor = isNamed ? paceFactor(clause) : undefined;
  if (!kind && ms === undefined && factor === undefined) {
    const isVague =
      clause.doing('change', 'switch', 'replace') || clause.unknown.length > 0 || clause.has('beyond');
    return isVague ? [] : [{ do: 'transition', kind: 'crossfade' }];
  }
  return [
    {
      do: 'transition',
      ...(kind && { kind }),
      ...(ms !== undefined && { ms }),
      ...(factor !== undefined && { factor }),
      ...where,
    },
  ];
}

/** "start with a fade from black", "fade to black at the end". */
function edgeOf(clause: Clause): 'start' | 'end' | undefined {
  if (clause.verb('open-with')) return 'start';
  return clause.verb('close-with') ? 'end' : clause.first('edge')?.edge;
}

/** "cut the second image" removes it; "cut between 1 and 2" is a transition. */
export function cutsImage(clause: Clause): boolean {
  const cut = clause.indexOf((meaning) => meaning.is === 'transition' && meaning.kind === 'cut');
  const image = clause.indexOf((meaning) => meaning.is === 'image' || meaning.is === 'ordinal');
  return cut >= 0 && image > cut && !clause.word('between', 'in') && !clause.has('verb');
}

function paceFactor(clause: Clause): number | undefined {
  const degrees = clause.all('degree').map(({ degree }) => degree);
  const strength = clause.first('amount')?.factor ?? 1.5;
  if (degrees.some((degree) => ['longer', 'slower', 'bigger', 'up'].includes(degree))) return strength;
  if (degrees.some((degree) => ['shorter', 'faster', 'smaller', 'down', 'short'].includes(degree)))
    return 1 / strength;
  return undefined;
}

function readMotion(clause: Clause): Order[] {
  const motion = motionOf(clause);
  if (!motion) return [];
  const images = concerned(clause);
  return [{ do: 'motion', motion, ...(images && { images }) }];
}

function motionOf(clause: Clause): MotionWish | undefined {
  const said = clause.all('motion').map(({ motion }) => motion);
  const isNamed = clause.thing('motion');
  const wanted = said.find((motion) => motion !== 'auto') ?? said[0];
  if (clause.all('degree').some(({ degree }) => degree === 'down')) return undefined;
  // "it is still too slow"
  if (wanted === 'still' && clause.has('degree')) return undefined;
  if ((wanted && wanted !== 'still' && clause.removing) || (isNamed && clause.removing)) return 'still';
  if (wanted) return wanted;
  if (isNamed) {
    const isVague = clause.doing('change', 'switch', 'replace') || clause.unknown.length > 0;
    return isVague || clause.has('degree') ? undefined : 'auto';
  }
  return enlarged(clause);
}

/** "把第二张放大": of an image, to enlarge is to zoom. */
function enlarged(clause: Clause): MotionWish | undefined {
  if (!clause.has('image')) return undefined;
  const token = clause.tokens.find(({ meaning }) => meaning.is === 'degree');
  if (token?.meaning.is !== 'degree' || !isHan(clause.source.charAt(token.start))) return undefined;
  if (token.meaning.degree === 'bigger') return 'zoom-in';
  return token.meaning.degree === 'smaller' ? 'zoom-out' : undefined;
}

function readFit(clause: Clause): Order[] {
  const fit = clause.first('fit')?.fit;
  if (!fit) return [];
  const images = concerned(clause);
  return [{ do: 'fit', fit, ...(images && { images }) }];
}
