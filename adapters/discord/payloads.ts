import { z } from 'zod';

/**
 * What Discord sends, as far as it is read here. Lenient: a field that is missing or null where nothing depends on it
 * must not lose a message. Ids stay strings.
 */
const optional = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? undefined);
const list = <T extends z.ZodType>(type: T) =>
  z
    .array(type)
    .nullish()
    .transform((value) => value ?? []);
const bits = optional(z.string().regex(/^\d+$/).transform(BigInt));

const userSchema = z.object({
  id: z.string(),
  username: optional(z.string()),
  global_name: optional(z.string()),
  bot: optional(z.boolean()),
});

const attachmentSchema = z.object({
  id: z.string(),
  filename: optional(z.string()),
  title: optional(z.string()),
  content_type: optional(z.string()),
  size: optional(z.number()),
  url: z.string(),
});
export type DiscordAttachment = z.output<typeof attachmentSchema>;

/** A forwarded message is a snapshot inside an empty one, and its files are there. */
const snapshotSchema = z.object({
  message: optional(z.object({ content: optional(z.string()), attachments: list(attachmentSchema) })),
});

const bareMessageSchema = z.object({
  id: z.string(),
  channel_id: optional(z.string()),
  type: z.number().default(0),
  content: optional(z.string()),
  nonce: optional(z.union([z.string(), z.number()]).transform(String)),
  author: optional(userSchema),
  attachments: list(attachmentSchema),
  message_snapshots: list(snapshotSchema),
});

export const messageSchema = bareMessageSchema.extend({
  channel_id: z.string(),
  guild_id: optional(z.string()),
  webhook_id: optional(z.string()),
  member: optional(z.object({ nick: optional(z.string()) })),
  mention_everyone: optional(z.boolean()),
  mentions: list(userSchema),
  mention_roles: list(z.string()),
  referenced_message: optional(bareMessageSchema).catch(undefined),
});
export type DiscordMessage = z.output<typeof messageSchema>;
export type BareMessage = z.output<typeof bareMessageSchema>;

export const channelSchema = z.object({
  id: z.string(),
  type: z.number(),
  guild_id: optional(z.string()),
  parent_id: optional(z.string()),
  name: optional(z.string()),
});
export type DiscordChannel = z.output<typeof channelSchema>;

const optionValue = z.union([z.string(), z.number(), z.boolean()]);
const optionSchema = z.object({
  name: z.string(),
  type: z.number(),
  value: optional(optionValue),
  options: list(z.object({ name: z.string(), type: z.number(), value: optional(optionValue) })),
});

/** A field of a form: a text, chosen options, or ids of uploaded files. */
const fieldSchema = z.object({
  custom_id: z.string(),
  value: optional(z.string()),
  values: list(z.string()),
});
/** Labels hold one field; action rows, the older way, hold several. */
const formRowSchema = z.object({ component: optional(fieldSchema), components: list(fieldSchema) });

export const interactionSchema = z.object({
  id: z.string(),
  application_id: z.string(),
  type: z.number(),
  token: z.string(),
  guild_id: optional(z.string()),
  channel_id: optional(z.string()),
  channel: optional(
    z.object({ id: z.string(), type: optional(z.number()), parent_id: optional(z.string()) }),
  ),
  member: optional(z.object({ user: userSchema, nick: optional(z.string()), permissions: bits })),
  user: optional(userSchema),
  locale: optional(z.string()),
  app_permissions: bits,
  attachment_size_limit: optional(z.number()),
  context: optional(z.number()),
  authorizing_integration_owners: optional(z.record(z.string(), z.unknown())),
  message: optional(bareMessageSchema).catch(undefined),
  data: optional(
    z.object({
      name: optional(z.string()),
      type: optional(z.number()),
      custom_id: optional(z.string()),
      target_id: optional(z.string()),
      options: list(optionSchema),
      components: list(formRowSchema),
      resolved: optional(
        z.object({
          attachments: optional(z.record(z.string(), attachmentSchema)),
          messages: optional(z.record(z.string(), bareMessageSchema)),
        }),
      ),
    }),
  ),
});
export type Interaction = z.output<typeof interactionSchema>;

export const guildDeleteSchema = z.object({ id: z.string(), unavailable: optional(z.boolean()) });
export const channelDeleteSchema = z.object({ id: z.string(), guild_id: optional(z.string()) });
export const readySchema = z.object({
  user: userSchema,
  application: optional(z.object({ id: z.string() })),
  guilds: list(z.object({ id: z.string() })),
});

/** `GET /gateway/bot`: how many shards Discord recommends, and how many sessions may still begin until the reset. */
export const gatewaySchema = z
  .object({
    shards: z.int().min(1),
    session_start_limit: z.object({
      remaining: z.number(),
      reset_after: z.number(),
      max_concurrency: z.number().default(1),
    }),
  })
  .transform(({ shards, session_start_limit: limit }) => ({
    shards,
    remaining: limit.remaining,
    resetAfterMs: limit.reset_after,
    /** Shards that may begin within the same five seconds. */
    concurrency: limit.max_concurrency,
  }));
export type GatewayInformation = z.output<typeof gatewaySchema>;

/** The person behind an interaction: `member` in guilds, `user` in DMs. */
export function personOf(interaction: Interaction): { id: string; name?: string } | undefined {
  const user = interaction.member?.user ?? interaction.user;
  return user && { id: user.id, name: interaction.member?.nick ?? user.global_name ?? user.username };
}
