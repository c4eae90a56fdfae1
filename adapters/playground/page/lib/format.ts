import type { Language } from '../../../../src/conversation/inbound.js';

/** "0:07", "12:34", "1:02:03". */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** "1.2 MB", "340 kB". */
export function fileSize(bytes: number): string {
  if (bytes >= 1_048_576) return `${(bytes / 1_048_576).toFixed(bytes >= 10_485_760 ? 0 : 1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1_024))} kB`;
}

/** The time of day for today, the date for other days. */
export function moment(at: number, now: number, language: Language): string {
  const then = new Date(at);
  const sameDay = then.toDateString() === new Date(now).toDateString();
  const locale = language === 'zh' ? 'zh-CN' : undefined;
  return sameDay
    ? then.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })
    : then.toLocaleDateString(locale, { month: 'short', day: 'numeric' });
}

/** "3 min ago" in the reader's language. */
export function ago(at: number, now: number, language: Language): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const minutes = Math.round((at - now) / 60_000);
  if (minutes > -1) return format.format(0, 'second');
  if (minutes > -60) return format.format(minutes, 'minute');
  if (minutes > -1_440) return format.format(Math.round(minutes / 60), 'hour');
  return format.format(Math.round(minutes / 1_440), 'day');
}

const SIGNS = { '✅': 'done', '⚠': 'warning', '⏳': 'running', '🕒': 'waiting', '⏹': 'stopped' } as const;
const SIGN = new RegExp(`^(${Object.keys(SIGNS).join('|')})\\uFE0F?\\s*`, 'u');

export type Sign = (typeof SIGNS)[keyof typeof SIGNS];

/** The sign that a line of a reply may begin with, and the line without it: the page draws signs itself. */
export function splitSign(line: string): { sign?: Sign; text: string } {
  const found = SIGN.exec(line);
  if (!found) return { text: line };
  return { sign: SIGNS[found[1] as keyof typeof SIGNS], text: line.slice(found[0].length) };
}

/** Where a picture of the state is drawn already, the sign at the beginning is left out. */
export function withoutSign(text: string): string {
  return splitSign(text).text;
}

/** Names of skills carry their explanation after a colon: the short form is for narrow places. */
export function shortName(name: string): string {
  return name.split(/[:：]/)[0] ?? name;
}
