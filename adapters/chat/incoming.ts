import type { Action } from '../../src/conversation/action.js';
import type { AttachmentRef, InboundMessage, Place } from '../../src/conversation/inbound.js';

/** What somebody did, before it is an InboundMessage. */
export interface Incoming {
  /** Unique in its tenant; the same for every delivery of the same thing. */
  readonly id: string;
  readonly place: Place;
  readonly user: string;
  readonly userName?: string;
  readonly text?: string;
  readonly attachments?: readonly AttachmentRef[];
  readonly action?: Action;
  readonly skill?: string;
  /** Of the person, such as `zh-CN`. */
  readonly locale?: string;
}

/** `receivedAt` in Unix milliseconds. */
export function inboundMessage(incoming: Incoming, receivedAt: number): InboundMessage {
  const { id, place, user, userName, text = '', attachments = [], action, skill, locale } = incoming;
  return {
    id,
    place,
    author: { id: user, name: userName },
    text,
    attachments,
    action,
    skill,
    locale,
    receivedAt,
  };
}
