import { Failure } from '../../src/failure.js';
import type { SlackApi } from './web-api.js';

/** An installation: one workspace, or a whole organisation. */
export interface Workspace {
  /** `slack:T…` or `slack:E…`. */
  readonly tenant: string;
  readonly api: SlackApi;
  readonly token: string;
  readonly botUserId?: string;
  readonly botId?: string;
  /** What the bot is called here, where it is known. */
  readonly botName?: string;
  /** Address of the workspace, such as `https://acme.slack.com/`, where it is known. */
  readonly url?: string;
}

/** Whose payload it is, as Slack says. */
export interface PayloadSource {
  readonly teamId?: string;
  readonly enterpriseId?: string;
  readonly isEnterpriseInstall: boolean;
}

/** The installations that this bot has, be it one from the configuration or many from the store. */
export interface Workspaces {
  /** Undefined when the app is not installed there (any more). Rejects with a Failure when nobody can tell now. */
  identify(source: PayloadSource): Promise<Workspace | undefined>;
  /** Rejects with Failure `platform-permission` when the app is not installed there (any more). */
  of(tenant: string): Promise<Workspace>;
  /**
   * The app was uninstalled, or its token revoked, at this time (Unix milliseconds). Resolves to the tenant whose data
   * must go; undefined when it was installed anew meanwhile.
   */
  removed(source: PayloadSource, at: number): Promise<string | undefined>;
  /**
   * Rejects with a Failure when Slack does not accept our credentials. Cheap: Slack is asked only while that is in doubt.
   * With many workspaces the tokens are theirs, and one that is refused says nothing about the others.
   */
  check(): Promise<void>;
}

export function tenantOf(id: string): string {
  return `slack:${id}`;
}

export function notInstalled(tenant: string): Failure {
  return new Failure('platform-permission', { detail: `the Slack app is not installed in ${tenant}` });
}
