import type { Place } from '../conversation/inbound.js';
import { Failure } from '../failure.js';

/**
 * Tenants are kept apart by their keys, so a conversation that does not start with its tenant is a mistake of the
 * adapter and is refused before it is stored. Throws Failure `internal`.
 */
export function assertPlace(place: Place): void {
  if (place.tenant !== '' && place.conversation.startsWith(`${place.tenant}/`)) return;
  throw new Failure('internal', {
    detail: `conversation ${place.conversation} does not start with its tenant ${place.tenant}`,
  });
}
