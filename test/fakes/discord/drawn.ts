import type { APIMessage } from 'discord.js';
import { z } from 'zod';
import type { SeenMessage } from '../../conformance/platform.js';

/** What a person sees of Discord's markdown, read the strict way: whatever is not escaped counts as markup. */
export function drawMarkdown(
  markdown: string,
): Pick<SeenMessage, 'text' | 'links' | 'pings'> & { marks: string[] } {
  const links: { label: string; url: string }[] = [];
  const marks: string[] = [];
  let pings = false;
  let text = '';
  for (let rest = markdown; rest !== ''; ) {
    const [piece, shown] = next(rest, text === '' || text.endsWith('\n'));
    text += shown;
    rest = rest.slice(piece.length);
  }
  return { text, links, pings, marks };

  function next(rest: string, atLineStart: boolean): [piece: string, shown: string] {
    const escaped = /^\\([^0-9A-Za-z\s])/.exec(rest);
    if (escaped) return [escaped[0], escaped[1] ?? ''];
    const quoted = /^<(https?:\/\/[^\s<>]+)>/.exec(rest);
    const bare = /^https?:\/\/[^\s<]+[^<.,:;"')\]\s]/.exec(rest);
    const url = quoted?.[1] ?? bare?.[0];
    if (url) {
      links.push({ label: url, url });
      return [quoted?.[0] ?? url, url];
    }
    const masked = /^\[([^\]]*)\]\((https?:[^)]*)\)/.exec(rest);
    if (masked) {
      links.push({ label: masked[1] ?? '', url: masked[2] ?? '' });
      marks.push(masked[0]);
      return [masked[0], masked[1] ?? ''];
    }
    const mention = /^<(@[!&]?|#|a?:\w+:|t:|id:|\/)\w+[^>]*>/.exec(rest);
    if (mention) {
      pings = pings || mention[0].startsWith('<@');
      marks.push(mention[0]);
      return [mention[0], mention[0]];
    }
    const mark = /^(\*|_|~~|`|\|\|)/.exec(rest) ?? (atLineStart ? /^(>|#{1,3} |- |-# )/.exec(rest) : null);
    if (mark) {
      marks.push(mark[0]);
      return [mark[0], ''];
    }
    const character = [...rest][0] ?? '';
    return [character, character];
  }
}

const rowSchema = z.object({
  components: z.array(z.object({ label: z.string().optional(), custom_id: z.string().optional() })),
});

/** A message as it is drawn. With `allowed_mentions` switched off (the gate insists) nothing pings in any case. */
export function drawMessage(message: APIMessage): SeenMessage {
  const { text, links, pings } = drawMarkdown(message.content);
  const buttons = rowsOf(message).map(({ label = '' }) => label);
  const files = message.attachments.map(({ filename, size }) => ({ name: filename, size }));
  return { text, links, pings, buttons, files };
}

export function buttonsOf(message: APIMessage): { label: string; customId: string }[] {
  return rowsOf(message).map(({ label = '', custom_id: customId = '' }) => ({ label, customId }));
}

function rowsOf(message: APIMessage) {
  return (message.components ?? []).flatMap((row) => rowSchema.parse(row).components);
}
