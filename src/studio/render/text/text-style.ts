import type { TextSegment } from '../../draft.js';

type Text = TextSegment['m'];

/** How the roles look. Lengths are shares of the font size. */
export interface TextStyle {
  readonly weight: number;
  readonly lineHeight: number;
  /** Lines before the text is drawn smaller. */
  readonly lines: number;
  /** Share of the frame's width that a line may take. */
  readonly width: number;
  /** A box behind the text instead of a shadow. */
  readonly box: boolean;
}

const STYLES: Readonly<Record<Text['role'], TextStyle>> = {
  title: { weight: 800, lineHeight: 1.18, lines: 3, width: 0.84, box: false },
  subtitle: { weight: 600, lineHeight: 1.28, lines: 3, width: 0.8, box: false },
  caption: { weight: 500, lineHeight: 1.3, lines: 4, width: 0.84, box: true },
};

/** Texts of one place and time stand below each other in this order. */
export const ROLE_ORDER: readonly Text['role'][] = ['title', 'subtitle', 'caption'];

export function styleOf(role: Text['role']): TextStyle {
  return STYLES[role];
}

/** The colour of what lies behind a text so that it can be read on any picture: dark under light, light under dark. */
export function contrastTo(color: string): '0,0,0' | '255,255,255' {
  const value = Number.parseInt(color.slice(1), 16);
  const luma = 0.2126 * (value >> 16) + 0.7152 * ((value >> 8) & 255) + 0.0722 * (value & 255);
  return luma >= 110 ? '0,0,0' : '255,255,255';
}
