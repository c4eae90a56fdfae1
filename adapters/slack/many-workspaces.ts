import type { InstallProvider } from '@slack/oauth';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { Failure } from '../../src/failure.js';
import { Recent } from '../chat/recent.js';
import { type Installations, type StoredInstallation, tenantOfInstallation } from './installations.js';
import type { ApiFactory } from './web-api.js';
import { notInstalled, type PayloadSource, tenantOf, type Workspace, type Workspaces } from './workspaces.js';

interface Remembered {
  readonly workspace: Workspace;
  readonly readAt: number;
}

/** Afterwards the store is asked again, in the background: another process may have removed the installation. */
const FRESH_FOR_MS = 5 * 60_000;
/** Tokens that rotate live 12 hours; they are renewed when less than this is left. */
const RENEW_BEFORE_SECONDS = 2 * 3_600;
const REDELIVERED_WITHIN_MS = 3_600_000;

export function createManyWorkspaces(options: {
  installations: Installations;
  /** Renews tokens where token rotation is switched on. */
  installer: Pick<InstallProvider, 'authorize'>;
  apiFor: ApiFactory;
  clock: Clock;
  log: Log;
}): Workspaces {
  const { installations, installer, apiFor, clock, log } = options;
  const byTenant = new Recent<Remembered>(1_000);
  /** From what payloads name to the tenant that it turned out to be. */
  const tenantBySource = new Recent<string>(5_000);

  async function read(source: PayloadSource): Promise<Workspace | undefined> {
    const stored = await installations.find(source);
    const bot = stored && (await currentBot(stored, source));
    if (!stored || !bot) return undefined;
    const tenant = tenantOfInstallation(stored.installation);
    const before = byTenant.get(tenant)?.workspace;
    const workspace: Workspace = {
      tenant,
      // The same token keeps its client: the client knows which methods are limited right now.
      api: before?.token === bot.token ? before.api : apiFor(bot.token),
      token: bot.token,
      botUserId: bot.userId,
      botId: bot.id,
      url: stored.installation.enterpriseUrl,
    };
    byTenant.set(tenant, { workspace, readAt: clock.now() });
    tenantBySource.set(sourceKey(source), tenant);
    return workspace;
  }

  async function currentBot({ installation }: StoredInstallation, source: PayloadSource) {
    const { bot } = installation;
    const expiresAt = bot?.refreshToken ? bot.expiresAt : undefined;
    if (!bot || expiresAt === undefined || expiresAt - clock.now() / 1_000 > RENEW_BEFORE_SECONDS) return bot;
    const renewed = await installer.authorize({
      teamId: source.teamId,
      enterpriseId: source.enterpriseId,
      isEnterpriseInstall: installation.isEnterpriseInstall === true,
    });
    return { ...bot, token: renewed.botToken ?? bot.token };
  }

  async function recall(key: string | undefined, source: PayloadSource): Promise<Workspace | undefined> {
    const remembered = key === undefined ? undefined : byTenant.get(key);
    if (!remembered) return read(source);
    if (clock.now() - remembered.readAt > FRESH_FOR_MS) {
      byTenant.set(remembered.workspace.tenant, { ...remembered, readAt: clock.now() });
      read(source).then(
        (workspace) => workspace ?? byTenant.delete(remembered.workspace.tenant),
        (thrown) =>
          log.warn({ error: Failure.from(thrown).message }, 'an installation could not be read again'),
      );
    }
    return remembered.workspace;
  }

  /**
   * Events of an uninstallation are delivered again for minutes; by then the app may have been installed anew. Slack
   * counts in seconds.
   */
  function isNewer(installedAt: number, uninstalledAt: number): boolean {
    return installedAt >= uninstalledAt + 1_000 && clock.now() - uninstalledAt < REDELIVERED_WITHIN_MS;
  }

  return {
    identify: (source) => recall(tenantBySource.get(sourceKey(source)), source),
    async of(tenant) {
      const workspace = await recall(tenant, sourceOfTenant(tenant));
      if (!workspace) throw notInstalled(tenant);
      return workspace;
    },
    async removed(source, at) {
      // A workspace that removes its own installation must not find, and remove, that of its organisation.
      const scope = source.isEnterpriseInstall ? source : { ...source, enterpriseId: undefined };
      const stored = await installations.find(scope);
      if (stored && isNewer(stored.installedAt, at)) return undefined;
      const id = source.isEnterpriseInstall ? source.enterpriseId : source.teamId;
      const tenant = stored ? tenantOfInstallation(stored.installation) : id && tenantOf(id);
      if (!tenant) return undefined;
      byTenant.delete(tenant);
      await installations.remove(tenant);
      return tenant;
    },
    async check() {},
  };
}

function sourceKey({ teamId, enterpriseId, isEnterpriseInstall }: PayloadSource): string {
  return `${teamId ?? ''}/${enterpriseId ?? ''}/${isEnterpriseInstall}`;
}

function sourceOfTenant(tenant: string): PayloadSource {
  const id = tenant.slice('slack:'.length);
  return id.startsWith('E')
    ? { enterpriseId: id, isEnterpriseInstall: true }
    : { teamId: id, isEnterpriseInstall: false };
}
