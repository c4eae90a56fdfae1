import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../src/failure.js';
import { codeData, statusError, twinError } from '../fakes/nemo/answers.js';
import { newGate } from '../fakes/nemo/gate.js';
import {
  agentError,
  ask,
  callTool,
  change,
  cutConnection,
  heartbeat,
  say,
  toolAnswers,
  waitFor,
} from '../fakes/nemo/turn-steps.js';
import { exampleDraft } from '../fakes/nemo/world.js';
import { type Harness, JPEG, startHarness, type Thread } from './harness.js';

let bot: Harness;
let thread: Thread;
beforeEach(async () => {
  bot = await startHarness();
  thread = bot.thread();
});
afterEach(() => bot.close());

const photo = (name = 'beach.jpg') => bot.platform.attach(name, JPEG);
const texts = () => bot.platform.texts.join('\n---\n');
async function send(text: string, files = [] as ReturnType<typeof photo>[]) {
  await thread.say(text, files);
  await bot.idle(thread);
}
const MAKE = 'turn these images into a short video with transitions and background music';
const addTitle = change(({ state }) => {
  state.draft = exampleDraft();
});

describe('the quick workflow', () => {
  it('makes files and words into an MP4: welcome, upload, turn, render, file', async () => {
    await send(MAKE, [photo('beach.jpg'), photo('city.png'), photo('lake.jpg')]);

    expect(bot.nemo.of('upload').map((upload) => upload.files[0]?.name)).toEqual([
      'beach.jpg',
      'city.jpg',
      'lake.jpg',
    ]);
    expect(bot.nemo.turns()).toEqual([MAKE]);
    expect(bot.nemo.count('render')).toBe(1);
    expect(texts()).toContain("uploaded to NemoVideo's cloud");
    const video = bot.platform.ofKind('video')[0];
    expect(video?.reply.text).toMatch(/✅ Video ready.*\nVideo: http/);
    expect(video?.reply.text).toContain('Timeline (');
    expect(video?.reply).toMatchObject({ requestedBy: 'anna' });
    expect(video?.video?.bytes.length).toBeGreaterThan(1000);
    expect(bot.platform.ofKind('progress').map((card) => card.reply.text)).toEqual([
      expect.stringMatching(/^✅ Done in/),
    ]);
  });

  it('sends the attribution headers with every request', async () => {
    await send(MAKE, [photo()]);
    for (const request of bot.nemo.requests.filter((seen) => seen.endpoint !== 'file')) {
      expect(request.headers).toMatchObject({
        'x-skill-source': 'image-to-ai',
        'x-skill-version': '1.0.0',
        'x-skill-platform': 'unknown',
      });
    }
  });

  it('does not render again after an edit, and offers it', async () => {
    await send(MAKE, [photo()]);
    await send('add the title Summer');
    expect(bot.nemo.count('render')).toBe(1);
    expect(bot.platform.messages.at(-1)?.reply.buttons?.map((button) => button.action.do)).toContain(
      'export',
    );
    await send('export');
    expect(bot.nemo.count('render')).toBe(2);
    await send('my videos');
    expect(bot.platform.texts.at(-1)).toMatch(/1\. MP4 Timeline[\s\S]*2\. MP4 Timeline/);
  });
});

describe('what costs nothing', () => {
  it('answers a greeting itself, connected and welcomed', async () => {
    await send('hi');
    expect(bot.nemo.count('session')).toBe(1);
    expect(bot.nemo.turns()).toEqual([]);
    expect(texts()).toContain('Try saying');
    expect(texts()).toContain('Connected and ready');
  });

  it('asks for files when there is nothing to convert', async () => {
    await send('convert my images');
    expect(bot.nemo.turns()).toEqual([]);
    expect(bot.platform.texts.at(-1)).toContain('Drop them here');
  });

  it('acknowledges a file without words and offers the examples of the skill', async () => {
    await send('', [photo()]);
    expect(bot.nemo.count('upload')).toBe(1);
    expect(bot.nemo.turns()).toEqual([]);
    const reply = bot.platform.messages.at(-1)?.reply;
    expect(bot.platform.ofKind('progress')[0]?.reply.text).toMatch(/^✅ Done/);
    expect(reply?.text).toContain('Got it: beach.jpg');
    expect(reply?.buttons?.map((button) => button.action)).toEqual(
      [0, 1, 2].map((index) => ({ do: 'example', index })),
    );
    await thread.press({ do: 'example', index: 1 });
    await bot.idle(thread);
    expect(bot.nemo.turns()).toEqual([MAKE]);
  });

  it('tells credits and timeline without the agent', async () => {
    await send(MAKE, [photo()]);
    await send('how many credits are left?');
    expect(bot.platform.texts.at(-1)).toContain('100 credits available');
    await send('status');
    expect(bot.platform.texts.at(-1)).toMatch(/^Timeline \(/);
    expect(bot.nemo.turns()).toHaveLength(1);
  });
});

describe('files', () => {
  it('refuses one by content, names it, and goes on with the others', async () => {
    const html = bot.platform.attach(
      'photo.jpg',
      Buffer.from('<!doctype html><html><body>Sign in</body></html>'),
    );
    const empty = bot.platform.attach('nothing.png', Buffer.alloc(0));
    await send(MAKE, [html, photo('real.jpg'), empty]);
    expect(bot.nemo.of('upload').map((upload) => upload.files[0]?.name)).toEqual(['real.jpg']);
    expect(texts()).toContain('⚠️ photo.jpg:');
    expect(texts()).toContain('⚠️ nothing.png: The file is empty');
    expect(texts()).toContain('I go on with the others');
    expect(bot.nemo.turns()).toEqual([MAKE]);
  });

  it('asks the agent nothing about a file that was refused', async () => {
    await send(MAKE, [photo()]);
    await send('make this photo the first one', [
      bot.platform.attach('page.jpg', Buffer.from('<!doctype html><p>x')),
    ]);
    expect(bot.nemo.turns()).toHaveLength(1);
    expect(texts()).toContain('⚠️ page.jpg: This is a web page and not a picture. Accepted: jpg, png');
  });

  it('starts nothing when no file can be used', async () => {
    await send(MAKE, [bot.platform.attach('a.jpg', Buffer.from('plain text'))]);
    expect(bot.nemo.turns()).toEqual([]);
    expect(texts()).toContain('None of these files can be used');
    expect(texts()).toContain(
      '⚠️ a.jpg: There is only text in it, no picture, video or sound. Accepted: jpg, png',
    );
  });

  it('offers a link to a picture as a URL upload', async () => {
    await send('make a video of https://example.com/pictures/cat.png please');
    expect(bot.nemo.of('upload')[0]?.json).toEqual({
      urls: ['https://example.com/pictures/cat.png'],
      source_type: 'url',
    });
    expect(bot.nemo.turns()[0]).not.toContain('https://');
  });

  it('tells a link that the backend cannot fetch, and does the rest', async () => {
    bot.nemo.next('upload', () => undefined, {
      status: 400,
      json: { code: 400, message: 'could not fetch' },
    });
    await send('make a video of https://example.com/gone.png', [photo()]);
    expect(texts()).toContain('⚠️ gone.png: This address cannot be used');
    expect(bot.nemo.turns()).toHaveLength(1);
  });

  it('keeps names apart', async () => {
    await send('', [photo('a.jpg'), photo('a.jpg')]);
    expect(bot.nemo.of('upload').map((upload) => upload.files[0]?.name)).toEqual(['a.jpg', 'a-2.jpg']);
  });
});

describe('a turn', () => {
  it('tells a silent edit concretely', async () => {
    bot.nemo.onTurn([callTool('edit_multitrack'), addTitle, toolAnswers('edit_multitrack')]);
    await send('add a title');
    expect(texts()).toContain('✅ Title added: "Urban Dreams" (0-3s)');
    expect(texts()).toContain('Timeline (3 tracks)');
  });

  it('adds what changed when the only words came before the work', async () => {
    bot.nemo.onTurn([
      say("I'll add a title now."),
      callTool('edit_multitrack'),
      addTitle,
      toolAnswers('edit_multitrack'),
    ]);
    await send('add a title');
    expect(texts()).toMatch(/I'll add a title now\.[\s\S]*✅ Title added: "Urban Dreams"/);
  });

  it('waits a little for an edit that the backend writes late', async () => {
    bot.nemo.onTurn([callTool('edit_multitrack'), toolAnswers('edit_multitrack')]);
    let reads = 0;
    bot.nemo.always('state', () => {
      reads += 1;
      return codeData({ state: { draft: reads >= 3 ? exampleDraft() : null, video_infos: [] } });
    });
    await send('add a title');
    expect(texts()).toContain('✅ Title added');
  });

  it('never stays silent', async () => {
    bot.nemo.onTurn([]);
    await send('make it nicer');
    expect(texts()).toContain('without changing the timeline');
    expect(texts()).toContain('Concrete words give better results');
  });

  it('turns instructions for a screen into buttons', async () => {
    bot.nemo.onTurn([
      addTitle,
      say('I added a title. Click the Export button in the top-right corner to save it.'),
    ]);
    await send('add a title');
    const outcome = bot.platform.messages.at(-1)?.reply;
    expect(outcome?.text).toContain('I added a title.');
    expect(outcome?.text).not.toMatch(/click/i);
    expect(outcome?.buttons?.map((button) => button.action.do)).toEqual(
      expect.arrayContaining(['export', 'timeline']),
    );
    expect(bot.nemo.count('render')).toBe(0);
  });

  it('asks what the agent asks, and sends the answer as a message', async () => {
    bot.nemo.nextTurn([
      ask({
        id: 'q1',
        prompt: 'Which style?',
        options: [
          { id: 'a', label: 'Calm' },
          { id: 'b', label: 'Bold' },
        ],
      }),
    ]);
    await send(MAKE, [photo()]);
    const question = bot.platform.ofKind('question')[0]?.reply;
    expect(question?.text).toContain('Which style?');
    expect(bot.nemo.count('render')).toBe(0);
    const bold = question?.buttons?.find((button) => button.label.includes('Bold'));
    if (bold) await thread.press(bold.action);
    await bot.idle(thread);
    expect(bot.nemo.turns().at(-1)).toBe('1. Which style?: Bold');
    // The answer goes on with what the question interrupted: a first video.
    expect(bot.nemo.count('render')).toBe(1);
    if (bold) await thread.press(bold.action);
    await bot.idle(thread);
    expect(bot.platform.texts.at(-1)).toContain('no longer open');
  });

  it('tells raw footage before music and titles are there', async () => {
    const gate = newGate();
    bot.nemo.onTurn([
      callTool('generate_video_with_seedance'),
      change(({ state }) => {
        state.draft = { t: [{ tt: 0, sg: [{ d: 10_000, m: { name: 'city night' } }] }] };
      }),
      toolAnswers('generate_video_with_seedance'),
      heartbeat,
      waitFor(gate),
      addTitle,
      say('Music and title are in place.'),
    ]);
    await thread.say('make a video of a city at night');
    await expect.poll(texts).toContain('✅ Raw video ready (10s');
    gate.open();
    await bot.idle(thread);
    expect(texts()).toContain('Music and title are in place.');
  });

  it('reports an agent that failed, and sends the same words again only when asked', async () => {
    bot.nemo.nextTurn([agentError('SAFETY', 'The prompt was blocked.')]);
    await send('add a title');
    expect(texts()).toContain('The agent could not do this: The prompt was blocked. Say it in other words');
    const retry = bot.platform.messages.at(-1)?.reply.buttons?.[0];
    expect(retry?.action.do).toBe('retry');
    expect(bot.nemo.turns()).toHaveLength(1);
    if (retry) await thread.press(retry.action);
    await bot.idle(thread);
    expect(bot.nemo.turns()).toEqual(['add a title', 'add a title']);
  });
});

describe('what the agent says is data', () => {
  it.each([
    "ValueError: 'NoneType' object has no attribute 'get'",
    "HTTPSConnectionPool(host='10.0.3.4', port=443): Max retries exceeded",
    '{"error":{"code":500,"status":"INTERNAL"}}',
    'MAX_TOKENS',
    'Traceback (most recent call last): File "/app/x.py"',
  ])('shows nothing raw of an error: %s', async (message) => {
    bot.nemo.onTurn([agentError('UNKNOWN', message)]);
    await send('add a title');
    expect(bot.platform.texts.at(-1)).toBe(
      '⚠️ The agent could not do this. Say it in other words, or try again.',
    );
  });

  it('takes out tokens', async () => {
    bot.nemo.onTurn([addTitle, say('Done. Your token is nmv_usr_abc123 and clm_xyz.')]);
    await send('add a title');
    expect(texts()).not.toMatch(/nmv_usr|clm_/);
  });
});

describe('a lost stream', () => {
  it('is recovered by state and never sent again', async () => {
    bot.nemo.onTurn([heartbeat, addTitle, cutConnection]);
    await send('add a title');
    expect(bot.nemo.turns()).toEqual(['add a title']);
    expect(texts()).toContain('The connection broke, but the work was done:');
    expect(texts()).toContain('✅ Title added: "Urban Dreams" (0-3s)');
  });

  it('is given up after five unchanged looks, with a button', async () => {
    bot.nemo.onTurn([heartbeat, cutConnection]);
    await send('add a title');
    expect(bot.nemo.turns()).toEqual(['add a title']);
    expect(bot.nemo.count('state')).toBe(1 + 5);
    expect(texts()).toContain('I did not send it again, because it might be charged twice');
    expect(bot.platform.messages.at(-1)?.reply.buttons?.map((button) => button.action.do)).toEqual(['retry']);
  });

  it('does not count a backend that is away as unchanged', async () => {
    bot.nemo.onTurn([heartbeat, addTitle, cutConnection]);
    let reads = 0;
    bot.nemo.always('state', () => (++reads > 1 && reads < 14 ? statusError(502) : undefined));
    await send('add a title');
    expect(texts()).toContain('✅ Title added');
  });
});

describe('order', () => {
  it('queues what arrives while something runs, says how many are ahead, and loses nothing', async () => {
    const gate = newGate();
    bot.nemo.nextTurn([heartbeat, waitFor(gate), say('First done.')]);
    await thread.say('make it vertical');
    await gate.reached;
    await thread.say('add a title');
    await thread.say('add music');
    await expect.poll(texts).toContain('🕒 Queued: 2 requests ahead');
    expect(texts()).toContain('🕒 Queued: 1 request ahead');
    await thread.say('credits');
    await expect.poll(texts).toContain('credits available');
    gate.open();
    await bot.idle(thread);
    expect(bot.nemo.turns()).toEqual(['make it vertical', 'add a title', 'add music']);
    expect(texts()).not.toContain('Queued');
  });

  it('closes the card of small talk that had to wait', async () => {
    const gate = newGate();
    bot.nemo.nextTurn([heartbeat, waitFor(gate), say('First done.')]);
    await thread.say('make it vertical');
    await gate.reached;
    await thread.say('thanks!');
    await expect.poll(texts).toContain('🕒 Queued');
    gate.open();
    await bot.idle(thread);
    expect(texts()).not.toContain('🕒');
    expect(bot.nemo.turns()).toHaveLength(1);
  });

  it('takes a repeated delivery once', async () => {
    await thread.say('add a title', [], { id: 'same' });
    await thread.say('add a title', [], { id: 'same' });
    await bot.idle(thread);
    await thread.say('add a title', [], { id: 'same' });
    await bot.idle(thread);
    expect(bot.nemo.turns()).toEqual(['add a title']);
  });

  it('refuses a flood with a word', async () => {
    const gate = newGate();
    bot.nemo.nextTurn([waitFor(gate), say('ok')]);
    for (let number = 0; number < 7; number++) await thread.say(`add title ${number}`);
    expect(texts()).toContain('5 requests are waiting in this thread already');
    gate.open();
    await bot.idle(thread);
    expect(bot.nemo.turns()).toHaveLength(5);
  });

  it('keeps refused what was refused, also when a second delivery of it finds room', async () => {
    const gate = newGate();
    bot.nemo.nextTurn([waitFor(gate), say('ok')]);
    for (let number = 0; number < 5; number++) await thread.say(`add title ${number}`);
    await thread.say('add title 5', [], { id: 'twin' });
    gate.open();
    await bot.idle(thread);
    await thread.say('add title 5', [], { id: 'twin' });
    await bot.idle(thread);
    expect(bot.nemo.turns()).toHaveLength(5);
    await send('add title 5');
    expect(bot.nemo.turns()).toHaveLength(6);
  });

  it('stops a turn at once and says that it may be charged', async () => {
    const gate = newGate();
    bot.nemo.nextTurn([heartbeat, waitFor(gate)]);
    await thread.say('make it vertical');
    await gate.reached;
    await thread.say('stop');
    await bot.idle(thread);
    expect(texts()).toContain('may still be charged');
    expect(bot.platform.ofKind('progress')[0]?.reply.text).toBe('⏹ Stopped');
    await send('stop');
    expect(bot.platform.texts.at(-1)).toBe('Nothing is running here.');
  });

  it('stops what runs and goes on with the wish behind it', async () => {
    const gate = newGate();
    bot.nemo.nextTurn([heartbeat, waitFor(gate)]);
    await thread.say('make it vertical');
    await gate.reached;
    await thread.say('stop, make the title bigger instead');
    await bot.idle(thread);
    expect(bot.nemo.turns()).toHaveLength(2);
    expect(bot.nemo.turns()[1]).toBe('make the title bigger instead');
    expect(texts()).toContain('may still be charged');
  });

  it('does not take a later export for a stop', async () => {
    const gate = newGate();
    bot.nemo.nextTurn([heartbeat, waitFor(gate), say('Vertical now.')]);
    await thread.say('make it vertical');
    await gate.reached;
    await thread.say("don't export yet, first make the title bigger");
    gate.open();
    await bot.idle(thread);
    expect(texts()).toContain('Vertical now.');
    expect(bot.nemo.turns()).toHaveLength(2);
  });

  it('cancels a running render', async () => {
    await send(MAKE, [photo()]);
    bot.nemo.always('renderStatus', codeData({ status: 'processing', progress: 10 }));
    await thread.say('export');
    await bot.nemo.arrived('renderStatus', 4);
    await thread.say('stop');
    await bot.idle(thread);
    expect(bot.nemo.count('cancel')).toBe(1);
    expect(texts()).toContain('the export was cancelled');
  });
});

describe('an export', () => {
  it('needs a timeline', async () => {
    await send('export');
    expect(bot.nemo.count('render')).toBe(0);
    expect(texts()).toContain('There is nothing to export yet');
  });

  it('sends the draft as it came, with the options', async () => {
    const draft = { ...exampleDraft(), x_unknown: { deep: [1, null, '19-digit 5529798706024415232'] } };
    await send(MAKE, [photo()]);
    bot.nemo.session().state.draft = draft;
    await send('export as webm 720p');
    expect(bot.nemo.of('render').at(-1)?.json).toMatchObject({
      draft,
      sessionId: bot.nemo.session().sessionId,
      output: { format: 'webm', quality: 'high', resolution: '720p' },
    });
  });

  it('says what it gives instead of a format that it does not have', async () => {
    await send(MAKE, [photo()]);
    await send('export as avi');
    expect(bot.platform.ofKind('video').at(-1)?.reply.text).toContain(
      'AVI is not available here, so this is MP4.',
    );
  });

  it('tries once more with a new id', async () => {
    await send(MAKE, [photo()]);
    bot.nemo.next('renderStatus', codeData({ status: 'failed', error: 'lambda' }));
    await send('export');
    const ids = bot.nemo.of('render').map((render) => (render.json as { id: string }).id);
    expect(new Set(ids).size).toBe(3);
    expect(bot.platform.ofKind('video')).toHaveLength(2);
  });

  it('gives up after the second failure', async () => {
    await send(MAKE, [photo()]);
    bot.nemo.always('renderStatus', codeData({ status: 'failed' }));
    await send('export');
    expect(bot.nemo.count('render')).toBe(3);
    expect(texts()).toContain('Export failed, please try again later.');
  });

  it('explains a plan that blocks it, without trying again', async () => {
    await send(MAKE, [photo()]);
    bot.nemo.always('render', twinError(402));
    await send('export');
    expect(bot.nemo.count('render')).toBe(2);
    expect(texts()).toContain('Register or upgrade your plan to unlock export.');
  });

  it('leaves the link when the platform does not take the file, and says why once', async () => {
    bot.platform.refusal = { delivered: false, reason: 'too-large', limitBytes: 10 * 1_048_576 };
    await send(MAKE, [photo()]);
    expect(bot.platform.ofKind('video')[0]?.reply.text).toContain('Video: http');
    expect(bot.platform.texts.at(-1)).toContain('too large to be attached here (limit 10 MB)');
  });
});

describe('errors of the backend', () => {
  it('gives the registration link to the asker alone', async () => {
    bot.nemo.always('turn', twinError(2001));
    await send('add a title');
    const personal = bot.platform.messages.filter((message) => message.reply.text.includes('bind='));
    expect(personal).toHaveLength(1);
    expect(personal[0]?.reply.onlyFor).toBe('anna');
    expect(texts()).toContain('No credits left.');
  });

  it('makes a new session when the old one is gone, uploads again, and tells it', async () => {
    await send(MAKE, [photo()]);
    bot.nemo.world.sessions.delete(bot.nemo.session().sessionId);
    await send('make it vertical');
    expect(bot.nemo.count('session')).toBe(2);
    expect(bot.nemo.count('upload')).toBe(2);
    expect(texts()).toContain('the timeline starts again. I uploaded 1 file again.');
    // Refused before the stream, so the same words may go to the new session.
    expect(bot.nemo.turns(bot.nemo.session().sessionId)).toEqual(['make it vertical']);
  });

  it('says that the backend is away and keeps the request for another try', async () => {
    await send('hi');
    bot.nemo.always('state', statusError(503));
    await send('add a title');
    expect(texts()).toContain('NemoVideo cannot be reached right now');
    expect(texts()).not.toMatch(/503|http:|detail/);
    bot.nemo.always('state', undefined);
    const retry = bot.platform.messages.at(-1)?.reply.buttons?.[0];
    if (retry) await thread.press(retry.action);
    await bot.idle(thread);
    expect(bot.nemo.turns()).toEqual(['add a title']);
  });
});

describe('trouble with the platform', () => {
  it('goes on from the journal when the platform is back, and sends nothing twice', async () => {
    await send('hi');
    bot.nemo.onTurn([addTitle, say('Title added.')]);
    const away = new Failure('platform-unavailable');
    // The card is posted; the outcome is not, twice.
    const original = bot.platform.post.bind(bot.platform);
    let refusals = 2;
    bot.platform.post = async (place, reply, key) => {
      if (reply.text.startsWith('Title added') && refusals-- > 0) throw away;
      return original(place, reply, key);
    };
    await send('add a title');
    expect(bot.nemo.turns()).toEqual(['add a title']);
    expect(bot.platform.texts.filter((text) => text.startsWith('Title added'))).toHaveLength(1);
    // Hours later the run that was given up does not draw its card again.
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(bot.platform.texts.filter((text) => text.startsWith('⏳'))).toEqual([]);
  });
});

describe('a mistake of ours', () => {
  it('that keeps one message from being handled does not hold up its thread', async () => {
    await send('hi');
    vi.spyOn(bot.store.journal, 'read').mockRejectedValueOnce(new Failure('internal'));
    await thread.say('a message that nobody can handle');
    await thread.say('add a title');
    await bot.idle(thread);
    expect(bot.nemo.turns()).toEqual(['add a title']);
  });
});

describe('the batch workflow', () => {
  it('makes one video per file, in one session, each with its own instruction and result', async () => {
    await send('make a separate video for each image', [photo('beach.jpg'), photo('city.jpg')]);
    expect(bot.nemo.count('session')).toBe(1);
    expect(bot.nemo.turns()).toHaveLength(2);
    expect(bot.nemo.turns()[0]).toContain('beach.jpg');
    expect(bot.nemo.turns()[1]).toContain('city.jpg');
    expect(bot.nemo.count('render')).toBe(2);
    expect(bot.platform.ofKind('video')).toHaveLength(2);
    expect(texts()).toContain('✅ 2 of 2 videos are ready.');
  });

  it('takes the pictures of the session when none come with the order', async () => {
    await send('', [photo('beach.jpg'), photo('city.jpg'), photo('lake.jpg')]);
    await send('make a separate video for each image');
    expect(bot.nemo.turns().map((turn) => /beach|city|lake/.exec(turn)?.[0])).toEqual([
      'beach',
      'city',
      'lake',
    ]);
    expect(bot.platform.ofKind('video')).toHaveLength(3);
  });
});

describe('a question in words', () => {
  it('makes "yes" an answer and not small talk', async () => {
    bot.nemo.nextTurn([say('Shall I add calm music as well?')]);
    await send('add a title');
    await send('yes');
    expect(bot.nemo.turns()).toEqual(['add a title', 'yes']);
    await send('ok thanks');
    expect(bot.nemo.turns()).toHaveLength(2);
  });
});

describe('languages and skills', () => {
  it('speaks the language of the person', async () => {
    await send('你好');
    expect(texts()).toContain('可以这样说');
    expect(bot.nemo.of('session')[0]?.json).toMatchObject({ language: 'zh-CN' });
    await send('导出');
    expect(texts()).toContain('还没有可以导出的内容');
    await send('export');
    expect(texts()).toContain('There is nothing to export yet');
  });

  it('changes the skill of a thread and its attribution', async () => {
    await send('hi');
    await send('/skill');
    expect(bot.platform.messages.at(-1)?.reply.buttons).toHaveLength(5);
    await send('/skill still-image-to-video');
    await send('add a title');
    expect(bot.nemo.of('turn')[0]?.headers['x-skill-source']).toBe('still-image-to-video');
  });

  it('starts a new project in the same thread', async () => {
    await send(MAKE, [photo()]);
    await send('new project');
    await send('status');
    expect(bot.platform.texts.at(-1)).toContain('The timeline is still empty');
    expect((await bot.reception.find(thread.place.conversation))?.exports).toHaveLength(1);
  });
});
