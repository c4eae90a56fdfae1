/** The longest video. Its sound is mixed in memory: 23 MB a minute. */
export const MAX_VIDEO_SECONDS = 600;

/** A GIF keeps every frame in the encoder's memory while the palette is found. */
export const MAX_GIF_SECONDS = 60;

export const MAX_SHORT_EDGE = 2160;
export const MIN_SHORT_EDGE = 64;
export const MAX_SEGMENTS = 300;

/** Characters of one text. More does not fit a frame in a size that can be read. */
export const MAX_TEXT_LENGTH = 400;

/** The largest zoom of a moving picture. Pictures are prepared at this size, so that sampling stays near 1:1. */
export const MAX_ZOOM = 1.15;
