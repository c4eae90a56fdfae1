import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CallbackOptions, InstallProvider, type InstallURLOptions } from '@slack/oauth';
import type { Clock, Log } from '../../src/conversation/ports/tools.js';
import { clientOptions } from './caller.js';
import type { SlackHosts } from './hosts.js';
import type { Installations } from './installations.js';
import { libraryLogger } from './library-log.js';
import { BOT_SCOPES } from './manifest.js';
import { createOAuthStates } from './oauth-state.js';
import { INSTALL_PATH, REDIRECT_PATH } from './paths.js';
import type { UsedTickets } from './used-tickets.js';

/** "Add to Slack": how further workspaces get the bot. */
export interface OAuth {
  readonly installer: InstallProvider;
  install(request: IncomingMessage, response: ServerResponse): void;
  redirect(request: IncomingMessage, response: ServerResponse): void;
}

export function createOAuth(options: {
  clientId: string;
  clientSecret: string;
  stateSecret: string;
  publicUrl: string;
  hosts: SlackHosts;
  installations: Installations;
  used: UsedTickets;
  clock: Clock;
  log: Log;
}): OAuth {
  const { hosts, installations, log } = options;
  const installer = new InstallProvider({
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    stateStore: createOAuthStates(options.stateSecret, options.used),
    installationStore: installations,
    authorizationUrl: hosts.authorize,
    renderHtmlForInstallPath: installPage,
    logger: libraryLogger(log),
    clientOptions: clientOptions(hosts, log),
  });
  const url: InstallURLOptions = {
    scopes: [...BOT_SCOPES],
    redirectUri: `${options.publicUrl}${REDIRECT_PATH}`,
  };
  const callback: CallbackOptions = {
    success: (installation, _options, _request, response) => {
      log.info(
        { team: installation.team?.id, enterprise: installation.enterprise?.id },
        'the app was installed',
      );
      page(
        response,
        200,
        'Installed',
        'Mention the app in a channel with a few pictures to make the first video.',
      );
    },
    failure: (error, _options, _request, response) => {
      log.warn({ code: error.code }, 'an installation did not succeed');
      page(response, 400, 'Not installed', `Start again at ${options.publicUrl}${INSTALL_PATH} .`);
    },
  };
  const failed = (response: ServerResponse) => (thrown: unknown) => {
    log.warn({ error: String(thrown) }, 'a request of an installation failed');
    if (!response.headersSent)
      page(response, 500, 'Not installed', 'Something went wrong; the log says more.');
  };

  return {
    installer,
    install: (request, response) => {
      installer.handleInstallPath(request, response, {}, url).catch(failed(response));
    },
    redirect: (request, response) => {
      installer.handleCallback(request, response, callback).catch(failed(response));
    },
  };
}

/** `url` is made by URLSearchParams, which leaves no character that could end an attribute. */
function installPage(url: string): string {
  return html('Add Reelthread to Slack', `<a href="${url}">Add to Slack</a>`);
}

/** Texts are our own: nothing of the request is shown. */
function page(response: ServerResponse, status: number, title: string, text: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(html(title, text));
}

function html(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${body}</p></html>`;
}
