import { z } from 'zod';
import type { SeenMessage } from '../../conformance/platform.js';
import type { KeptMessage } from './stand-in.js';

/** What a person sees of mrkdwn: Slack's own rules, read the strict way. */
export function drawMrkdwn(mrkdwn: string): Pick<SeenMessage, 'text' | 'links' | 'pings'> {
  const links: { label: string; url: string }[] = [];
  let pings = false;
  const text = mrkdwn.replace(/<([^<>]*)>/g, (_, inside: string) => {
    const [target = '', label] = inside.split('|');
    if (/^[@!]/.test(target)) {
      pings = true;
      return label ?? target;
    }
    const url = unescaped(target);
    links.push({ label: unescaped(label ?? target), url });
    return label ?? target;
  });
  return { text: unescaped(text), links, pings };
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const blockSchema = z.union([
  z.object({ type: z.literal('section'), text: z.object({ text: z.string() }) }),
  z.object({
    type: z.literal('actions'),
    elements: z.array(z.object({ text: z.object({ text: z.string() }), value: z.string() })),
  }),
  z.object({ type: z.literal('context') }),
]);

/** A message as it is drawn: its blocks, or its text when it has none. */
export function drawMessage(message: Pick<KeptMessage, 'text' | 'blocks' | 'files'>): SeenMessage {
  const blocks = message.blocks.map((block) => blockSchema.parse(block));
  const sections = blocks.flatMap((block) => (block.type === 'section' ? [block.text.text] : []));
  const buttons = blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map((element) => element.text.text) : [],
  );
  const drawn = drawMrkdwn(sections.length > 0 ? sections.join('\n') : message.text);
  // The text beside the blocks reaches notifications and screen readers: it must not ping either.
  const pings = drawn.pings || drawMrkdwn(message.text).pings;
  return { ...drawn, pings, buttons, files: message.files };
}

/** The sealed values of a message's buttons. */
export function sealedButtons(message: Pick<KeptMessage, 'blocks'>): string[] {
  return message.blocks
    .map((block) => blockSchema.parse(block))
    .flatMap((block) => (block.type === 'actions' ? block.elements.map((element) => element.value) : []));
}
