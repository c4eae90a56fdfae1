/** What the fake backend knows: accounts, sessions, renders. Tests may read and change all of it. */

export interface FakeDraft {
  d?: number;
  m?: Record<string, unknown>;
  t?: FakeTrack[];
  [unknown: string]: unknown;
}

export interface FakeTrack {
  tt: number;
  sg: { d: number; m: Record<string, unknown>; [unknown: string]: unknown }[];
  [unknown: string]: unknown;
}

export interface FakeSession {
  readonly sessionId: string;
  readonly taskId: string;
  readonly userId: string;
  readonly language?: string;
  /** What `data.state` says; change it to make a silent edit. */
  state: {
    video_infos: Record<string, unknown>[];
    draft: FakeDraft | string | null;
    canvas_config: Record<string, unknown>;
    video_analyses: Record<string, unknown>;
    generated_media: unknown[];
  };
  /** Messages to the agent, in order: a message that is here twice was paid twice. */
  readonly turns: string[];
}

export interface FakeRender {
  readonly id: string;
  readonly sessionId: string;
  /** Exactly what was submitted. */
  readonly draft: unknown;
  readonly output: unknown;
  polls: number;
  cancelled: boolean;
}

export class World {
  readonly sessions = new Map<string, FakeSession>();
  readonly renders = new Map<string, FakeRender>();
  readonly #users = new Map<string, string>();
  #made = 0;

  /** Credits of every account. */
  credits = { available: 100, frozen: 0 };

  /** A fresh token for a client id; the same client stays the same user. */
  issueToken(clientId: string): { token: string; userId: string } {
    const userId = `anon_${clientId.slice(0, 8)}`;
    const token = `nmv_usr_fake_${this.#next()}`;
    this.#users.set(token, userId);
    return { token, userId };
  }

  /** Makes a token of the test's own valid (an operator's NEMO_TOKEN). */
  acceptToken(token: string, userId = 'user_registered'): void {
    this.#users.set(token, userId);
  }

  /** From now on the token is answered with 1001. */
  revoke(token: string): void {
    this.#users.delete(token);
  }

  /** Every token that was issued or accepted becomes invalid. */
  revokeAll(): void {
    this.#users.clear();
  }

  userOf(authorization: unknown): string | undefined {
    const token = typeof authorization === 'string' ? authorization.replace(/^Bearer /, '') : '';
    return this.#users.get(token);
  }

  createSession(userId: string, language?: string): FakeSession {
    // 19 digits, as the real ones: more than 2^53.
    const sessionId = `55297987060244${String(15_232 + this.#next()).padStart(5, '0')}`;
    const session: FakeSession = {
      sessionId,
      taskId: `task_${this.#made}`,
      userId,
      language,
      state: { video_infos: [], draft: null, canvas_config: {}, video_analyses: {}, generated_media: [] },
      turns: [],
    };
    this.sessions.set(sessionId, session);
    return session;
  }

  /** Forgets a session: from now on it is answered with 1002. */
  loseSession(sessionId: string): void {
    this.sessions.delete(sessionId);
  }

  #next(): number {
    this.#made += 1;
    return this.#made;
  }
}

/** The draft that the contract gives as its example (§13). */
export function exampleDraft(): FakeDraft {
  return {
    d: 10_000,
    m: { title: 'Urban Dreams', width: 1080, height: 1920 },
    t: [
      { tt: 0, sg: [{ d: 10_000, m: { name: 'city timelapse' } }] },
      { tt: 1, sg: [{ d: 10_000, m: { name: 'Lo-fi', volume: 0.35 } }] },
      { tt: 7, sg: [{ d: 3_000, m: { text: 'Urban Dreams' } }] },
    ],
  };
}
