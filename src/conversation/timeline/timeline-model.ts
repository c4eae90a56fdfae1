/** A draft, read. */
export interface Timeline {
  readonly tracks: readonly TimelineTrack[];
  /** Seconds; 0 when nothing tells it. */
  readonly seconds: number;
  readonly width?: number;
  readonly height?: number;
}

export interface TimelineTrack {
  /** 'other' keeps its number for the label. */
  readonly kind: 'video' | 'audio' | 'title' | 'other';
  readonly type: number;
  readonly segments: readonly TimelineSegment[];
}

export interface TimelineSegment {
  /** Name of the media, or the words of a title. */
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** 0-100. */
  readonly volumePercent?: number;
}
