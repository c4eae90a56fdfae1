import type {
  AudioSegment,
  MusicMood,
  StudioDraft,
  TextSegment,
  VideoSegment,
} from '../../../src/studio/draft.js';

/** A picture whose media id is its name. Its start is filled in by `draftOf`. */
export function picture(name: string, d: number, m: Partial<VideoSegment['m']> = {}): VideoSegment {
  return { s: 0, d, m: { name, media: name, motion: 'still', fit: 'cover', ...m } };
}

export function text(words: string, s: number, d: number, m: Partial<TextSegment['m']> = {}): TextSegment {
  const look = { role: 'title', position: 'center', color: '#ffffff', size: 0.1, fade: 0 } as const;
  return { s, d, m: { text: words, ...look, ...m } };
}

export function draftOf(parts: {
  pictures: VideoSegment[];
  texts?: TextSegment[];
  music?: MusicMood;
  sounds?: AudioSegment[];
  width?: number;
  height?: number;
  fps?: number;
  background?: string;
}): StudioDraft {
  let d = 0;
  const sg = parts.pictures.map((segment) => {
    const placed = { ...segment, s: d };
    d += segment.d;
    return placed;
  });
  const music: AudioSegment[] = parts.music
    ? [{ s: 0, d, m: { name: 'Music', volume: 0.8, mood: parts.music } }]
    : [];
  const { width = 1_920, height = 1_080, fps = 30, background } = parts;
  return {
    d,
    m: { title: 'A test', width, height, fps, background },
    t: [
      { tt: 0, sg },
      { tt: 1, sg: [...music, ...(parts.sounds ?? [])] },
      { tt: 7, sg: parts.texts ?? [] },
    ],
  };
}
