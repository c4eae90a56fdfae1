import {
  type APIInteractionResponse,
  type APILabelComponent,
  ComponentType,
  InteractionResponseType,
  TextInputStyle,
} from 'discord.js';
import { ASPECT_RATIOS, type AspectRatio } from '../../src/conversation/action.js';
import { foreignStart, foreignText } from '../../src/conversation/foreign-text.js';
import type { AttachmentRef, Language } from '../../src/conversation/inbound.js';
import { findProfile, PROFILES, type SkillSlug } from '../../src/conversation/profiles.js';
import { attachmentRefs } from './attachments.js';
import { LIMITS } from './limits.js';
import type { Interaction } from './payloads.js';
import { discordWords } from './words.js';

/** The form of `/video create` without a prompt. The form of "Edit" has a signed id (`own-buttons.ts`). */
export const FORM_ID = 'reelthread_new_video';
export const PRIVATE_FORM_ID = 'reelthread_new_private_video';

const FIELDS = { prompt: 'prompt', files: 'files', skill: 'skill', aspect: 'aspect' } as const;

/** A form with the prompt and a File Upload; a new video may also choose its skill and aspect ratio. */
export function videoForm(form: {
  id: string;
  language: Language;
  prompt?: string;
  isNew: boolean;
}): APIInteractionResponse {
  const { id, language, prompt = '', isNew } = form;
  const words = discordWords(language);
  const skills = Object.values(PROFILES).map(({ name, slug }) => ({ label: name[language], value: slug }));
  const aspects = ASPECT_RATIOS.map((ratio) => ({ label: ratio, value: ratio }));
  return {
    type: InteractionResponseType.Modal,
    data: {
      custom_id: id,
      title: isNew ? words.modalTitle : words.editTitle,
      components: [
        label(words.prompt, {
          type: ComponentType.TextInput,
          custom_id: FIELDS.prompt,
          style: TextInputStyle.Paragraph,
          required: false,
          max_length: LIMITS.input,
          placeholder: words.promptHint.slice(0, LIMITS.placeholder),
          // An empty value is refused.
          ...(prompt ? { value: foreignStart(prompt, LIMITS.input) } : {}),
        }),
        {
          ...label(words.files, {
            type: ComponentType.FileUpload,
            custom_id: FIELDS.files,
            min_values: 0,
            max_values: LIMITS.files,
            required: false,
          }),
          description: words.filesHint,
        },
        ...(isNew
          ? [
              label(words.skill, choice(FIELDS.skill, skills)),
              label(words.aspect, choice(FIELDS.aspect, aspects)),
            ]
          : []),
      ],
    },
  };
}

/** What somebody filled in. */
export interface FilledIn {
  readonly prompt: string;
  readonly attachments: AttachmentRef[];
  readonly skill?: SkillSlug;
  readonly aspect?: AspectRatio;
}

export function readForm({ data }: Interaction): FilledIn {
  const fields = (data?.components ?? []).flatMap(({ component, components }) =>
    component ? [component] : components,
  );
  const field = (name: string) => fields.find(({ custom_id }) => custom_id === name);
  const files = data?.resolved?.attachments ?? {};
  const ratio = field(FIELDS.aspect)?.values[0];
  return {
    prompt: foreignText(field(FIELDS.prompt)?.value ?? '').trim(),
    attachments: attachmentRefs((field(FIELDS.files)?.values ?? []).flatMap((id) => files[id] ?? [])),
    skill: findProfile(field(FIELDS.skill)?.values[0] ?? '')?.slug,
    aspect: ASPECT_RATIOS.find((known) => known === ratio),
  };
}

function label(text: string, component: APILabelComponent['component']): APILabelComponent {
  return { type: ComponentType.Label, label: text.slice(0, LIMITS.label), component };
}

function choice(
  id: string,
  options: readonly { label: string; value: string }[],
): APILabelComponent['component'] {
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    required: false,
    options: options.map(({ label: text, value }) => ({ label: text.slice(0, LIMITS.selectLabel), value })),
  };
}
