import type { Place } from '../../src/conversation/inbound.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { Recent } from '../chat/recent.js';
import type { DiscordApi } from './api.js';
import { UPLOAD_BYTES } from './limits.js';
import type { Interaction } from './payloads.js';
import { readPlace } from './place.js';
import { DiscordProblem } from './problems.js';

/** How many bytes a file may have where it is sent. */
export interface SizeLimits {
  /** Never rejects: when nothing is known, what every guild allows. */
  of(place: Place): Promise<number>;
  /**
   * `attachment_size_limit` of an interaction: Discord's own word on it, for where the interaction was. When the
   * conversation is somewhere else (private mode), nothing is learned.
   */
  told(place: Place, interaction: Interaction): void;
}

/** Boosts come and go. */
const KNOWN_FOR_MS = 3_600_000;

export function createSizeLimits(options: { api: DiscordApi; clock: Clock; log: Log }): SizeLimits {
  const { api, clock, log } = options;
  const known = new Recent<{ bytes: number; at: number }>(5_000);
  const standard = UPLOAD_BYTES[0] ?? 0;

  return {
    told(place, { attachment_size_limit: bytes, guild_id: guild, channel_id: channel }) {
      if (bytes === undefined || bytes <= 0) return;
      const at = readPlace(place);
      const isThere =
        at?.kind === 'thread' ? at.guild === guild : at?.kind === 'direct' && at.channel === channel;
      if (isThere) known.set(place.tenant, { bytes, at: clock.now() });
    },
    async of(place) {
      const told = known.get(place.tenant);
      if (told && clock.now() - told.at < KNOWN_FOR_MS) return told.bytes;
      const at = readPlace(place);
      if (at?.kind !== 'thread') return standard;
      try {
        const bytes = UPLOAD_BYTES[await api.boostLevel(at.guild)] ?? standard;
        known.set(place.tenant, { bytes, at: clock.now() });
        return bytes;
      } catch (thrown) {
        if (!(thrown instanceof DiscordProblem)) throw thrown;
        log.info({ problem: thrown.message }, 'the boost level of a guild is not known');
        return standard;
      }
    },
  };
}
