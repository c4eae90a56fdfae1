import type { KeyValueStore } from '../conversation/ports/stores.js';
import type { Clock, Log } from '../conversation/ports/tools.js';
import type { BackendIdentity, Session, VideoBackend } from '../conversation/ports/video-backend.js';
import { Account } from './account.js';
import { NemoApi } from './api.js';
import { detectSkillPlatform } from './attribution.js';
import { Links } from './links.js';
import { cancelRender, renderStatus, submitRender } from './render.js';
import { ResultFiles } from './result-files.js';
import { createSession, forgetSession, readCredits } from './session.js';
import { readState } from './state.js';
import { Transport } from './transport.js';
import { sendTurn } from './turn/send-turn.js';
import { uploadFile, uploadUrl } from './upload.js';

export interface NemoBackendOptions {
  /** NEMO_API_URL. Files on loopback are opened only when this is a loopback address itself. */
  readonly apiUrl: string;
  readonly webUrl: string;
  readonly identity: BackendIdentity;
  /** NEMO_TOKEN; without it an anonymous token is asked for and kept. */
  readonly token?: string;
  /** The variable that the token was set with, for the operator's eyes. Default `NEMO_TOKEN`. */
  readonly tokenName?: string;
  /** NEMO_CLIENT_ID; without it one is made and kept. At most 64 characters. */
  readonly clientId?: string;
  /** `X-Skill-Version`. */
  readonly skillVersion: string;
  /** SKILL_SOURCE for `X-Skill-Platform`; without it the install path decides. */
  readonly skillSource?: string;
  /** Keeps the client id and the anonymous token. */
  readonly accounts: KeyValueStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly turnTimeoutMs: number;
  readonly heartbeatsOnlyTimeoutMs: number;
  readonly streamSilenceTimeoutMs: number;
  /** No answer but that of a turn is waited for longer; by default a minute, and five for an upload. */
  readonly answerTimeoutMs?: number;
}

export interface NemoBackend extends VideoBackend {
  /** Cuts all connections. */
  close(): Promise<void>;
}

/**
 * The client of the NemoVideo API, for the cloud and for the studio alike. Liberal in what it reads: the contract has
 * many variants and nobody outside the vendor has seen the real answers. Every method rejects with a Failure.
 */
export function createNemoBackend(options: NemoBackendOptions): NemoBackend {
  const { clock, log, identity, skillVersion } = options;
  const skillPlatform = detectSkillPlatform(options.skillSource, import.meta.dirname);
  const webUrl = options.webUrl.replace(/\/+$/, '');
  const transport = new Transport(options.apiUrl, options.answerTimeoutMs);
  const account = new Account({
    transport,
    backendKey: `${identity.name}:${transport.url('').host}`,
    token: options.token?.trim() || undefined,
    tokenName: options.tokenName,
    clientId: options.clientId,
    store: options.accounts,
    clock,
    log,
    skillVersion,
    skillPlatform,
  });
  const api = new NemoApi({ transport, account, clock, log, skillVersion, skillPlatform });
  const files = new ResultFiles(api);
  const links = new Links(api, { webUrl, clock, log });
  const limits = {
    silenceMs: options.streamSilenceTimeoutMs,
    heartbeatsOnlyMs: options.heartbeatsOnlyTimeoutMs,
    totalMs: options.turnTimeoutMs,
  };
  const isStudio = identity.name === 'studio';

  return {
    identity,
    createSession: (wanted) => createSession(api, wanted),
    upload: (session, media, signal) => uploadFile(api, session, media, signal),
    uploadUrl: (session, url, signal) => uploadUrl(api, session, url, signal),
    turn: (session, text, { signal, onEvent }) =>
      sendTurn({ api, clock, log, limits }, { session, text, signal, onEvent }),
    state: (session, signal) => readState(api, session, signal),
    credits: (skill) => readCredits(api, skill),
    submitRender: (session, render) => submitRender(api, session, render),
    async renderStatus(session, renderId) {
      const status = await renderStatus(api, session, renderId);
      if (status.state !== 'done' || !status.url || files.mayOpen(status.url)) return status;
      log.warn({ renderId }, 'the address of a finished video is not one that may be opened');
      return { state: 'done' };
    },
    cancelRender: (session, renderId) => cancelRender(api, session, renderId),
    openRender: (session, render, signal) => files.openRender(session, render, signal),
    // Only the studio makes a poster and a preview, and forgets; only the cloud has a workspace to link to.
    ...(isStudio && {
      forget: (session: Session) => forgetSession(api, session),
      openRenderExtra: (session, renderId, extra, signal) =>
        files.openExtra(session, renderId, extra, signal),
    }),
    projectLink: async (session) => (isStudio ? undefined : links.project(session)),
    registrationLink: (bindId) => links.registration(bindId),
    close: () => transport.close(),
  };
}
