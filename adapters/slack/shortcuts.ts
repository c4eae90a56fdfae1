import type { App } from '@slack/bolt';
import { PROFILES } from '../../src/conversation/profiles.js';
import type { Forms } from './forms.js';
import { attachmentsOf, type Listening, languageFor, receiveInThread } from './incoming.js';
import { SHORTCUT_FROM_MESSAGE, SHORTCUT_NEW_VIDEO } from './names.js';
import { globalShortcutSchema, messageShortcutSchema } from './payloads.js';
import { homePlace, threadPlace } from './place.js';
import { belongsToAnother, refuseAnother } from './starter-only.js';
import { slackWords } from './words.js';

/** The lightning menu (the same form as `/video`) and "Make a video from this" on a message. */
export function listenToShortcuts(app: App, tools: Listening, forms: Forms): void {
  app.shortcut(SHORTCUT_NEW_VIDEO, async ({ shortcut, ack, context }) => {
    const parsed = globalShortcutSchema.safeParse(shortcut);
    if (parsed.success) {
      const { user, trigger_id: trigger } = parsed.data;
      const workspace = await tools.workspaces.of(String(context.tenant));
      tools.background.run('open the form', () =>
        forms.open(workspace, {
          user: user.id,
          trigger,
          metadata: {},
          place: homePlace(workspace.tenant, user.id),
        }),
      );
    }
    await ack();
  });

  app.shortcut(SHORTCUT_FROM_MESSAGE, async ({ shortcut, ack, context }) => {
    const parsed = messageShortcutSchema.safeParse(shortcut);
    if (parsed.success) await makeFromMessage(parsed.data, String(context.tenant));
    await ack();
  });

  async function makeFromMessage(
    pressed: ReturnType<typeof messageShortcutSchema.parse>,
    tenant: string,
  ): Promise<void> {
    const { user, channel, message } = pressed;
    const workspace = await tools.workspaces.of(tenant);
    const root = message.thread_ts ?? message.ts;
    const place = threadPlace(workspace.tenant, channel.id, root);
    tools.answerUrls.remember(place.conversation, pressed.response_url ?? undefined);
    if (await belongsToAnother(tools, place, user.id)) return refuseAnother(tools, workspace, place, user.id);
    const attachments = attachmentsOf(message);
    const language = await languageFor(tools, workspace, user.id);
    if (attachments.length === 0) {
      const words = slackWords(language);
      tools.background.run('say that there are no pictures', () =>
        tools.whisper.say(workspace, place, user.id, words.noPictures),
      );
      return;
    }
    // The message was not written for the bot, so its words are no order: the skill's own main example is.
    const { mainExample } = PROFILES[tools.config.skill];
    await receiveInThread(
      tools,
      workspace,
      {
        id: `shortcut:${channel.id}:${message.ts}:${pressed.action_ts ?? pressed.trigger_id ?? ''}`,
        place,
        user: user.id,
        userName: user.name ?? user.username ?? undefined,
        text: mainExample[language],
        attachments,
      },
      { isNew: false },
    );
  }
}
