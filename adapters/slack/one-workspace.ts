import type { Log } from '../../src/conversation/ports/tools.js';
import { Failure } from '../../src/failure.js';
import { failureOf, fixOf, SlackProblem } from './problems.js';
import type { ApiFactory } from './web-api.js';
import { notInstalled, tenantOf, type Workspace, type Workspaces } from './workspaces.js';

/**
 * SLACK_BOT_TOKEN: everything belongs to the workspace of that token. Payloads are not asked for their team: in
 * channels that are shared with other workspaces it may be a foreign one.
 */
export function createOneWorkspace(options: { token: string; apiFor: ApiFactory; log: Log }): Workspaces {
  const { token, apiFor, log } = options;
  /** Slack has refused the token somewhere, or said that it is revoked: then `check` asks. */
  let isDoubted = false;
  const doubt = () => {
    isDoubted = true;
  };
  const api = apiFor(token, doubt);
  const ownIds = new Set<string>();
  let known: Workspace | undefined;
  let asking: Promise<Workspace> | undefined;

  async function ask(): Promise<Workspace> {
    const auth = await api.authTest();
    isDoubted = false;
    const id = (auth.isOrganisation ? auth.enterpriseId : undefined) ?? auth.teamId;
    if (!id) throw new Failure('platform-unavailable', { detail: 'auth.test names no workspace' });
    known = {
      tenant: tenantOf(id),
      api,
      token,
      botUserId: auth.userId,
      botId: auth.botId,
      botName: auth.userName,
      url: auth.url,
    };
    for (const own of [id, auth.teamId]) if (own) ownIds.add(own);
    log.info({ tenant: known.tenant, team: auth.teamName }, 'Slack accepts the bot token');
    return known;
  }

  /** Once at a time; a failure is asked again by whoever comes next. */
  async function asked(): Promise<Workspace> {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    try {
      return await asking;
    } catch (thrown) {
      throw tokenFailure(thrown);
    }
  }

  const workspace = async () => known ?? asked();

  return {
    identify: workspace,
    async of(tenant) {
      const own = await workspace();
      if (own.tenant !== tenant) throw notInstalled(tenant);
      return own;
    },
    async removed({ teamId, enterpriseId }) {
      // An app that was made public may be uninstalled elsewhere, which is not our business.
      const isOwn = [teamId, enterpriseId].some((id) => id !== undefined && ownIds.has(id));
      if (isOwn) doubt();
      return isOwn ? known?.tenant : undefined;
    },
    async check() {
      await (isDoubted ? asked() : workspace());
    },
  };
}

/** A token that Slack refuses is the operator's to change; everything else may pass. */
function tokenFailure(thrown: unknown): Failure {
  if (thrown instanceof SlackProblem && thrown.problem.kind === 'refused' && fixOf(thrown.problem)) {
    return new Failure('config', {
      detail: `SLACK_BOT_TOKEN is not accepted by Slack (${thrown.problem.code})`,
      cause: thrown,
    });
  }
  return failureOf(thrown);
}
