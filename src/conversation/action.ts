/**
 * What a button or a command means. It travels inside the button itself (`button-seal.ts`), so it must stay small:
 * Discord allows 100 characters for the whole id.
 */
export type Action =
  | { do: 'export'; format?: VideoFormat; resolution?: Resolution }
  | { do: 'timeline' }
  | { do: 'credits' }
  | { do: 'status' }
  | { do: 'stop' }
  | { do: 'help' }
  | { do: 'new' }
  /** Without a slug: ask which one. */
  | { do: 'skill'; slug?: string }
  /** Try the failed request of this conversation again; `request` is `Conversation.retry.id`. */
  | { do: 'retry'; request: string }
  /** Answer to a question of the agent: which question of the open ones, which option. */
  | { do: 'answer'; asked: string; question: number; option: number }
  | { do: 'aspect'; ratio: AspectRatio }
  /** One of the example prompts of the skill profile, by its position. */
  | { do: 'example'; index: number };

export const VIDEO_FORMATS = ['mp4', 'mov', 'webm', 'gif'] as const;
export type VideoFormat = (typeof VIDEO_FORMATS)[number];

export const RESOLUTIONS = ['720p', '1080p'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export const ASPECT_RATIOS = ['16:9', '9:16', '1:1', '4:5'] as const;
export type AspectRatio = (typeof ASPECT_RATIOS)[number];
