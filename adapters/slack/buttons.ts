import type { App } from '@slack/bolt';
import type { Place } from '../../src/conversation/inbound.js';
import { openAction } from '../chat/sealed-action.js';
import type { Forms } from './forms.js';
import { HOME_CREDITS, HOME_NEW_VIDEO } from './home.js';
import { type Listening, languageFor, receive } from './incoming.js';
import { buttonPressSchema, buttonSchema } from './payloads.js';
import { asidePlace, homePlace, threadPlace } from './place.js';
import { BUTTON_PREFIX } from './render.js';
import { belongsToAnother, refuseAnother } from './starter-only.js';
import { slackWords } from './words.js';
import type { Workspace } from './workspaces.js';

type Press = ReturnType<typeof buttonPressSchema.parse>;

/** Presses of the buttons below messages, and of those on the Home tab. */
export function listenToButtons(app: App, tools: Listening, forms: Forms): void {
  app.action(new RegExp(`^${BUTTON_PREFIX}`), async ({ body, action, ack, context }) => {
    const press = buttonPressSchema.safeParse(body);
    const button = buttonSchema.safeParse(action);
    if (press.success && button.success) {
      const workspace = await tools.workspaces.of(String(context.tenant));
      await onPress(workspace, press.data, button.data);
    }
    await ack();
  });

  app.action(HOME_NEW_VIDEO, async ({ body, ack, context }) => {
    const press = buttonPressSchema.safeParse(body);
    const trigger = press.success ? press.data.trigger_id : undefined;
    if (press.success && trigger) {
      const workspace = await tools.workspaces.of(String(context.tenant));
      tools.background.run('open the form', () =>
        forms.open(workspace, {
          user: press.data.user.id,
          trigger,
          metadata: {},
          place: homePlace(workspace.tenant, press.data.user.id),
        }),
      );
    }
    await ack();
  });

  app.action(HOME_CREDITS, async ({ body, action, ack, context }) => {
    const press = buttonPressSchema.safeParse(body);
    const button = buttonSchema.safeParse(action);
    if (press.success && button.success) {
      const workspace = await tools.workspaces.of(String(context.tenant));
      const { id: user } = press.data.user;
      await receive(tools, workspace, {
        id: `home:${user}:${button.data.action_ts ?? press.data.trigger_id ?? ''}`,
        place: homePlace(workspace.tenant, user),
        user,
        action: { do: 'credits' },
      });
    }
    await ack();
  });

  async function onPress(
    workspace: Workspace,
    press: Press,
    button: ReturnType<typeof buttonSchema.parse>,
  ): Promise<void> {
    const { user } = press;
    const place = placeOfPress(workspace, press);
    if (!place) return;
    const action = openAction(tools.seal, button.value ?? '', place);
    if (!action) {
      tools.answerUrls.remember(place.conversation, press.response_url ?? undefined);
      tools.background.run('refuse a button', async () => {
        const words = slackWords(await languageFor(tools, workspace, user.id));
        await tools.whisper.say(workspace, place, user.id, words.buttonRefused);
      });
      return;
    }
    if (await belongsToAnother(tools, place, user.id)) {
      tools.answerUrls.remember(place.conversation, press.response_url ?? undefined);
      return refuseAnother(tools, workspace, place, user.id);
    }
    const message = press.container?.message_ts ?? press.message?.ts ?? '';
    await receive(tools, workspace, {
      id: `press:${message}:${user.id}:${button.action_ts ?? press.trigger_id ?? ''}`,
      place,
      user: user.id,
      userName: user.name ?? user.username ?? undefined,
      action,
    });
  }
}

/** Where the message with the button stands, as Slack says; the button itself says nothing about it. */
function placeOfPress(
  { tenant }: Workspace,
  { user, channel, container, message }: Press,
): Place | undefined {
  const where = container?.channel_id ?? channel?.id;
  if (!where) return undefined;
  const thread = container?.thread_ts ?? message?.thread_ts;
  if (thread) return threadPlace(tenant, where, thread);
  if (container?.is_ephemeral) return asidePlace(tenant, where, user.id);
  const first = container?.message_ts ?? message?.ts;
  return first ? threadPlace(tenant, where, first) : undefined;
}
