import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { codeData, hang, htmlError, reset, twinError } from './answers.js';
import { type FakeNemo, startFakeNemo } from './fake-nemo.js';
import { newGate } from './gate.js';
import { change, cutConnection, heartbeat, inPieces, say, waitFor } from './turn-steps.js';
import { exampleDraft } from './world.js';

let nemo: FakeNemo;
afterEach(() => nemo.close());

const SKILL = { 'x-skill-source': 'a', 'x-skill-version': '1', 'x-skill-platform': 'unknown' };

async function signIn(): Promise<Record<string, string>> {
  const answer = await fetch(`${nemo.url}/api/auth/anonymous-token`, {
    method: 'POST',
    headers: { 'x-client-id': 'client-1' },
  });
  const body = (await answer.json()) as { data: { token: string } };
  return { ...SKILL, authorization: `Bearer ${body.data.token}`, 'content-type': 'application/json' };
}

async function openSession(headers: Record<string, string>): Promise<string> {
  await fetch(`${nemo.url}/api/tasks/me/with-session/nemo_agent`, { method: 'POST', headers, body: '{}' });
  return nemo.session().sessionId;
}

function sendTurn(headers: Record<string, string>, session_id: string, text: string) {
  const body = { app_name: 'nemo_agent', user_id: 'me', session_id, new_message: { parts: [{ text }] } };
  return fetch(`${nemo.url}/run_sse`, { method: 'POST', headers, body: JSON.stringify(body) });
}

describe('the fake backend', () => {
  it('makes a video on a good day: upload, turn, render, file', async () => {
    nemo = await startFakeNemo();
    const headers = await signIn();
    const sid = await openSession(headers);
    const form = new FormData();
    form.append('files', new Blob(['pretend picture'], { type: 'image/jpeg' }), 'beach.jpg');
    const { 'content-type': _, ...plain } = headers;
    await fetch(`${nemo.url}/api/upload-video/nemo_agent/me/${sid}`, {
      method: 'POST',
      headers: plain,
      body: form,
    });
    expect(nemo.of('upload')[0]?.files).toEqual([
      {
        field: 'files',
        name: 'beach.jpg',
        type: 'image/jpeg',
        size: 15,
        sha256: createHash('sha256').update('pretend picture').digest('hex'),
      },
    ]);

    const stream = await (await sendTurn(headers, sid, 'make a video')).text();
    expect(stream).toContain('Your video is ready');
    expect(nemo.turns(sid)).toEqual(['make a video']);
    expect(nemo.session().turns).toEqual(['make a video']);
    expect(JSON.stringify(nemo.session().state.draft)).toContain('beach.jpg');

    const render = { id: 'render_1', sessionId: sid, draft: nemo.session().state.draft };
    const url = `${nemo.url}/api/render/proxy/lambda`;
    await fetch(url, { method: 'POST', headers, body: JSON.stringify(render) });
    const statuses = [];
    for (let poll = 0; poll < 2; poll++) {
      const { data } = await (await fetch(`${url}/render_1`, { headers })).json();
      statuses.push(data.status);
      if (data.outputUrl)
        expect((await (await fetch(data.outputUrl)).arrayBuffer()).byteLength).toBeGreaterThan(5000);
    }
    expect(statuses).toEqual(['processing', 'completed']);
  });

  it('refuses as the contract says: no client id, bad token, foreign session, no attribution', async () => {
    nemo = await startFakeNemo();
    const headers = await signIn();
    const sid = await openSession(headers);
    const noClient = await fetch(`${nemo.url}/api/auth/anonymous-token`, { method: 'POST' });
    expect(noClient.status).toBe(400);
    const credits = `${nemo.url}/api/credits/balance/simple`;
    expect((await fetch(credits, { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
    nemo.world.acceptToken('other');
    const foreign = await sendTurn({ ...headers, authorization: 'Bearer other' }, sid, 'x');
    expect(await foreign.json()).toMatchObject({ code: 1002 });
    const { 'x-skill-source': _, ...unattributed } = headers;
    const render = await fetch(`${nemo.url}/api/render/proxy/lambda`, {
      method: 'POST',
      headers: unattributed,
      body: JSON.stringify({ id: 'r', sessionId: sid, draft: exampleDraft() }),
    });
    expect(render.status).toBe(402);
  });

  it('follows scripts: once, always, envelopes, faults', async () => {
    nemo = await startFakeNemo({ envelope: 'bare', errors: 'code' });
    const headers = await signIn().catch(() => ({}));
    expect(headers).toEqual({}); // the bare envelope has no data
    const url = `${nemo.url}/api/credits/balance/simple`;
    expect(await (await fetch(url)).json()).toMatchObject({ code: 1001 });
    nemo.next('credits', htmlError(503), codeData({ available: 7 }), reset);
    nemo.always('credits', twinError(429));
    expect((await fetch(url)).status).toBe(503);
    expect(await (await fetch(url)).json()).toMatchObject({ data: { available: 7 } });
    await expect(fetch(url)).rejects.toThrow();
    expect((await fetch(url)).status).toBe(429);
    nemo.always('credits', hang);
    await expect(fetch(url, { signal: AbortSignal.timeout(30) })).rejects.toThrow();
    expect(nemo.count('credits')).toBe(6);
  });

  it('plays turns step by step, held by gates, with edits that nothing tells', async () => {
    nemo = await startFakeNemo();
    const headers = await signIn();
    const sid = await openSession(headers);
    const gate = newGate();
    nemo.nextTurn([
      heartbeat,
      waitFor(gate),
      change(({ state }) => {
        state.draft = exampleDraft();
      }),
      ...inPieces(say('标题已添加'), 3),
    ]);
    nemo.onTurn((message) => (message === 'cut' ? [heartbeat, cutConnection] : undefined));
    const streaming = sendTurn(headers, sid, 'add a title').then((answer) => answer.text());
    await gate.reached;
    expect(nemo.session().state.draft).toBeNull();
    gate.open();
    expect(await streaming).toContain('标题已添加');
    expect(nemo.session().state.draft).toEqual(exampleDraft());
    await expect(sendTurn(headers, sid, 'cut').then((answer) => answer.text())).rejects.toThrow();
    expect(await (await sendTurn(headers, sid, 'anything else')).text()).toContain('Your video is ready');
    expect(nemo.turns()).toEqual(['add a title', 'cut', 'anything else']);
  });
});
