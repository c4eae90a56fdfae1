import type { App } from '@slack/bolt';
import { isHeardInThread } from '../chat/threads.js';
import { hear, withoutOwnName } from './hearing.js';
import { attachmentsOf, type Listening, receiveInThread } from './incoming.js';
import { fromMrkdwn } from './mrkdwn.js';
import { type MessageEvent, messageEventSchema } from './payloads.js';
import { threadPlace } from './place.js';
import { belongsToAnother, refuseAnother } from './starter-only.js';
import type { Workspace } from './workspaces.js';

/** Words and files of people: mentions, DMs, and replies in threads that the bot takes part in. */
export function listenToMessages(app: App, tools: Listening): void {
  // Nearly everything that Slack sends is a message. It is taken here, before Bolt asks every listener of the app.
  app.use(async ({ body, payload, context, next }) => {
    const type = body.type === 'event_callback' ? payload.type : undefined;
    if (type === 'message' || type === 'app_mention') await take(payload, type, String(context.tenant));
    else await next();
  });

  async function take(payload: unknown, type: 'message' | 'app_mention', tenant: string): Promise<void> {
    const parsed = messageEventSchema.safeParse(payload);
    if (!parsed.success) return;
    const workspace = await tools.workspaces.of(tenant);
    await onMessage(tools, workspace, parsed.data, type);
  }
}

async function onMessage(
  tools: Listening,
  workspace: Workspace,
  event: MessageEvent,
  type: 'message' | 'app_mention',
): Promise<void> {
  const heard = hear(event, type, workspace);
  if (heard === 'not-ours' || !event.user) return;
  const root = event.thread_ts ?? event.ts;
  const place = threadPlace(workspace.tenant, event.channel, root);
  const { threadReplies } = tools.config;

  if (heard === 'reply') {
    const thread = await tools.threads.find(place.conversation);
    if (!thread || !isHeardInThread(threadReplies, thread, event.user)) return;
  } else if (event.thread_ts && (await belongsToAnother(tools, place, event.user))) {
    // The twin of this event says the same.
    if (type === 'app_mention') refuseAnother(tools, workspace, place, event.user);
    return;
  }

  await receiveInThread(
    tools,
    workspace,
    {
      // The twins `message` and `app_mention`, and every redelivery, have the same channel and `ts`.
      id: `${event.channel}:${event.ts}`,
      place,
      user: event.user,
      text: withoutOwnName(fromMrkdwn(event.text ?? '', workspace.botUserId), workspace.botName),
      attachments: attachmentsOf(event),
    },
    { isNew: root === event.ts },
  );
}
