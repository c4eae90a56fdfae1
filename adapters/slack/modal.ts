import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { ASPECT_RATIOS, type AspectRatio } from '../../src/conversation/action.js';
import { foreignStart } from '../../src/conversation/foreign-text.js';
import type { AttachmentRef, Language } from '../../src/conversation/inbound.js';
import { findProfile, PROFILES, type SkillSlug } from '../../src/conversation/profiles.js';
import { attachmentsOf } from './incoming.js';
import { LIMITS } from './limits.js';
import { fromMrkdwn } from './mrkdwn.js';
import type { Submission } from './payloads.js';
import { slackWords } from './words.js';

export const MODAL_ID = 'reelthread_new_video';

/** Block ids of the form; every block has one element, whose action id is `value`. */
export const FIELDS = {
  prompt: 'prompt',
  files: 'files',
  skill: 'skill',
  aspect: 'aspect',
  channel: 'channel',
} as const;
const ELEMENT = 'value';
const ANY_ASPECT = 'any';

/** What the form has to know when it comes back; it travels with the form. */
const metadataSchema = z.object({ channel: z.string().optional(), responseUrl: z.string().optional() });
export type ModalMetadata = z.output<typeof metadataSchema>;

/** The form for a new video. Without a channel it asks for one. */
export function videoModal(form: {
  language: Language;
  skill: SkillSlug;
  prompt?: string;
  metadata: ModalMetadata;
}): ModalView {
  const { language, metadata } = form;
  const words = slackWords(language);
  const skills = Object.values(PROFILES).map((profile) => option(profile.name[language], profile.slug));
  const aspects = [
    option(words.aspectAny, ANY_ASPECT),
    ...ASPECT_RATIOS.map((ratio) => option(ratio, ratio)),
  ];
  return {
    type: 'modal',
    callback_id: MODAL_ID,
    private_metadata: JSON.stringify(metadata).slice(0, LIMITS.privateMetadata),
    title: plain(words.modalTitle),
    submit: plain(words.modalSubmit),
    close: plain(words.modalClose),
    blocks: [
      input(FIELDS.prompt, words.prompt, true, {
        type: 'plain_text_input',
        action_id: ELEMENT,
        multiline: true,
        max_length: LIMITS.input,
        placeholder: plain(words.promptHint.slice(0, LIMITS.header)),
        ...(form.prompt ? { initial_value: foreignStart(form.prompt, LIMITS.input) } : {}),
      }),
      {
        ...input(FIELDS.files, words.files, true, {
          type: 'file_input',
          action_id: ELEMENT,
          max_files: LIMITS.modalFiles,
        }),
        hint: plain(words.filesHint),
      },
      input(FIELDS.skill, words.skill, false, {
        type: 'static_select',
        action_id: ELEMENT,
        options: skills,
        initial_option: skills.find(({ value }) => value === form.skill),
      }),
      input(FIELDS.aspect, words.aspect, false, {
        type: 'static_select',
        action_id: ELEMENT,
        options: aspects,
        initial_option: aspects[0],
      }),
      ...(metadata.channel
        ? []
        : [
            input(FIELDS.channel, words.channel, false, {
              type: 'conversations_select',
              action_id: ELEMENT,
              default_to_current_conversation: true,
              filter: { include: ['public', 'private'] },
            }),
          ]),
    ],
  };
}

/** What somebody filled in. */
export interface FilledIn {
  readonly channel?: string;
  readonly responseUrl?: string;
  readonly prompt: string;
  readonly attachments: AttachmentRef[];
  readonly skill?: SkillSlug;
  readonly aspect?: AspectRatio;
}

export function readModal({ view }: Submission): FilledIn {
  const field = (name: string) => view.state.values[name]?.[ELEMENT];
  const metadata = readMetadata(view.private_metadata);
  const skill = findProfile(field(FIELDS.skill)?.selected_option?.value ?? '');
  const aspect = field(FIELDS.aspect)?.selected_option?.value;
  return {
    channel: metadata.channel ?? field(FIELDS.channel)?.selected_conversation ?? undefined,
    responseUrl: metadata.responseUrl,
    prompt: fromMrkdwn(field(FIELDS.prompt)?.value ?? '', undefined),
    attachments: attachmentsOf({ files: field(FIELDS.files)?.files ?? [] }),
    skill: skill?.slug,
    aspect: ASPECT_RATIOS.find((ratio) => ratio === aspect),
  };
}

function readMetadata(text: string | null | undefined): ModalMetadata {
  try {
    return metadataSchema.parse(JSON.parse(text || '{}'));
  } catch {
    // A form of an older version: it then says itself where it belongs, or is answered with an error.
    return {};
  }
}

function input(block: string, label: string, optional: boolean, element: InputBlock['element']): InputBlock {
  return { type: 'input', block_id: block, label: plain(label), optional, element };
}

function plain(text: string) {
  return { type: 'plain_text' as const, text };
}

function option(text: string, value: string): PlainTextOption {
  return { text: plain(text.slice(0, LIMITS.buttonText)), value };
}
