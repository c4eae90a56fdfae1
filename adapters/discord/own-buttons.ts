import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { Place } from '../../src/conversation/inbound.js';
import type { Reply } from '../../src/conversation/reply.js';
import { openAction } from '../chat/sealed-action.js';
import type { OwnButton } from './render.js';
import { discordWords } from './words.js';

/** What this adapter's own buttons and forms do: change a request, delete a video. */
export type OwnVerb = 'edit' | 'delete';

/** Behind the verb stands a sealed action that does nothing: it proves for which conversation the id was made. */
const PROOF = { do: 'help' } as const;
const OWN_ID = /^(edit|delete)\.(.+)$/;

export function ownId(seal: ButtonSeal, verb: OwnVerb, place: Place): string {
  return `${verb}.${seal.seal(PROOF, place)}`;
}

/** What a pressed id means; undefined when it is not one of ours, `forged` when it is from somewhere else. */
export function readOwnId(seal: ButtonSeal, id: string, place: Place): OwnVerb | 'forged' | undefined {
  const match = OWN_ID.exec(id);
  if (!match) return undefined;
  if (!openAction(seal, match[2] ?? '', place)) return 'forged';
  return match[1] === 'edit' ? 'edit' : 'delete';
}

/** Below a finished video: ask for it differently, or take it away. */
export function ownButtons(seal: ButtonSeal, reply: Reply, place: Place): OwnButton[] {
  if (reply.kind !== 'video') return [];
  const words = discordWords(reply.language);
  return [
    { label: words.edit, customId: ownId(seal, 'edit', place) },
    { label: words.remove, customId: ownId(seal, 'delete', place) },
  ];
}
