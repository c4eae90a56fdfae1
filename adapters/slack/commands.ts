import type { App } from '@slack/bolt';
import { forgetPerson } from '../chat/forget-person.js';
import type { Forms } from './forms.js';
import { type Listening, languageFor, receive } from './incoming.js';
import { fromMrkdwn } from './mrkdwn.js';
import { COMMAND } from './names.js';
import { commandSchema, type SlackCommand } from './payloads.js';
import { asidePlace, readPlace } from './place.js';
import { slackWords } from './words.js';
import type { Workspace } from './workspaces.js';

const ASKED = new Map<string, 'help' | 'credits' | 'forget'>([
  ['help', 'help'],
  ['帮助', 'help'],
  ['credits', 'credits'],
  ['积分', 'credits'],
  ['forget', 'forget'],
  ['forget me', 'forget'],
  ['忘记', 'forget'],
  ['忘记我', 'forget'],
]);

/** `/video <prompt>` opens the form; `/video help`, `credits` and `forget` answer the one who asked. */
export function listenToCommands(app: App, tools: Listening, forms: Forms): void {
  app.command(COMMAND, async ({ command, ack, context }) => {
    const parsed = commandSchema.safeParse(command);
    if (!parsed.success) return ack();
    const workspace = await tools.workspaces.of(String(context.tenant));
    await onCommand(tools, forms, workspace, parsed.data);
    await ack();
  });
}

async function onCommand(
  tools: Listening,
  forms: Forms,
  workspace: Workspace,
  command: SlackCommand,
): Promise<void> {
  const { channel_id: channel, user_id: user, trigger_id: trigger } = command;
  const prompt = fromMrkdwn(command.text ?? '', workspace.botUserId);
  const place = asidePlace(workspace.tenant, channel, user);
  tools.answerUrls.remember(place.conversation, command.response_url ?? undefined);
  const asked = ASKED.get(prompt.toLowerCase());
  switch (asked) {
    case 'help':
    case 'credits':
      await receive(tools, workspace, {
        id: `command:${trigger}`,
        place,
        user,
        userName: command.user_name ?? undefined,
        action: { do: asked },
      });
      return;
    case 'forget':
      if (await tools.used.isUsed(workspace.tenant, `command:${trigger}`)) return;
      await tools.used.use(workspace.tenant, `command:${trigger}`);
      tools.background.run('forget what a person asked to forget', async () => {
        const { tenant } = workspace;
        const threads = await forgetPerson(
          tools,
          { tenant, user },
          (begun) => readPlace(begun)?.kind === 'thread',
        );
        const words = slackWords(await languageFor(tools, workspace, user));
        await tools.whisper.say(workspace, place, user, words.forgotten(threads));
      });
      return;
    default:
      tools.background.run('open the form', () => {
        const metadata = { channel, responseUrl: command.response_url ?? undefined };
        return forms.open(workspace, { user, trigger, prompt, metadata, place });
      });
  }
}
