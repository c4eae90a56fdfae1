import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/failure.js';
import {
  type Answer,
  codeData,
  hang,
  htmlError,
  reset,
  statusError,
  twinError,
} from '../fakes/nemo/answers.js';
import { newGate } from '../fakes/nemo/gate.js';
import type { Endpoint } from '../fakes/nemo/recorded-request.js';
import {
  callTool,
  change,
  cutConnection,
  data,
  frame,
  hangForEver,
  heartbeat,
  inPieces,
  raw,
  say,
  type TurnStep,
  think,
  toolAnswers,
  waitFor,
} from '../fakes/nemo/turn-steps.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { type Harness, JPEG, startHarness, type Thread } from './harness.js';

/** What the person reads when the backend breaks: one test per fault, with the words. */
let bot: Harness;
let thread: Thread;
beforeEach(async () => {
  bot = await startHarness();
  thread = bot.thread();
});
afterEach(() => bot.close());

const MAKE = 'turn this image into a short video';
const AWAY = '⚠️ NemoVideo cannot be reached right now. Nothing was lost; try again in a minute.';
const TOO_LONG = '⚠️ The export takes too long and was given up. Try again later.';
const BUSY = '⚠️ NemoVideo asks to wait. Try again in a minute.';
const UNKNOWN =
  '⚠️ The connection broke and no change can be seen after several checks. I did not send it again, because it might be charged twice. Try again if you want it sent once more.';

async function send(text: string, files = 0): Promise<void> {
  const photos = Array.from({ length: files }, (_, index) => bot.platform.attach(`photo-${index}.jpg`, JPEG));
  await thread.say(text, photos);
  await bot.idle(thread);
}

/** A bot that soon gives up what hangs, in real time. */
async function beImpatient(): Promise<void> {
  await bot.close();
  bot = await startHarness({ answerTimeoutMs: 250 });
  thread = bot.thread();
}

const texts = () => bot.platform.texts;
const last = () => bot.platform.messages.at(-1)?.reply;
const retryButton = () => last()?.buttons?.find(({ action }) => action.do === 'retry');
/** The agent edits, and says nothing of it. */
const edit = change((session) => {
  session.state.draft = exampleDraft();
});

/** Whatever breaks: the agent heard it at most once, and in the end nothing claims to be at work. */
function expectQuiet({ turns = 1 } = {}): void {
  expect(bot.nemo.count('turn')).toBe(turns);
  expect(texts().filter((text) => /^(?:⏳|🕒)/u.test(text))).toEqual([]);
}

/** The stream comes step by step while time passes, until the client has had enough. */
function slowly(step: TurnStep): TurnStep[] {
  return Array.from({ length: 200 }, () => {
    const gate = newGate();
    void gate.reached.then(() => setTimeout(() => gate.open(), 15));
    return [waitFor(gate), step];
  }).flat();
}

describe('a backend that cannot be reached at all', () => {
  it.each<[string, Answer]>([
    ['resets', reset],
    ['hangs', hang],
    ['answers 500', statusError(500)],
    ['answers 502 with a page', htmlError(502)],
  ])('%s: said in words, and the button tries again', async (_what, answer) => {
    if (answer === hang) await beImpatient();
    bot.nemo.always('session', answer);
    await send('make a video of a city at night');
    expect(last()?.text).toBe(AWAY);
    expectQuiet({ turns: 0 });
    bot.nemo.always('session', undefined);
    const button = retryButton();
    if (button) await thread.press(button.action);
    await bot.idle(thread);
    expect(bot.platform.ofKind('video')).toHaveLength(1);
    expectQuiet();
  });

  it('refuses every connection: the same', async () => {
    await bot.nemo.close();
    await send('make a video of a city at night');
    expect(last()?.text).toBe(AWAY);
    expect(retryButton()).toBeDefined();
    expect(texts().filter((text) => text.startsWith('⏳'))).toEqual([]);
  });
});

describe('one endpoint breaks for good', () => {
  const faults: readonly [string, Answer, string][] = [
    ['reset', reset, AWAY],
    ['hanging', hang, AWAY],
    ['500', statusError(500), AWAY],
    ['429', twinError(429), BUSY],
  ];
  const endpoints: readonly Endpoint[] = ['upload', 'state'];
  it.each(endpoints.flatMap((endpoint) => faults.map((fault) => [endpoint, ...fault] as const)))(
    '%s: %s',
    async (endpoint, _fault, answer, words) => {
      if (answer === hang) await beImpatient();
      bot.nemo.always(endpoint, answer);
      await send(MAKE, 1);
      expect(last()?.text).toBe(words);
      expect(retryButton()).toBeDefined();
      expectQuiet({ turns: 0 });
    },
  );

  it.each(faults)('a render: %s', async (_fault, answer, words) => {
    if (answer === hang) await beImpatient();
    bot.nemo.always('render', answer);
    await send(MAKE, 1);
    expect(last()?.text).toBe(words);
    // What the agent has done was told before.
    expect(texts().join('\n')).toContain('I will put your video together now.');
    expectQuiet();
  });

  it('the polls of a render: never sent again, given up after many', async () => {
    bot.nemo.always('renderStatus', statusError(500));
    await send(MAKE, 1);
    // Twenty failed polls and the time for a render are over at about the same time.
    expect([AWAY, TOO_LONG]).toContain(last()?.text);
    expect(bot.nemo.count('render')).toBeLessThanOrEqual(2);
    expectQuiet();
  });

  it('the file of a render: the links stand, and the reason is told', async () => {
    bot.nemo.always('file', statusError(500));
    bot.nemo.always('download', statusError(500));
    bot.platform.refusal = { delivered: false, reason: 'unreachable' };
    await send(MAKE, 1);
    expect(bot.platform.ofKind('video')).toHaveLength(1);
    expect(last()?.text).toBe(
      'The finished file could not be fetched, so it is not attached. The link above works.',
    );
    expectQuiet();
  });
});

describe('a turn', () => {
  const DONE = /^The connection broke, but the work was done:\n\n✅ .*\n\n✅ Title added: "Urban Dreams"/s;
  const endings: readonly [string, () => readonly TurnStep[]][] = [
    ['is reset', () => [cutConnection]],
    ['ends in the middle of an event', () => [raw('data: {"content":{"parts":[{"te'), cutConnection]],
    ['is silent for 15 minutes', () => [hangForEver]],
    ['has heartbeats only', () => slowly(heartbeat)],
    ['thinks for 15 minutes', () => slowly(think('hm'))],
  ];

  it.each(endings)('%s after the work: what changed is told', async (_what, end) => {
    bot.nemo.nextTurn([heartbeat, edit, ...end()]);
    await send('add a title');
    expect(last()?.text).toMatch(DONE);
    expectQuiet();
  });

  it.each(endings)('%s without any work: that it is unknown, with a button', async (what, end) => {
    bot.nemo.nextTurn([heartbeat, ...end()]);
    await send('add a title');
    expect(last()?.text).toBe(
      what.startsWith('thinks')
        ? '⚠️ It took longer than 15 min and no change can be seen. Try again, perhaps in smaller steps.'
        : UNKNOWN,
    );
    expect(retryButton()).toBeDefined();
    expectQuiet();
  });

  it('full of garbage: what can be read is told, and nothing of the rest', async () => {
    bot.nemo.nextTurn([
      raw('garbage without a colon\n\n'),
      frame('data: {"half": '),
      data({ unknown: { shape: true } }),
      raw(Buffer.from([0xff, 0xfe, 0x0a, 0x0a])),
      edit,
      toolAnswers('edit_multitrack'),
      ...inPieces(say('标题 ready.'), 1),
    ]);
    await send('add a title');
    expect(texts().join('\n')).not.toMatch(/garbage|half|unknown|shape/);
    expect(last()?.text).toContain('标题 ready.');
    expectQuiet();
  });

  it.each<[string, Answer, string]>([
    ['500', statusError(500), UNKNOWN],
    ['429', twinError(429), BUSY],
  ])('is answered with %s', async (status, answer, words) => {
    bot.nemo.always('turn', answer);
    await send('add a title');
    expect(last()?.text).toBe(words);
    // A 429 was certainly not heard, so it is asked once more.
    expectQuiet({ turns: status === '429' ? 2 : 1 });
  });
});

describe('401 in the middle', () => {
  it('of an anonymous account: nobody notices', async () => {
    bot.nemo.next('upload', () => {
      bot.nemo.world.revokeAll();
      return undefined;
    });
    await send(MAKE, 1);
    expect(bot.platform.ofKind('video')).toHaveLength(1);
    expect(bot.nemo.count('token')).toBe(2);
    expect(texts().filter((text) => text.startsWith('⚠️'))).toEqual([]);
  });

  it('of the account of the operator: that NEMO_TOKEN has to be renewed', async () => {
    await bot.close();
    bot = await startHarness({ nemoToken: 'of-the-operator' });
    thread = bot.thread();
    bot.nemo.world.acceptToken('of-the-operator');
    bot.nemo.next('upload', () => {
      bot.nemo.world.revokeAll();
      return undefined;
    });
    await send(MAKE, 1);
    expect(last()?.text).toBe(
      '⚠️ NemoVideo does not accept the token that this bot was set up with. Whoever runs it has to renew NEMO_TOKEN.',
    );
    expectQuiet({ turns: 0 });
  });
});

describe('a session disappears', () => {
  const RENEWED = 'The earlier session is gone at the backend, so the timeline starts again.';
  const loseIt = () => bot.nemo.world.loseSession(bot.nemo.session().sessionId);

  it('before a turn: the files are sent again from the platform, and what could not is named', async () => {
    await send('', 2);
    loseIt();
    bot.platform.files.delete('file-2');
    await send('make it vertical');
    expect(texts()).toContain(
      `${RENEWED} I uploaded 1 file again. These files have to be sent again: photo-1.jpg.`,
    );
    expectQuiet();
  });

  it('while the files are being sent: those that had arrived are sent again, and the rest follows', async () => {
    bot.nemo.next(
      'upload',
      () => undefined,
      () => {
        loseIt();
        return undefined;
      },
    );
    await send(MAKE, 3);
    expect(texts()).toContain(`${RENEWED} I uploaded 1 file again.`);
    expect(bot.nemo.session().state.video_infos.map(({ filename }) => filename)).toEqual([
      'photo-0.jpg',
      'photo-1.jpg',
      'photo-2.jpg',
    ]);
    expect(bot.platform.ofKind('video')).toHaveLength(1);
    expectQuiet();
  });

  it.each<[string, readonly TurnStep[]]>([
    ['during', [callTool('edit_multitrack'), change(() => loseIt()), cutConnection]],
    ['right after', [say('Done.'), change(() => loseIt())]],
  ])('%s a turn: the agent does not hear it again, because it may have been paid', async (_when, steps) => {
    bot.nemo.nextTurn(steps);
    await send('add a title');
    expect(last()?.text).toBe('⚠️ The session is gone at the backend. Try again: I will start a new one.');
    expectQuiet();
    const button = retryButton();
    if (button) await thread.press(button.action);
    await bot.idle(thread);
    expect(bot.nemo.turns()).toEqual(['add a title', 'add a title']);
    expect(texts()).toContain(RENEWED);
  });

  it('and the bot is restarted while it sends the files again: none is missing, and it is told', async () => {
    await send('', 2);
    loseIt();
    const gate = newGate();
    bot.nemo.next(
      'upload',
      () => undefined,
      () => gate.pass().then(() => undefined),
    );
    await thread.say('make it vertical');
    await gate.reached;
    bot = await bot.restart();
    gate.open();
    await bot.work.wake(thread.place.conversation, 'ordered');
    await bot.idle(thread);
    expect(texts()).toContain(`${RENEWED} I uploaded 2 files again.`);
    const conversation = await bot.reception.find(thread.place.conversation);
    expect(conversation?.media.map(({ name }) => name)).toEqual(['photo-0.jpg', 'photo-1.jpg']);
    expectQuiet();
  });
});

describe('files and places of the platform', () => {
  it('a file that has expired is refused by name, and the others go on', async () => {
    const photos = [bot.platform.attach('old.jpg', JPEG), bot.platform.attach('new.jpg', JPEG)];
    bot.platform.files.delete('file-1');
    await thread.say(MAKE, photos);
    await bot.idle(thread);
    expect(texts().join('\n')).toContain('⚠️ old.jpg: The file could not be fetched. Send it again.');
    expect(texts().join('\n')).toContain('I go on with the others.');
    expect(bot.platform.ofKind('video')).toHaveLength(1);
    expectQuiet();
  });

  it('a thread that was deleted in the middle: the act ends, and its row does not wait for ever', async () => {
    await send('hi');
    bot.nemo.nextTurn([
      edit,
      change(() => {
        bot.platform.post = async () => {
          throw new Failure('place-gone');
        };
      }),
      say('Done.'),
    ]);
    await send('add a title');
    expect(await bot.store.inbox.unfinished()).toEqual([]);
    expect(bot.nemo.count('turn')).toBe(1);
  });
});

it('a render that is only ever "waiting" is given up in words', async () => {
  bot.nemo.always('renderStatus', codeData({ status: 'queued' }));
  await send(MAKE, 1);
  expect(last()?.text).toBe(TOO_LONG);
  expect(bot.nemo.count('cancel')).toBe(1);
  expectQuiet();
});
