import type { Action } from './action.js';
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
