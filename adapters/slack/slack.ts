import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, AuthorizationError } from '@slack/bolt';
import type { ButtonSeal } from '../../src/conversation/button-seal.js';
import type { Platform } from '../../src/conversation/ports/platform.js';
import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { PROFILES } from '../../src/conversation/profiles.js';
import type { Reception } from '../../src/conversation/reception.js';
import { type Metrics, noMetrics } from '../../src/conversation/telemetry.js';
import { Failure } from '../../src/failure.js';
import { createBackground } from '../chat/background.js';
import type { CountRequest } from '../chat/count-request.js';
import { createThreads } from '../chat/threads.js';
import { acknowledgeAfterwards } from './acknowledge.js';
import { createAnswerUrls } from './answer-urls.js';
import { listenToButtons } from './buttons.js';
import { clientOptions } from './caller.js';
import { listenToCommands } from './commands.js';
import { missingValues, type SlackConfig } from './config.js';
import { createDownloads } from './downloads.js';
import { createForms, listenToForms } from './forms.js';
import { createHomeTab } from './home.js';
import { slackHosts } from './hosts.js';
import { createHttpReceiver } from './http-receiver.js';
import type { Listening } from './incoming.js';
import { createInstallations } from './installations.js';
import { libraryLogger } from './library-log.js';
import { listenToLifecycle } from './lifecycle.js';
import { createManyWorkspaces } from './many-workspaces.js';
import { listenToMessages } from './messages.js';
import { createOAuth } from './oauth.js';
import { createOneWorkspace } from './one-workspace.js';
import { createOutbound } from './outbound.js';
import { EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH } from './paths.js';
import { createPeople } from './people.js';
import { createSessions } from './sessions.js';
import { listenToShortcuts } from './shortcuts.js';
import { createSocketReceiver } from './socket-receiver.js';
import type { EngagedThread } from './threads.js';
import { createUploads } from './uploads.js';
import { createUsedTickets } from './used-tickets.js';
import { createApiFactory } from './web-api.js';
import { createWhisper } from './whisper.js';

export interface SlackOptions {
  readonly config: SlackConfig;
  readonly reception: Reception;
  readonly seal: ButtonSeal;
  readonly values: KeyValueStore;
  /** Installations of many workspaces: tokens, so sealed at rest. */
  readonly sealed: KeyValueStore;
  /** Counts the requests to Slack. */
  readonly metrics?: Metrics;
  readonly clock: Clock;
  readonly log: Log;
}

/** The server of the bot, as far as it is needed here. */
export interface RawServer {
  mountRaw(path: string, handler: (request: IncomingMessage, response: ServerResponse) => void): void;
}

export interface Slack {
  readonly platform: Platform;
  /** Adds the routes of HTTP mode and of the installation; none when neither is configured. Before `start`. */
  mount(server: RawServer): void;
  /** Rejects with Failure `config` when Slack refuses the tokens. An unreachable Slack is tried again for ever. */
  start(): Promise<void>;
  /** Takes nothing new, sends what waits, and lets go. */
  stop(): Promise<void>;
  /** For `/readyz`: rejects with a Failure when nothing can be received or answered. */
  check(): Promise<void>;
}

const STOP_WITHIN_MS = 10_000;

/** Throws Failure `config` when a value is missing; see `slackSetup`. */
export function createSlack(options: SlackOptions): Slack {
  const { config, reception, seal, values, sealed, metrics = noMetrics, clock, log } = options;
  const missing = missingValues(config);
  if (missing.length > 0) throw new Failure('config', { detail: `Slack needs ${missing.join(', ')}` });

  const hosts = slackHosts(config.apiUrl);
  const count: CountRequest = (outcome) => metrics.platformRequest('slack', outcome);
  const apiFor = createApiFactory({ hosts, count, clock, log });
  const used = createUsedTickets(values);
  const { workspaces, oauth } = createWorkspaces();
  const background = createBackground(log);
  const answerUrls = createAnswerUrls({ hosts, count, clock });
  const threads = createThreads<EngagedThread>({ values, background, clock, log });
  const people = createPeople({ clock, log });
  const sessions = createSessions({ workspaces, threads, clock, log });
  const whisper = createWhisper({ workspaces, people, answerUrls, log });
  const home = createHomeTab({ workspaces, reception, people, profile: PROFILES[config.skill] });
  const outbound = createOutbound({
    workspaces,
    seal,
    values,
    sessions,
    uploads: createUploads({ workspaces, hosts, values, count, clock, log }),
    downloads: createDownloads({ workspaces, hosts, count, clock }),
    home,
    whisper,
    answerUrls,
    clock,
    log,
  });

  const socket = config.appToken
    ? createSocketReceiver({ appToken: config.appToken, hosts, clock, log })
    : undefined;
  const http =
    !socket && config.signingSecret
      ? createHttpReceiver({ signingSecret: config.signingSecret, clock, log })
      : undefined;
  listen();

  /** One workspace from the configuration, or many from the store. */
  function createWorkspaces() {
    const { botToken, clientId, clientSecret, stateSecret, publicUrl } = config;
    if (botToken || !clientId || !clientSecret || !stateSecret || !publicUrl) {
      return { workspaces: createOneWorkspace({ token: botToken ?? '', apiFor, log }) };
    }
    const installations = createInstallations(sealed, clock);
    const oauth = createOAuth({
      clientId,
      clientSecret,
      stateSecret,
      publicUrl,
      hosts,
      installations,
      used,
      clock,
      log,
    });
    const { installer } = oauth;
    return { workspaces: createManyWorkspaces({ installations, installer, apiFor, clock, log }), oauth };
  }

  function listen(): void {
    const receiver = socket?.receiver ?? http?.receiver;
    if (!receiver)
      throw new Failure('config', { detail: 'Slack needs SLACK_APP_TOKEN or SLACK_SIGNING_SECRET' });
    const app = new App({
      receiver: acknowledgeAfterwards(receiver),
      async authorize({ teamId, enterpriseId, isEnterpriseInstall }) {
        const workspace = await workspaces.identify({ teamId, enterpriseId, isEnterpriseInstall });
        if (!workspace) throw new NotInstalled();
        const { token: botToken, botId, botUserId, tenant } = workspace;
        return { botToken, botId, botUserId, teamId, enterpriseId, tenant };
      },
      convoStore: false,
      clientOptions: clientOptions(hosts, log),
      logger: libraryLogger(log),
    });
    app.error(async (error) => {
      // A workspace without the app concerns nobody: it is acknowledged. Everything else is delivered again.
      if (error instanceof AuthorizationError && error.original instanceof NotInstalled) return;
      throw error;
    });
    const tools: Listening = {
      config,
      reception,
      seal,
      workspaces,
      threads,
      people,
      sessions,
      whisper,
      answerUrls,
      used,
      background,
      clock,
      log,
    };
    const forms = createForms(tools);
    listenToMessages(app, tools);
    listenToButtons(app, tools, forms);
    listenToCommands(app, tools, forms);
    listenToShortcuts(app, tools, forms);
    listenToForms(app, tools);
    listenToLifecycle(app, tools, home);
  }

  return {
    platform: outbound.platform,

    mount(server) {
      if (http) server.mountRaw(EVENTS_PATH, http.handle);
      if (!oauth) return;
      server.mountRaw(INSTALL_PATH, oauth.install);
      server.mountRaw(REDIRECT_PATH, oauth.redirect);
    },

    async start() {
      try {
        await workspaces.check();
      } catch (thrown) {
        const failure = Failure.from(thrown);
        if (failure.code === 'config') throw failure;
        log.warn({ error: failure.message }, 'Slack cannot be reached yet');
      }
      await socket?.connect();
    },

    async stop() {
      await socket?.disconnect();
      sessions.close();
      const settled = Promise.all([outbound.drain(), background.settled()]);
      await Promise.race([settled, clock.sleep(STOP_WITHIN_MS)]);
    },

    async check() {
      if (socket && !socket.isConnected()) {
        throw new Failure('platform-unavailable', { detail: 'not connected to Slack over Socket Mode' });
      }
      await workspaces.check();
    },
  };
}

/** Nobody has installed the app where the payload comes from. */
class NotInstalled extends Error {
  constructor() {
    super('the app is not installed there');
    this.name = 'NotInstalled';
  }
}
