import type { Place } from '../../src/conversation/inbound.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { Recent } from '../chat/recent.js';
import type { DiscordApi } from './api.js';
import { TIMES } from './limits.js';
import { readPlace } from './place.js';
import { DiscordProblem } from './problems.js';

/**
 * "… is typing" at the beginning of an act. It lasts ten seconds, so keeping it up for a turn of fifteen minutes would
 * take ninety calls: after the first few signs the card alone tells that work goes on.
 */
export interface Typing {
  /** Never rejects. */
  working(place: Place, on: boolean): Promise<void>;
}

const SIGNS_PER_ACT = 3;
/** An act that was never said to be over is forgotten. */
const FORGOTTEN_AFTER_MS = 20 * 60_000;

export function createTyping(options: { api: DiscordApi; clock: Clock; log: Log }): Typing {
  const { api, clock, log } = options;
  const running = new Recent<{ signs: number; at: number }>(5_000);

  return {
    async working(place, on) {
      const at = readPlace(place);
      if (!on) {
        running.delete(place.conversation);
        return;
      }
      if (!at || at.kind === 'aside') return;
      const now = clock.now();
      const known = running.get(place.conversation);
      const act = known && now - known.at < FORGOTTEN_AFTER_MS ? known : { signs: 0, at: 0 };
      if (act.signs >= SIGNS_PER_ACT || now - act.at < TIMES.typing) return;
      running.set(place.conversation, { signs: act.signs + 1, at: now });
      try {
        await api.typing(at.channel);
      } catch (thrown) {
        if (!(thrown instanceof DiscordProblem)) throw thrown;
        log.debug({ problem: thrown.message }, 'typing was not shown');
      }
    },
  };
}
