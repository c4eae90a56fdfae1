import type { App } from '@slack/bolt';
import { foreignLine } from '../../src/conversation/foreign-text.js';
import type { Language, Place } from '../../src/conversation/inbound.js';
import { Recent } from '../chat/recent.js';
import { type Listening, languageFor, receiveInThread } from './incoming.js';
import { LIMITS } from './limits.js';
import { FIELDS, type FilledIn, MODAL_ID, type ModalMetadata, readModal, videoModal } from './modal.js';
import { toMrkdwn } from './mrkdwn.js';
import { submissionSchema } from './payloads.js';
import { threadPlace } from './place.js';
import { messageMetadata } from './posts.js';
import { fixOf, refusedWith, SlackProblem } from './problems.js';
import { section } from './render.js';
import { clipMrkdwn } from './split-text.js';
import { slackWords } from './words.js';
import type { Workspace } from './workspaces.js';

/** What a form is answered with: closed, or a line below one of its fields. */
type FormAnswer = { response_action: 'errors'; errors: Record<string, string> } | undefined;

/** The form that `/video` and the shortcut open, and what becomes of it. */
export interface Forms {
  /**
   * Opens the form; `trigger` is valid for three seconds. When Slack does not open it, the person is told at `place`
   * and it rejects with SlackProblem.
   */
  open(
    workspace: Workspace,
    asker: { user: string; trigger: string; prompt?: string; metadata: ModalMetadata; place: Place },
  ): Promise<void>;
}

export function createForms(tools: Listening): Forms {
  return {
    async open(workspace, { user, trigger, prompt, metadata, place }) {
      const language = await languageFor(tools, workspace, user);
      const view = videoModal({ language, skill: tools.config.skill, prompt, metadata });
      try {
        await workspace.api.openModal(trigger, view);
      } catch (thrown) {
        await tools.whisper.say(workspace, place, user, slackWords(language).tryAgain);
        throw thrown;
      }
    },
  };
}

export function listenToForms(app: App, tools: Listening): void {
  const threads = createThreadOpener(tools);

  app.view(MODAL_ID, async ({ body, ack, context }) => {
    const parsed = submissionSchema.safeParse(body);
    if (!parsed.success) return ack();
    const { user, view } = parsed.data;
    const workspace = await tools.workspaces.of(String(context.tenant));
    const answer = await take(workspace, readModal(parsed.data), {
      user: user.id,
      name: user.name ?? user.username ?? user.id,
      view: view.id,
    });
    return answer ? ack(answer) : ack();
  });

  async function take(
    workspace: Workspace,
    { channel, prompt, attachments, skill, aspect, responseUrl }: FilledIn,
    { user, name, view }: { user: string; name: string; view: string },
  ): Promise<FormAnswer> {
    const [language, isUsed] = await Promise.all([
      languageFor(tools, workspace, user),
      tools.used.isUsed(workspace.tenant, `form:${view}`),
    ]);
    // The inbox would know the order again, but not before its thread had been opened a second time.
    if (isUsed) return undefined;
    const words = slackWords(language);
    if (!prompt && attachments.length === 0) return errorAt(FIELDS.prompt, words.promptOrFiles);
    if (!channel) return errorAt(FIELDS.channel, words.channel);
    const title = words.threadTitle(foreignLine(name), foreignLine(prompt, 300));
    const thread = await threads.open(workspace, language, { channel, title, view });
    if (typeof thread !== 'string') return errorAt(FIELDS.prompt, thread.problem);
    const place = threadPlace(workspace.tenant, channel, thread);
    tools.answerUrls.remember(place.conversation, responseUrl);
    const text = [prompt, aspect && words.aspectOrder(aspect)].filter(Boolean).join('\n');
    const incoming = { id: `form:${view}`, place, user, userName: name, text, attachments, skill };
    await receiveInThread(tools, workspace, incoming, { isNew: true });
    await tools.used.use(workspace.tenant, `form:${view}`);
    return undefined;
  }
}

function errorAt(field: string, message: string): FormAnswer {
  return { response_action: 'errors', errors: { [field]: message } };
}

/**
 * A form has no thread yet: its first message is posted before the order is written down, because the conversation is
 * named after it. A form that is sent again, because the order could not be written down, finds its thread again.
 */
function createThreadOpener({ clock, log }: Listening) {
  const opened = new Recent<Promise<string>>(1_000);

  async function post({ api }: Workspace, channel: string, title: string, view: string): Promise<string> {
    const text = clipMrkdwn(toMrkdwn(title), LIMITS.fallbackText);
    return api.postInChannel(channel, {
      text,
      blocks: [section(text)],
      metadata: messageMetadata(`form:${view}`, 0),
    });
  }

  return {
    /** The `ts` of the thread, or what to tell the person. */
    async open(
      workspace: Workspace,
      language: Language,
      form: { channel: string; title: string; view: string },
    ): Promise<string | { problem: string }> {
      const { channel, title, view } = form;
      const words = slackWords(language);
      const key = `${workspace.tenant}/${view}/${channel}`;
      const posting = opened.get(key) ?? post(workspace, channel, title, view);
      opened.set(key, posting);
      const late = new AbortController();
      const waited = clock.sleep(OPEN_WITHIN_MS, late.signal).then(
        () => '',
        () => '',
      );
      try {
        return (await Promise.race([posting, waited])) || { problem: words.tryAgain };
      } catch (thrown) {
        opened.delete(key);
        if (!(thrown instanceof SlackProblem)) throw thrown;
        log.info({ problem: thrown.message }, 'a form could not open a thread');
        const fix = refusedWith(thrown, 'channel_not_found')
          ? words.fixInvite
          : fixOf(thrown.problem, language);
        return { problem: fix ? words.cannotWrite(fix) : words.tryAgain };
      } finally {
        late.abort();
      }
    },
  };
}

/** Slack waits three seconds for the answer to a form, and the row has to be written within them too. */
const OPEN_WITHIN_MS = 1_000;
