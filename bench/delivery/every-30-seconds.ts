import type { Clock } from '../../src/conversation/ports/tools.js';
import type { FakeNemo } from '../../test/fakes/nemo/fake-nemo.js';
import { exampleDraft } from '../../test/fakes/nemo/world.js';

const EVERY_MS = 30_000;
const SKILL = { 'x-skill-source': 'bench', 'x-skill-version': '1', 'x-skill-platform': 'unknown' };

/** A program that does what the skills say: submit, then poll every 30 seconds. */
export async function signIn(nemo: FakeNemo): Promise<(id: string, clock: Clock) => Promise<number>> {
  const api = async (path: string, headers: Record<string, string>, body?: unknown) => {
    const answer = await fetch(nemo.url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...SKILL, ...headers, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return (await answer.json()) as { data: { token?: string; session_id?: string; status?: string } };
  };
  const { token } = (await api('/api/auth/anonymous-token', { 'x-client-id': 'bench' }, {})).data;
  const headers = { authorization: `Bearer ${token}` };
  const session = await api('/api/tasks/me/with-session/nemo_agent', headers, {});

  /** Resolves to the time at which the render was found to be done. */
  return async (id, clock) => {
    const render = {
      id,
      sessionId: session.data.session_id,
      draft: exampleDraft(),
      output: { format: 'mp4' },
    };
    await api('/api/render/proxy/lambda', headers, render);
    for (;;) {
      await clock.sleep(EVERY_MS);
      const { status } = (await api(`/api/render/proxy/lambda/${id}`, headers)).data;
      if (status === 'completed') return clock.now();
    }
  };
}
