import { createHash } from 'node:crypto';
// Node finds no named export for this class in the CommonJS package, so it is taken from the whole.
import slackOAuth, { InvalidStateError, type StateStore } from '@slack/oauth';
import type { UsedTickets } from './used-tickets.js';

/** Longer than the way through Slack's pages takes, and shorter than a used state is remembered. */
const VALID_FOR_SECONDS = 600;

/** States of installations as the library signs them, each good for one way back only (RFC 6749 §10.12). */
export function createOAuthStates(stateSecret: string, used: UsedTickets): StateStore {
  const signed = new slackOAuth.ClearStateStore(stateSecret, VALID_FOR_SECONDS);
  return {
    generateStateParam: (options, now) => signed.generateStateParam(options, now),
    async verifyStateParam(now, state) {
      const options = await signed.verifyStateParam(now, state);
      // Without its signature, of which one value can be written in several ways.
      const ticket = createHash('sha256')
        .update(state.slice(0, state.lastIndexOf('.')))
        .digest('hex');
      if (await used.isUsed('oauth', ticket)) throw new InvalidStateError('The state value was used before');
      await used.use('oauth', ticket);
      return options;
    },
  };
}
