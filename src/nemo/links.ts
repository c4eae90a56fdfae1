import { z } from 'zod';
import type { Clock, Log } from '../conversation/ports/tools.js';
import type { Session } from '../conversation/ports/video-backend.js';
import { Failure } from '../failure.js';
import type { NemoApi } from './api.js';
import * as values from './values.js';

/** A link is a courtesy: nobody waits longer for it. */
const LINK_TIMEOUT_MS = 5_000;
const DEFAULT_LIFETIME_MS = 7 * 86_400_000;
/** A link is not handed out in its last hour. */
const SPARE_MS = 3_600_000;
const MAX_KEPT = 1_000;

const claimAnswer = z.looseObject({
  claim_token: values.text,
  claimToken: values.text,
  expires_in: values.number,
});

/** Links that open things in a browser. None of them ever holds the account's token (trap 22). */
export class Links {
  readonly #kept = new Map<string, { link: string; until: number }>();

  constructor(
    private readonly api: NemoApi,
    private readonly options: { webUrl: string; clock: Clock; log: Log },
  ) {}

  /**
   * The project by a claim token, kept until it expires; else the address that needs a login; else none
   * (contract §5). Never rejects.
   */
  async project(session: Session): Promise<string | undefined> {
    const { clock, log, webUrl } = this.options;
    const kept = this.#kept.get(session.sessionId);
    if (kept && kept.until > clock.now()) return kept.link;
    try {
      const { fields } = await this.api.call({
        endpoint: 'claim',
        method: 'POST',
        path: '/api/auth/claim-token',
        json: { task_id: session.taskId, session_id: session.sessionId },
        skill: session.skill,
        headersTimeoutMs: LINK_TIMEOUT_MS,
        signal: AbortSignal.timeout(2 * LINK_TIMEOUT_MS),
      });
      const answer = claimAnswer.parse(fields);
      const claim = answer.claim_token ?? answer.claimToken;
      if (!claim)
        throw new Failure('backend-misunderstood', { detail: 'claim: the answer has no claim token' });
      const link = `${webUrl}/workspace/claim?ct=${encodeURIComponent(claim)}`;
      const lifetime = answer.expires_in === undefined ? DEFAULT_LIFETIME_MS : answer.expires_in * 1_000;
      this.#keep(session.sessionId, { link, until: clock.now() + lifetime - SPARE_MS });
      return link;
    } catch (problem) {
      const { code, detail } = Failure.from(problem);
      log.info({ code, detail }, 'no claim token; the project link needs a login');
      if (!session.taskId) return undefined;
      const [task, id] = [session.taskId, session.sessionId].map(encodeURIComponent);
      return `${webUrl}/workspace/task/${task}?session=${id}`;
    }
  }

  /** Where an anonymous account registers (contract §16); without an id rather than with an invented one. */
  registration(bindId: string | undefined): string {
    const { webUrl } = this.options;
    return bindId ? `${webUrl}/register?bind=${encodeURIComponent(bindId)}` : `${webUrl}/register`;
  }

  #keep(sessionId: string, entry: { link: string; until: number }): void {
    this.#kept.delete(sessionId);
    this.#kept.set(sessionId, entry);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
