import { z } from 'zod';

/**
 * What is read of Slack's payloads, checked once here. Everything else in them is left alone; a payload that does not
 * fit is none of ours. Shapes: docs.slack.dev/reference/events and /reference/interaction-payloads.
 */
const text = z.string().nullish();

export const fileSchema = z.object({
  id: z.string().min(1),
  name: text,
  title: text,
  mimetype: text,
  size: z.number().nullish(),
  url_private: text,
  url_private_download: text,
  /** `check_file_info` for files of another workspace (Slack Connect): no address yet. */
  file_access: text,
  /** `hosted`; or `external`, `tombstone` (deleted) and `hidden_by_limit`, of which there are no bytes. */
  mode: text,
  is_external: z.boolean().nullish().catch(undefined),
  /** Of an external file, such as `gdrive`. */
  external_type: text,
});
export type SlackFile = z.output<typeof fileSchema>;

/** Files that cannot be read at all, such as deleted ones, do not hide the others. */
const files = z
  .array(z.unknown())
  .nullish()
  .transform((list) =>
    (list ?? []).flatMap((file) => {
      const parsed = fileSchema.safeParse(file);
      return parsed.success ? [parsed.data] : [];
    }),
  );

/** Messages that were shared or forwarded carry their files in `attachments`. */
const sharedMessages = z
  .array(z.object({ files }).catch({ files: [] }))
  .nullish()
  .catch([]);

const messageFields = {
  user: text,
  bot_id: text,
  text,
  ts: z.string().min(1),
  thread_ts: text,
  files,
  attachments: sharedMessages,
};

/** `message` and `app_mention` alike. */
export const messageEventSchema = z.object({
  ...messageFields,
  channel: z.string().min(1),
  channel_type: text,
  subtype: text,
  hidden: z.boolean().nullish(),
});
export type MessageEvent = z.output<typeof messageEventSchema>;

export const sessionStoppedSchema = z.object({
  channel: z.string().min(1),
  thread_ts: z.string().min(1),
  user: z.string().min(1),
  event_ts: z.string().min(1),
});

export const homeOpenedSchema = z.object({
  user: z.string().min(1),
  channel: text,
  tab: text,
  event_ts: text,
});

export const tokensRevokedSchema = z.object({
  tokens: z.object({ bot: z.array(z.string()).nullish() }).nullish(),
});

/** Around an event: which one, whose it is and when it happened. */
export const envelopeSchema = z.object({
  event_id: text,
  team_id: text,
  enterprise_id: text,
  is_enterprise_install: z.union([z.boolean(), z.string()]).nullish(),
  authorizations: z
    .array(z.object({ team_id: text, enterprise_id: text, is_enterprise_install: z.boolean().nullish() }))
    .nullish(),
  /** Seconds. */
  event_time: z.number().nullish(),
});

export const commandSchema = z.object({
  text,
  channel_id: z.string().min(1),
  user_id: z.string().min(1),
  user_name: text,
  trigger_id: z.string().min(1),
  response_url: text,
});
export type SlackCommand = z.output<typeof commandSchema>;

const person = z.object({ id: z.string().min(1), name: text, username: text });

export const messageShortcutSchema = z.object({
  user: person,
  channel: z.object({ id: z.string().min(1) }),
  message: z.object({ ...messageFields, ts: z.string().min(1) }),
  action_ts: text,
  trigger_id: text,
  response_url: text,
});

export const globalShortcutSchema = z.object({ user: person, trigger_id: z.string().min(1) });

export const buttonPressSchema = z.object({
  user: person,
  trigger_id: text,
  response_url: text,
  channel: z.object({ id: z.string().min(1) }).nullish(),
  container: z
    .object({
      type: text,
      channel_id: text,
      message_ts: text,
      thread_ts: text,
      is_ephemeral: z.boolean().nullish(),
    })
    .nullish(),
  message: z.object({ ts: text, thread_ts: text }).nullish(),
});

export const buttonSchema = z.object({
  action_id: z.string(),
  value: text,
  action_ts: text,
});

const inputValue = z.object({
  value: text,
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_conversation: text,
  files,
});

export const submissionSchema = z.object({
  user: person,
  view: z.object({
    id: z.string().min(1),
    private_metadata: text,
    state: z.object({ values: z.record(z.string(), z.record(z.string(), inputValue)) }),
  }),
});
export type Submission = z.output<typeof submissionSchema>;
