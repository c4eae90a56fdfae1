import { createHmac, timingSafeEqual } from 'node:crypto';
import { Failure } from '../failure.js';
import type { Action, AspectRatio, Resolution, VideoFormat } from './action.js';
import { ASPECT_RATIOS, RESOLUTIONS, VIDEO_FORMATS } from './action.js';
import type { Place } from './inbound.js';

/**
 * Buttons carry their whole meaning, signed for one conversation: they work after a restart and a year later, and an
 * id that was forged or copied from another thread is refused. At most 100 characters (Discord's `custom_id`).
 */
export interface ButtonSeal {
  seal(action: Action, place: Pick<Place, 'conversation'>): string;
  /** Rejects a forged, foreign or unreadable id with Failure `button-refused`. */
  open(id: string, place: Pick<Place, 'conversation'>): Action;
}

/** 128 bits of the MAC: more than enough against guessing over a chat platform, and short. */
const MAC_CHARACTERS = 22;

export function createButtonSeal(secret: Buffer): ButtonSeal {
  const mac = (payload: string, conversation: string) =>
    createHmac('sha256', secret)
      .update(`button\n${conversation}\n${payload}`)
      .digest('base64url')
      .slice(0, MAC_CHARACTERS);

  return {
    seal(action, place) {
      const payload = encode(action);
      return `${payload}~${mac(payload, place.conversation)}`;
    },
    open(id, place) {
      const [payload = '', given = ''] = id.split('~');
      const expected = mac(payload, place.conversation);
      const genuine =
        given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
      const action = genuine ? decode(payload) : undefined;
      if (!action) throw new Failure('button-refused', { detail: 'button id is not from this conversation' });
      return action;
    },
  };
}

function encode(action: Action): string {
  const fields: (string | number)[] = [action.do];
  switch (action.do) {
    case 'export':
      fields.push(action.format ?? '', action.resolution ?? '');
      break;
    case 'skill':
      fields.push(action.slug ?? '');
      break;
    case 'retry':
      fields.push(action.request);
      break;
    case 'answer':
      fields.push(action.asked, action.question, action.option);
      break;
    case 'aspect':
      fields.push(action.ratio);
      break;
    case 'example':
      fields.push(action.index);
      break;
  }
  return fields.join('|');
}

function decode(payload: string): Action | undefined {
  const [verb, first = '', second = '', third = ''] = payload.split('|');
  switch (verb) {
    case 'timeline':
    case 'credits':
    case 'status':
    case 'stop':
    case 'help':
    case 'new':
      return { do: verb };
    case 'export':
      return {
        do: 'export',
        format: oneOf<VideoFormat>(VIDEO_FORMATS, first),
        resolution: oneOf<Resolution>(RESOLUTIONS, second),
      };
    case 'skill':
      return { do: 'skill', slug: first || undefined };
    case 'retry':
      return { do: 'retry', request: first };
    case 'answer':
      return { do: 'answer', asked: first, question: Number(second), option: Number(third) };
    case 'aspect': {
      const ratio = oneOf<AspectRatio>(ASPECT_RATIOS, first);
      return ratio && { do: 'aspect', ratio };
    }
    case 'example':
      return { do: 'example', index: Number(first) };
    default:
      return undefined;
  }
}

function oneOf<T extends string>(allowed: readonly T[], value: string): T | undefined {
  return allowed.find((candidate) => candidate === value);
}
