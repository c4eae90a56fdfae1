import type { Action } from '../../src/conversation/action.js';
import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { Place } from '../../src/conversation/inbound.js';
import { failedWith } from '../../src/failure.js';

/** What a pressed button means; undefined for one that was forged, copied from another thread, or cannot be read. */
export function openAction(
  seal: ButtonSeal,
  sealed: string,
  place: Pick<Place, 'conversation'>,
): Action | undefined {
  try {
    return seal.open(sealed, place);
  } catch (thrown) {
    if (failedWith(thrown, 'button-refused')) return undefined;
    throw thrown;
  }
}
