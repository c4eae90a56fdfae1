import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock } from '../../src/conversation/ports/tools.js';
import { type PayloadSource, tenantOf } from './workspaces.js';

/** An installation with the time at which it was made. */
export interface StoredInstallation {
  readonly installation: Installation;
  /** Unix milliseconds. */
  readonly installedAt: number;
}

/** Installations, sealed at rest. The key is inside the tenant, so that forgetting the tenant removes it too. */
export interface Installations extends InstallationStore {
  find(source: PayloadSource): Promise<StoredInstallation | undefined>;
  remove(tenant: string): Promise<void>;
}

export function createInstallations(sealed: KeyValueStore, clock: Clock): Installations {
  const key = (tenant: string) => `${tenant}/installation`;
  const read = (id: string) => sealed.get<StoredInstallation>(key(tenantOf(id)));

  async function find(source: PayloadSource) {
    const ofTeam = source.isEnterpriseInstall || !source.teamId ? undefined : await read(source.teamId);
    // An organisation's app meets payloads that name the team and forget to say that it is an organisation's.
    return ofTeam ?? (source.enterpriseId ? await read(source.enterpriseId) : undefined);
  }

  return {
    find,
    remove: (tenant) => sealed.delete(key(tenant)),

    async storeInstallation(installation) {
      const stored = { installation, installedAt: clock.now() };
      await sealed.set(key(tenantOfInstallation(installation)), stored);
    },

    async fetchInstallation(query) {
      const found = await find(sourceOf(query));
      if (!found) throw new Error('not installed');
      return found.installation;
    },

    async deleteInstallation(query) {
      const found = await find(sourceOf(query));
      if (found) await sealed.delete(key(tenantOfInstallation(found.installation)));
    },
  };
}

/** An installation for a whole organisation belongs to the organisation, any other to its workspace. */
export function tenantOfInstallation(installation: Installation): string {
  const id = installation.isEnterpriseInstall ? installation.enterprise?.id : installation.team?.id;
  if (!id) throw new Error('an installation without workspace and organisation');
  return tenantOf(id);
}

function sourceOf(query: InstallationQuery<boolean>): PayloadSource {
  return {
    teamId: query.teamId,
    enterpriseId: query.enterpriseId,
    isEnterpriseInstall: query.isEnterpriseInstall,
  };
}
