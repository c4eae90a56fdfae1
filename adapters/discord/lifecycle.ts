import type { Listening } from './incoming.js';
import { channelDeleteSchema, guildDeleteSchema } from './payloads.js';
import { guildTenant, threadPlace } from './place.js';

/** The bot was removed from a guild. An outage of Discord comes as the same event and deletes nothing. */
export async function onGuildDelete(tools: Listening, payload: unknown): Promise<void> {
  const parsed = guildDeleteSchema.safeParse(payload);
  if (!parsed.success || parsed.data.unavailable) return;
  const tenant = guildTenant(parsed.data.id);
  await tools.reception.forget({ tenant });
  tools.threads.forget({ tenant });
  tools.log.info({ tenant }, 'the bot was removed; what belonged to the guild is deleted');
}

/** A thread was deleted: what was made in it can be reached by nobody, so it goes too. */
export async function onThreadDelete(tools: Listening, payload: unknown): Promise<void> {
  const parsed = channelDeleteSchema.safeParse(payload);
  if (!parsed.success || !parsed.data.guild_id) return;
  const { conversation } = threadPlace(parsed.data.guild_id, parsed.data.id);
  if (!(await tools.threads.find(conversation))) return;
  await tools.reception.forget({ conversation });
  tools.threads.forget({ conversation });
}
