/**
 * The studio's own drafts. Same short keys as NemoVideo's (`t`, `tt`, `sg`, `d`, `m`; nemovideo-api.md §13); what that
 * format leaves open (`m` and the start `s`) is defined here. All times are milliseconds.
 */
export interface StudioDraft {
  /** Length of the whole video: the sum of `d` of the video track's segments. */
  d: number;
  m: { title: string; width: number; height: number; fps: number; background?: string };
  t: StudioTrack[];
}

export type StudioTrack = VideoTrack | AudioTrack | TextTrack;

export interface VideoTrack {
  tt: 0;
  sg: VideoSegment[];
}

/** One still image. Segments follow each other without gaps: `s` is the sum of `d` before it. */
export interface VideoSegment {
  s: number;
  d: number;
  m: {
    /** File name as the person knows it. */
    name: string;
    /** Id of the uploaded media in the studio's library. */
    media: string;
    motion: Motion;
    /** `cover` crops to fill; `blur` shows the whole image over a blurred copy of itself. */
    fit: 'cover' | 'blur';
    /**
     * How this segment comes in; absent on the first one, where only `fade-black` makes sense. The change is centred
     * on the boundary: from `s - d/2` to `s + d/2`; neither image stops moving. It does not change the length.
     */
    transition?: { kind: TransitionKind; d: number };
  };
}

export type Motion = 'zoom-in' | 'zoom-out' | 'pan-left' | 'pan-right' | 'pan-up' | 'pan-down' | 'still';
export type TransitionKind = 'crossfade' | 'cut' | 'fade-black';

export interface AudioTrack {
  tt: 1;
  sg: AudioSegment[];
}

export interface AudioSegment {
  s: number;
  d: number;
  m: {
    name: string;
    /** 0-1. */
    volume: number;
    /** Music made by the studio; absent when `media` is an uploaded sound. */
    mood?: MusicMood;
    media?: string;
    /** Fade at the end, ms. */
    fadeOut?: number;
  };
}

export type MusicMood = 'upbeat' | 'calm' | 'lofi' | 'cinematic' | 'corporate';

export interface TextTrack {
  tt: 7;
  sg: TextSegment[];
}

export interface TextSegment {
  s: number;
  d: number;
  m: {
    text: string;
    role: 'title' | 'subtitle' | 'caption';
    position: 'top' | 'center' | 'bottom';
    /** `#rrggbb`. */
    color: string;
    /** Share of the frame's height, 0.02-0.2. */
    size: number;
    /** Fade in and out, ms each. */
    fade: number;
  };
}

export interface RenderSettings {
  format: 'mp4' | 'mov' | 'webm' | 'gif';
  /** Length of the shorter edge, e.g. 1080 or 720. */
  shortEdge: number;
  /** x264 preset. */
  preset: 'ultrafast' | 'veryfast' | 'medium';
}

/** Weighted progress of one render: exact, because the frames are counted. */
export interface RenderProgress {
  phase: 'images' | 'audio' | 'frames' | 'finish';
  /** 0-100 of the whole job. */
  percent: number;
}

/**
 * Renders a draft into `folder`: `video.<format>`, `poster.jpg`, `preview.webp`. Files appear under their final name
 * only when they are whole. Rejects with a Failure: `file-unreadable`, `unsupported-file` or `file-too-large` (facts:
 * `file` is the name in the draft, `reason`), `stopped` after the signal, `render-failed` (the draft or the encoder).
 */
export type RenderDraft = (job: {
  draft: StudioDraft;
  settings: RenderSettings;
  /** Path of an uploaded media file by its id. */
  mediaPath: (id: string) => string;
  folder: string;
  ffmpegPath: string;
  signal: AbortSignal;
  onProgress: (progress: RenderProgress) => void;
}) => Promise<RenderedVideo>;

export interface RenderedVideo {
  file: string;
  poster: string;
  preview: string;
  /** Seconds. */
  duration: number;
  width: number;
  height: number;
  bytes: number;
}
