import type { StudioDraft } from '../../draft.js';
import type { Order } from '../orders.js';
import {
  applyAdd,
  applyKeep,
  applyMove,
  applyRemove,
  applyReplace,
  applyReverse,
  applySequence,
  applyShuffle,
  applySwap,
} from './arrange.js';
import { applyFit, applyMotion, applyTransition } from './look.js';
import { applyAspect, applyMake, applyRemake } from './make.js';
import { applyMusic, applyMusicFade, applyRemoveMusic, applyVolume } from './music.js';
import type { Outcome, Stage } from './outcome.js';
import { applyLength, applyPace } from './pace.js';
import { applyRemoveText, applyText } from './text.js';

/**
 * One order on one draft. Pure: a new draft and what changed, or why it could not be done.
 * Undefined for orders that leave drafts alone (questions, undo).
 */
export function apply(draft: StudioDraft | null, stage: Stage, order: Order): Outcome | undefined {
  if (order.do === 'make') return applyMake(draft, stage, order);
  if (!draft) return { problem: { why: 'no-images' } };
  switch (order.do) {
    case 'remake':
      return applyRemake(draft);
    case 'aspect':
      return applyAspect(draft, stage, order);
    case 'length':
      return applyLength(draft, stage, order);
    case 'pace':
      return applyPace(draft, stage, order);
    case 'motion':
      return applyMotion(draft, stage, order);
    case 'transition':
      return applyTransition(draft, stage, order);
    case 'fit':
      return applyFit(draft, stage, order);
    case 'text':
      return applyText(draft, stage, order);
    case 'remove-text':
      return applyRemoveText(draft, stage, order);
    case 'music':
      return applyMusic(draft, stage, order);
    case 'remove-music':
      return applyRemoveMusic(draft);
    case 'volume':
      return applyVolume(draft, order);
    case 'music-fade':
      return applyMusicFade(draft, order);
    case 'swap':
      return applySwap(draft, stage, order);
    case 'move':
      return applyMove(draft, stage, order);
    case 'sequence':
      return applySequence(draft, stage, order);
    case 'reverse':
      return applyReverse(draft);
    case 'shuffle':
      return applyShuffle(draft);
    case 'keep-images':
      return applyKeep(draft, stage, order);
    case 'remove-images':
      return applyRemove(draft, stage, order);
    case 'replace-image':
      return applyReplace(draft, stage, order);
    case 'add-images':
      return applyAdd(draft, stage, order);
    default:
      return undefined;
  }
}
