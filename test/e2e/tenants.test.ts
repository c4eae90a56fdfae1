import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createInstallations } from '../../adapters/slack/installations.js';
import { type App, startApp } from '../../src/app.js';
import { systemClock } from '../../src/clock.js';
import { readConfig } from '../../src/config.js';
import { openStore } from '../../src/store/open-store.js';
import { JPEG } from '../conversation/harness.js';
import { codeData } from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { newGate } from '../fakes/nemo/gate.js';
import { callTool, heartbeat, waitFor } from '../fakes/nemo/turn-steps.js';
import { silentLog } from '../fakes/silent-log.js';
import { PUBLIC_URL, SIGNING_SECRET, sendSigned } from '../fakes/slack/bot.js';
import { drawMessage, sealedButtons } from '../fakes/slack/drawn.js';
import { appMention, appUninstalled, buttonPress, channelMessage } from '../fakes/slack/payloads.js';
import { type SlackStandIn, startSlackStandIn } from '../fakes/slack/stand-in.js';
import { rowsWith } from './database-rows.js';
import { openThread } from './playground-client.js';

const MAKE = 'turn these images into a short video';
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 15_000, interval: 20 });
let dataDir: string;
let nemo: FakeNemo;
let app: App | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-tenants-'));
  nemo = await startFakeNemo();
  // A claim opens a project in a browser: everybody who reads it has the project.
  nemo.always('claim', ({ sessionId }) => codeData({ claim_token: `clm_of_${sessionId}` }));
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  await nemo.close();
  await rm(dataDir, { recursive: true, force: true });
});

function start(environment: Record<string, string>): Promise<App> {
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: '0',
    NEMO_BACKEND: 'cloud',
    NEMO_API_URL: nemo.url,
    RENDER_POLL_EVERY: '50ms',
    SHUTDOWN_GRACE: '100ms',
    ...environment,
  });
  return startApp(config, silentLog);
}

describe('two workspaces whose channels, threads and people have the same ids', () => {
  const TOKENS = { T1: 'xoxb-of-T1', T2: 'xoxb-of-T2' } as const;
  type Team = keyof typeof TOKENS;
  let slack: SlackStandIn;

  beforeEach(async () => {
    slack = await startSlackStandIn();
    const store = await openStore({ dataDir, log: silentLog, clock: systemClock });
    for (const [id, token] of Object.entries(TOKENS)) {
      slack.tokens.set(token, { team: id });
      await createInstallations(store.sealed('slack'), systemClock).storeInstallation({
        team: { id },
        enterprise: undefined,
        user: { id: 'U1', token: undefined, scopes: undefined },
        bot: { token, scopes: ['chat:write'], id: `B${id}`, userId: `U${id}` },
        isEnterpriseInstall: false,
        authVersion: 'v2',
      });
    }
    await store.close();
    app = await start({
      PLAYGROUND: 'off',
      PUBLIC_URL,
      SLACK_API_URL: slack.url,
      SLACK_CLIENT_ID: 'id',
      SLACK_CLIENT_SECRET: 'a-client-secret',
      SLACK_STATE_SECRET: 'a-state-secret',
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
    });
  });
  afterEach(async () => {
    await app?.close();
    app = undefined;
    await slack.close();
    expect(slack.complaints).toEqual([]);
  });

  const from = (team: Team) => ({
    team_id: team,
    enterprise_id: null,
    authorizations: [{ team_id: team, enterprise_id: null, is_enterprise_install: false }],
    event_id: `Ev${crypto.randomUUID()}`,
    event_time: Math.floor(Date.now() / 1_000) + 1,
  });
  async function send(payload: object, as: 'event' | 'interaction' = 'event'): Promise<void> {
    expect((await sendSigned(app?.url ?? '', payload, { as })).status).toBe(200);
  }
  let said = 0;
  const say = (team: Team, text: string) => {
    said += 1;
    const ts = `1515449${600 + said}.000100`;
    return send(channelMessage({ text, ts, event_ts: ts, client_msg_id: crypto.randomUUID() }, from(team)));
  };
  const mention = (team: Team, file: string) =>
    send(
      appMention(
        {
          text: `<@U${team}> ${MAKE}`,
          files: [slack.putFile(file, 'image/jpeg', JPEG)],
          client_msg_id: crypto.randomUUID(),
        },
        from(team),
      ),
    );
  /** What was posted or drawn with the token of this workspace. */
  const callsOf = (team: Team) =>
    slack.calls.filter(({ method, token }) => /^chat\./.test(method) && token === TOKENS[team]);
  const textsOf = (team: Team) => callsOf(team).map(({ args }) => String(args.text));
  const untilVideo = (team: Team) =>
    eventually(() => expect(textsOf(team).join('\n')).toContain('✅ Video ready'));
  const settled = (team: Team) => eventually(() => expect(textsOf(team).join('\n')).toMatch(/✅ Done/));

  async function bothMakeAVideo(): Promise<{ one: string; two: string }> {
    await mention('T1', 'secret-of-one.jpg');
    await untilVideo('T1');
    const one = nemo.session().sessionId;
    await mention('T2', 'secret-of-two.jpg');
    await untilVideo('T2');
    await Promise.all([settled('T1'), settled('T2')]);
    return { one, two: nemo.session().sessionId };
  }

  it('share no session, no media, no project link and no token', async () => {
    const { one, two } = await bothMakeAVideo();
    expect(one).not.toBe(two);
    const mediaOf = (id: string) => nemo.session(id).state.video_infos.map(({ filename }) => filename);
    expect(mediaOf(one)).toEqual(['secret-of-one.jpg']);
    expect(mediaOf(two)).toEqual(['secret-of-two.jpg']);
    expect(textsOf('T1').join('\n')).toContain(`clm_of_${one}`);
    expect(textsOf('T1').join('\n')).not.toMatch(new RegExp(`${two}|secret-of-two`));
    expect(textsOf('T2').join('\n')).not.toMatch(new RegExp(`${one}|secret-of-one`));
    expect(slack.fileRequests.map(({ authorization }) => authorization)).toEqual([
      `Bearer ${TOKENS.T1}`,
      `Bearer ${TOKENS.T2}`,
    ]);
    await say('T2', 'list my exports');
    await eventually(() => expect(textsOf('T2').join('\n')).toContain('Videos of this thread:'));
    expect(textsOf('T2').at(-1)).not.toContain('secret-of-one');
  });

  it('a button of one does nothing in the other', async () => {
    const { one, two } = await bothMakeAVideo();
    const shown = slack.messages.find(({ text }) => text.includes(`clm_of_${one}`));
    const at = shown ? drawMessage(shown).buttons.indexOf('Export') : -1;
    const sealed = shown ? (sealedButtons(shown)[at] ?? '') : '';
    const renders = nemo.count('render');
    await send(buttonPress(sealed, { team: { id: 'T2', domain: 'two' } }), 'interaction');
    await send(buttonPress(sealed, { team: { id: 'T1', domain: 'one' } }), 'interaction');
    await eventually(() => expect(nemo.count('render')).toBe(renders + 1));
    expect(nemo.count('render', one)).toBe(2);
    expect(nemo.count('render', two)).toBe(1);
    await eventually(() => expect(textsOf('T1').join('\n')).toContain('(export 2)'));
    expect(textsOf('T2').join('\n')).not.toContain('(export 2)');
  });

  it('an uninstallation leaves nothing of that workspace, also of work that was running, and the other works on', async () => {
    const { one, two } = await bothMakeAVideo();
    const gate = newGate();
    nemo.nextTurn([callTool('edit_multitrack'), heartbeat, waitFor(gate)]);
    await say('T2', 'add a title that only two may know');
    await gate.reached;
    expect((await rowsWith(dataDir, 'slack:T2')).length).toBeGreaterThan(0);
    await send(appUninstalled(from('T2')));
    gate.open();
    await eventually(async () =>
      expect(
        await rowsWith(dataDir, 'slack:T2', two, 'secret-of-two', 'only two may know', TOKENS.T2),
      ).toEqual([]),
    );
    expect((await rowsWith(dataDir, one, 'secret-of-one')).length).toBeGreaterThan(0);
    await say('T1', 'what is the status?');
    await eventually(() => expect(textsOf('T1').at(-1)).toContain('Timeline (3 tracks)'));
    await app?.close();
    app = undefined;
    expect(await rowsWith(dataDir, 'slack:T2', two, 'secret-of-two', 'only two may know')).toEqual([]);
  });
});

describe('two threads of the playground', () => {
  it('share no button, no session and no file, and one can be deleted without a trace', async () => {
    app = await start({ PLAYGROUND: 'on' });
    const threads = await Promise.all([openThread(app.url), openThread(app.url)]);
    const videos = [];
    for (const [index, thread] of threads.entries()) {
      await thread.send(MAKE, [{ name: `secret-${index}.jpg`, bytes: new Uint8Array(JPEG) }]);
      videos.push(await thread.until(({ video }) => video !== undefined));
    }
    const [one, two] = threads;
    const [first, second] = videos;
    const [sessionOne, sessionTwo] = nemo.world.sessions.keys();
    expect(first?.text).toContain(`clm_of_${sessionOne}`);
    expect(second?.text).toContain(`clm_of_${sessionTwo}`);

    const renders = nemo.count('render');
    const button = first?.buttons.find(({ label }) => label === 'Export')?.id ?? '';
    expect(await two?.press(button)).toBe(403);
    const name = first?.video?.url.split('/').at(-1);
    const videoIn = (thread?: string) => fetch(`${app?.url}/playground/threads/${thread}/videos/${name}`);
    expect((await videoIn(one?.id)).status).toBe(200);
    expect((await videoIn(two?.id)).status).toBe(404);
    expect(nemo.count('render')).toBe(renders);

    const threadOne = `${app.url}/playground/threads/${one?.id}`;
    expect((await fetch(threadOne, { method: 'DELETE' })).status).toBe(204);
    const traces = [String(one?.id), String(sessionOne), 'secret-0'];
    await eventually(async () => expect(await rowsWith(dataDir, ...traces)).toEqual([]));
    expect((await rowsWith(dataDir, String(two?.id))).length).toBeGreaterThan(0);
    expect((await two?.messages())?.at(-1)?.text).toContain('✅ Video ready');
  });
});
