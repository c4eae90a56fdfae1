import { foreignLine } from '../../src/conversation/foreign-text.js';
import type { Reply } from '../../src/conversation/reply.js';

/** At most `most` of the texts of one reply. It loses its middle, because links stand at the end of replies. */
export function withoutMiddle(texts: readonly string[], most: number): readonly string[] {
  if (texts.length <= most) return texts;
  const end = texts.slice(-2);
  return [...texts.slice(0, most - end.length - 1), '…', ...end];
}

const BAR_LENGTH = 20;

/** Only what the backend said; the words with the number are in the reply's text already. */
export function progressBar(reply: Reply): string | undefined {
  if (reply.kind !== 'progress' || reply.state !== 'running' || reply.percent === undefined) return undefined;
  const done = Math.round((Math.min(100, Math.max(0, reply.percent)) / 100) * BAR_LENGTH);
  return '█'.repeat(done) + '░'.repeat(BAR_LENGTH - done);
}

/** A label of at most `limit` UTF-16 code units. `foreignLine` counts characters as people do, platforms may not. */
export function buttonLabel(label: string, limit: number): string {
  const line = foreignLine(label, limit) || '…';
  if (line.length <= limit) return line;
  const characters = [...line];
  while (characters.join('').length >= limit) characters.pop();
  return `${characters.join('')}…`;
}
