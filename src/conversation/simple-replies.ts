import { type Action, ASPECT_RATIOS } from './action.js';
import type { Language } from './inbound.js';
import type { Button, Reply } from './reply.js';
import { wordsIn } from './words/words.js';

/** A plain text reply. */
export function textReply(
  act: { readonly language: Language },
  text: string,
  actions: readonly Action['do'][] = [],
): Reply {
  return { kind: 'text', text, language: act.language, buttons: buttonsFor(act.language, actions) };
}

/** One button for each aspect ratio but the present one. */
export function aspectButtons(size: { readonly width?: number; readonly height?: number }): Button[] {
  const present = size.width && size.height ? size.width / size.height : undefined;
  return ASPECT_RATIOS.filter((ratio) => {
    const [wide = 1, high = 1] = ratio.split(':').map(Number);
    return present === undefined || Math.abs(present - wide / high) > 0.01;
  }).map((ratio) => ({ label: ratio, action: { do: 'aspect', ratio } }));
}

/** The usual buttons by what they do. */
export function buttonsFor(language: Language, actions: readonly Action['do'][]): Button[] {
  const labels = wordsIn(language).button;
  const known: Partial<Record<Action['do'], Button>> = {
    export: { label: labels.export, action: { do: 'export' }, style: 'primary' },
    timeline: { label: labels.timeline, action: { do: 'timeline' } },
    credits: { label: labels.credits, action: { do: 'credits' } },
    stop: { label: labels.stop, action: { do: 'stop' }, style: 'danger' },
    help: { label: labels.help, action: { do: 'help' } },
    new: { label: labels.newProject, action: { do: 'new' } },
  };
  return actions.flatMap((action) => known[action] ?? []);
}
