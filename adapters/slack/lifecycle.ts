import type { App } from '@slack/bolt';
import { foreignLine } from '../../src/conversation/foreign-text.js';
import { PROFILES } from '../../src/conversation/profiles.js';
import { Recent } from '../chat/recent.js';
import type { HomeTab } from './home.js';
import { type Listening, languageFor, receive } from './incoming.js';
import { LIMITS } from './limits.js';
import { envelopeSchema, homeOpenedSchema, sessionStoppedSchema, tokensRevokedSchema } from './payloads.js';
import { homePlace, threadPlace } from './place.js';
import { SlackProblem } from './problems.js';
import { belongsToAnother, refuseAnother } from './starter-only.js';
import { slackWords } from './words.js';
import type { PayloadSource, Workspace } from './workspaces.js';

/** Slack's own Stop button, the two tabs of the app, and the end of an installation. */
export function listenToLifecycle(app: App, tools: Listening, home: HomeTab): void {
  const creditsAskedAt = new Recent<number>(5_000);

  app.event('agent_session_stopped', async ({ event, context }) => {
    const parsed = sessionStoppedSchema.safeParse(event);
    if (!parsed.success) return;
    const { channel, thread_ts: thread, user, event_ts: at } = parsed.data;
    const workspace = await tools.workspaces.of(String(context.tenant));
    const place = threadPlace(workspace.tenant, channel, thread);
    if (await belongsToAnother(tools, place, user)) return refuseAnother(tools, workspace, place, user);
    const id = `stop:${channel}:${thread}:${at}`;
    await receive(tools, workspace, { id, place, user, action: { do: 'stop' } });
    tools.background.run('end a session', () => tools.sessions.stopped(place));
  });

  app.event('app_home_opened', async ({ event, context }) => {
    const parsed = homeOpenedSchema.safeParse(event);
    if (!parsed.success) return;
    const { user, channel, tab, event_ts: at } = parsed.data;
    const workspace = await tools.workspaces.of(String(context.tenant));
    // Nobody gave an order, so nothing has to be written down before Slack is answered.
    if (tab === 'messages' && channel) {
      tools.background.run('suggest prompts', () => suggestPrompts(workspace, user, channel));
    } else if (tab !== 'messages') {
      tools.background.run('draw the Home tab', async () => {
        await home.publish(workspace, user);
        await askForCredits(workspace, user, at ?? String(tools.clock.now()));
      });
    }
  });

  async function suggestPrompts(workspace: Workspace, user: string, channel: string): Promise<void> {
    const language = await languageFor(tools, workspace, user);
    const prompts = PROFILES[tools.config.skill].examples
      .slice(0, LIMITS.suggestedPrompts)
      .map((example) => ({
        title: foreignLine(example[language], LIMITS.suggestedPromptTitle),
        message: example[language],
      }));
    try {
      await workspace.api.suggestPrompts(channel, slackWords(language).promptsTitle, prompts);
    } catch (thrown) {
      if (!(thrown instanceof SlackProblem)) throw thrown;
      // Workspaces without agents have no prompts.
      tools.log.debug({ problem: thrown.message }, 'prompts were not suggested');
    }
  }

  /** The core looks them up and answers in the "place" of the Home tab. */
  async function askForCredits(workspace: Workspace, user: string, at: string): Promise<void> {
    const key = `${workspace.tenant}/${user}`;
    const now = tools.clock.now();
    if (now - (creditsAskedAt.get(key) ?? 0) < CREDITS_KNOWN_FOR_MS) return;
    creditsAskedAt.set(key, now);
    await receive(tools, workspace, {
      id: `home:${user}:${at}`,
      place: homePlace(workspace.tenant, user),
      user,
      action: { do: 'credits' },
    });
  }

  // Both come, in any order; each of them alone ends the installation.
  app.event('app_uninstalled', ({ body }) => forget(body));
  app.event('tokens_revoked', async ({ event, body }) => {
    const revoked = tokensRevokedSchema.safeParse(event);
    // A person who takes back their own token has not uninstalled the app.
    if (revoked.success && (revoked.data.tokens?.bot ?? []).length > 0) await forget(body);
  });

  async function forget(body: unknown): Promise<void> {
    const envelope = envelopeSchema.safeParse(body);
    if (!envelope.success) return;
    const { event_id: event, event_time: seconds } = envelope.data;
    // The retry header is not signed, so whoever has seen this request can send it again; by then the app may have been
    // installed anew. Nothing of this is kept with the tenant, because that goes.
    if (event && (await tools.used.isUsed(ENDINGS, event))) return;
    const at = seconds ? seconds * 1_000 : tools.clock.now();
    const tenant = await tools.workspaces.removed(sourceOfEnvelope(envelope.data), at);
    if (!tenant) return;
    await tools.reception.forget({ tenant });
    tools.threads.forget({ tenant });
    if (event) await tools.used.use(ENDINGS, event);
    tools.log.info({ tenant }, 'the app was uninstalled; what belonged to the workspace is deleted');
  }
}

/** Where events that ended an installation are remembered. */
const ENDINGS = 'ended';
/** Home tabs are opened often; the credits change seldom. */
const CREDITS_KNOWN_FOR_MS = 60_000;

function sourceOfEnvelope(body: ReturnType<typeof envelopeSchema.parse>): PayloadSource {
  const [authorization] = body.authorizations ?? [];
  const isEnterpriseInstall =
    authorization?.is_enterprise_install ?? String(body.is_enterprise_install ?? false) === 'true';
  return {
    teamId: authorization?.team_id ?? body.team_id ?? undefined,
    enterpriseId: authorization?.enterprise_id ?? body.enterprise_id ?? undefined,
    isEnterpriseInstall,
  };
}
