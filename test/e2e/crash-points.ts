import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { codeData } from '../fakes/nemo/answers.js';
import { type FakeNemo, startFakeNemo } from '../fakes/nemo/fake-nemo.js';
import { type Gate, newGate } from '../fakes/nemo/gate.js';
import { callTool, heartbeat, waitFor } from '../fakes/nemo/turn-steps.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { sample } from '../telemetry/samples.js';
import { type BotProcess, startBot } from './bot-process.js';

/** A chat platform that people use while the bot is killed and started again. */
export interface Stage {
  /** What connects the bot to it. */
  readonly environment: Record<string, string>;
  /** `bot` is the process that runs now. */
  openThread(bot: () => BotProcess): Promise<StageThread>;
  /** What the platform has against what was sent; empty at the end of a good test. */
  complaints?(): readonly string[];
  close(): Promise<void>;
}

export interface StageThread {
  /** Resolves when the platform got its acknowledgement. */
  send(text: string, photos?: readonly string[]): Promise<void>;
  /** What the bot has written, as it stands now. */
  shown(): Promise<readonly { readonly text: string; readonly edits: number }[]>;
  /** How many finished videos stand in the thread as files. */
  files(): Promise<number>;
  readonly answers: {
    /** The final post, with these words, takes effect; that it did is not written down. Resolves to be reached then. */
    holdPost(words: RegExp): Gate | Promise<Gate>;
    /** The same for the file. */
    holdFile(): Gate | Promise<Gate>;
    /** They come as usual again; the process is dead. */
    release(): void | Promise<void>;
  };
}

export const MAKE = 'turn these images into a short video';
const SOON = { timeout: 30_000, interval: 50 };
/** A card must tell the truth this soon after the restart. */
const TRUTH_WITHIN_MS = 5_000;
/** The message with the links of a finished video. */
const FINAL = /✅ Video ready/;

/** The real process is killed at every point at which something could be lost or done twice. */
export function survivesKills(platform: string, openStage: (dataDir: string) => Promise<Stage>): void {
  let dataDir: string;
  let nemo: FakeNemo;
  let stage: Stage;
  let bot: BotProcess;
  let thread: StageThread;
  /** Requests of the tests before. */
  let earlier: { turns: number; renders: number; uploads: number };

  const start = () =>
    startBot({
      DATA_DIR: dataDir,
      NEMO_BACKEND: 'cloud',
      NEMO_API_URL: nemo.url,
      RECOVERY_POLLS: '200ms,200ms,200ms',
      RENDER_POLL_EVERY: '100ms',
      ...stage.environment,
    });

  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'reelthread-crash-'));
    [nemo, stage] = await Promise.all([startFakeNemo(), openStage(dataDir)]);
    bot = await start();
  });
  afterAll(async () => {
    await bot.stop('SIGKILL');
    await Promise.all([nemo.close(), stage.close()]);
    await rm(dataDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    thread = await stage.openThread(() => bot);
    earlier = {
      turns: nemo.count('turn'),
      renders: nemo.count('render'),
      uploads: nemo.count('upload'),
    };
  });

  const texts = async () => (await thread.shown()).map(({ text }) => text);
  const edits = async () => (await thread.shown()).reduce((sum, { edits }) => sum + edits, 0);

  /** Kills the process as a host would, and starts it again on the same data: the card is soon drawn anew. */
  async function restart(): Promise<void> {
    const before = { edits: await edits(), messages: (await texts()).length };
    await bot.stop('SIGKILL');
    bot = await start();
    await vi.waitFor(
      async () =>
        expect((await edits()) > before.edits || (await texts()).length > before.messages).toBe(true),
      { timeout: TRUTH_WITHIN_MS, interval: 20 },
    );
  }

  /** Everything was answered, once, and nothing claims to be at work. */
  async function expectOneVideo(): Promise<void> {
    await vi.waitFor(async () => {
      expect({ files: await thread.files(), texts: await texts() }).toMatchObject({ files: 1 });
    }, SOON);
    await expectQuiet();
    expect((await texts()).filter((text) => FINAL.test(text))).toHaveLength(1);
    expect(nemo.turns().slice(earlier.turns)).toEqual([MAKE]);
    expect(nemo.count('render') - earlier.renders).toBe(1);
    expect(await thread.files()).toBe(1);
  }

  async function expectQuiet(): Promise<void> {
    await vi.waitFor(async () => {
      const metrics = await (await fetch(`${bot.url}/metrics`)).text();
      expect(sample(metrics, 'reelthread_messages_waiting{lane="ordered"}')).toBe(0);
      expect((await texts()).filter((text) => /^(?:⏳|🕒)/u.test(text))).toEqual([]);
    }, SOON);
    expect(stage.complaints?.() ?? []).toEqual([]);
  }

  describe(`kill -9, on ${platform}`, () => {
    it('right after the acknowledgement: the message is worked on after the restart', async () => {
      const gate = newGate();
      nemo.next('session', () => gate.pass().then(() => undefined));
      await thread.send(MAKE, ['beach.jpg']);
      await restart();
      gate.open();
      await expectOneVideo();
    });

    it('during the second of three uploads: the first is not sent again', async () => {
      const gate = newGate();
      nemo.next(
        'upload',
        () => undefined,
        () => gate.pass().then(() => undefined),
      );
      await thread.send(MAKE, ['a.jpg', 'b.jpg', 'c.jpg']);
      await gate.reached;
      await restart();
      gate.open();
      await expectOneVideo();
      const names = nemo.of('upload').flatMap(({ files }) => files[0]?.name ?? []);
      expect(names.slice(earlier.uploads).sort()).toEqual(['a.jpg', 'b.jpg', 'b.jpg', 'c.jpg']);
    });

    it('in the middle of the stream: recovered by state, and the agent hears it once', async () => {
      const gate = newGate();
      nemo.nextTurn([callTool('edit_multitrack'), heartbeat, waitFor(gate)]);
      await thread.send('add a title');
      await gate.reached;
      // The agent does not notice that nobody listens: it finishes.
      nemo.session().state.draft = exampleDraft();
      await restart();
      await vi.waitFor(
        async () => expect((await texts()).join('\n')).toContain('✅ Title added: "Urban Dreams"'),
        SOON,
      );
      await expectQuiet();
      expect((await texts()).filter((text) => text.includes('Title added'))).toHaveLength(1);
      expect(nemo.turns().slice(earlier.turns)).toEqual(['add a title']);
    });

    it('between the end of the stream and the look at the state: the words of the agent are not lost', async () => {
      const gate = newGate();
      // The first look is the one before the message is sent; all others wait, also after the restart.
      let looks = 0;
      nemo.always('state', async () => {
        if (++looks > 1) await gate.pass();
        return undefined;
      });
      await thread.send(MAKE, ['beach.jpg']);
      await gate.reached;
      await restart();
      await vi.waitFor(
        async () => expect((await texts()).join('\n')).toContain('I was restarted; picking up where I was'),
        { timeout: TRUTH_WITHIN_MS, interval: 20 },
      );
      nemo.always('state', undefined);
      gate.open();
      await expectOneVideo();
      expect((await texts()).join('\n')).toContain('I will put your video together now.');
      expect((await texts()).join('\n')).not.toContain('The connection broke');
    });

    it('while a render is polled: the same render is polled on', async () => {
      nemo.always('renderStatus', codeData({ status: 'processing', progress: 20 }));
      const polls = nemo.count('renderStatus');
      await thread.send(MAKE, ['beach.jpg']);
      await nemo.arrived('renderStatus', polls + 2);
      await restart();
      await nemo.arrived('renderStatus', nemo.count('renderStatus') + 1);
      nemo.always('renderStatus', undefined);
      await expectOneVideo();
      const polled = nemo.of('renderStatus').slice(polls);
      expect(new Set(polled.map(({ renderId }) => renderId)).size).toBe(1);
    });

    it('between the link and the file: the file follows, the link stands once', async () => {
      const gate = newGate();
      nemo.next('file', () => gate.pass().then(() => undefined));
      await thread.send(MAKE, ['beach.jpg']);
      await gate.reached;
      expect((await texts()).filter((text) => FINAL.test(text))).toHaveLength(1);
      expect(await thread.files()).toBe(0);
      await restart();
      gate.open();
      await expectOneVideo();
    });

    it.each([
      ['a post', 1, 0, ({ answers }: StageThread) => answers.holdPost(FINAL)],
      ['a file', 1, 1, ({ answers }: StageThread) => answers.holdFile()],
    ] as const)('between %s and its journal entry: it stands once', async (_what, links, files, hold) => {
      const gate = await hold(thread);
      await thread.send(MAKE, ['beach.jpg']);
      await gate.reached;
      await bot.stop('SIGKILL');
      await thread.answers.release();
      expect((await texts()).filter((text) => FINAL.test(text))).toHaveLength(links);
      expect(await thread.files()).toBe(files);
      await restart();
      await expectOneVideo();
    });
  });
}
