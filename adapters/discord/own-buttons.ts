import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { Place } from '../../src/conversation/inbound.js';
import type { Reply } from '../../src/conversation/reply.js';
import { openAction } from '../chat/sealed-action.js';
import type { OwnButton } from './render.js';
import { discordWords } from './words.js';

/** What this adapter's own buttons and forms do: change a request, delete a video. */
export type OwnVerb = 'edit' | 'delete';

/** An id of this adapter that was made here for this conversation. */
export interface OwnId {
  readonly verb: OwnVerb;
  /** Whoever asked for the video; undefined when that is not known. */
  readonly requester?: string;
}

/** Behind them stands a sealed action that does nothing: it proves for which conversation and person the id was made. */
const PROOF = { do: 'help' } as const;
const OWN_ID = /^(edit|delete)\.(?:(\d{1,20})\.)?([^.]+)$/;

export function ownId(seal: ButtonSeal, { verb, requester }: OwnId, place: Place): string {
  const parts = [verb, requester, seal.seal(PROOF, proven(place, requester))];
  return parts.filter((part) => part !== undefined).join('.');
}

/** What a pressed id means; undefined when it is not one of ours, `forged` when it is from somewhere else. */
export function readOwnId(seal: ButtonSeal, id: string, place: Place): OwnId | 'forged' | undefined {
  const match = OWN_ID.exec(id);
  if (!match) return undefined;
  const [, verb, requester, proof = ''] = match;
  if (!openAction(seal, proof, proven(place, requester))) return 'forged';
  return { verb: verb === 'edit' ? 'edit' : 'delete', requester };
}

function proven({ conversation }: Place, requester: string | undefined): { conversation: string } {
  return { conversation: requester === undefined ? conversation : `${conversation}\n${requester}` };
}

/** Below a finished video: ask for it differently, or take it away. */
export function ownButtons(seal: ButtonSeal, reply: Reply, place: Place): OwnButton[] {
  if (reply.kind !== 'video') return [];
  const words = discordWords(reply.language);
  const requester = reply.requestedBy;
  return [
    { label: words.edit, customId: ownId(seal, { verb: 'edit' }, place) },
    { label: words.remove, customId: ownId(seal, { verb: 'delete', requester }, place) },
  ];
}
