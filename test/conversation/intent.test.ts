import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Intent, IntentContext } from '../../src/conversation/intent/meanings.js';
import { withoutStop } from '../../src/conversation/intent/stopping.js';
import { routeMessage } from '../../src/conversation/intent.js';
import { SKILL_SLUGS } from '../../src/conversation/profiles.js';

const FOLDER = fileURLToPath(new URL('../fixtures/utterances/', import.meta.url));

interface Utterance {
  readonly text: string;
  readonly context?: Partial<IntentContext>;
  readonly expect: Partial<Intent> & { readonly kind: Intent['kind'] };
}

/** A conversation with pictures and a draft. */
const USUAL: IntentContext = {
  hasMedia: true,
  attachments: [],
  hasDraft: true,
  openQuestion: false,
  running: false,
};
const EMPTY: IntentContext = { ...USUAL, hasMedia: false, hasDraft: false };

const lists = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const read = (name: string) => JSON.parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as Utterance[];
const expected = ({ expect: intent }: Utterance) =>
  intent.kind === 'agent' ? { makesVideo: false, ...intent } : intent;

describe('labelled utterances', () => {
  it.each(lists)('%s', (name) => {
    const wrong = read(name).flatMap((utterance) => {
      const routed = routeMessage(utterance.text, { ...USUAL, ...utterance.context });
      return isSame(routed, expected(utterance))
        ? []
        : [{ text: utterance.text, context: utterance.context, routed, expected: expected(utterance) }];
    });
    expect(wrong).toEqual([]);
  });

  it('are more than a thousand, a fifth of them Chinese, and none is labelled twice', () => {
    const all = lists.flatMap(read);
    const chinese = all.filter(({ text }) => /\p{Script=Han}/u.test(text));
    const situations = all.map(({ text, context }) => JSON.stringify([text, context ?? {}]));
    const twice = situations.filter((situation, i) => situations.indexOf(situation) !== i);
    expect(all.length).toBeGreaterThan(1000);
    expect(chinese.length).toBeGreaterThan(all.length / 5);
    expect(twice.filter((situation) => labels(all, situation).size > 1)).toEqual([]);
  });
});

function isSame(routed: Intent, wanted: object): boolean {
  try {
    expect(routed).toEqual(wanted);
    return true;
  } catch {
    return false;
  }
}

function labels(all: readonly Utterance[], situation: string): Set<string> {
  const same = all.filter(({ text, context }) => JSON.stringify([text, context ?? {}]) === situation);
  return new Set(same.map((utterance) => JSON.stringify(utterance.expect)));
}

describe('routeMessage', () => {
  const contexts = fc.record({
    hasMedia: fc.boolean(),
    attachments: fc.array(fc.record({ name: fc.string() }), { maxLength: 3 }),
    hasDraft: fc.boolean(),
    openQuestion: fc.boolean(),
    running: fc.boolean(),
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), pieces()), contexts, (text, context) => {
        expect(routeMessage(text, context).kind).toMatch(/^[a-z-]+$/);
      }),
      { numRuns: 500 },
    );
  });

  it('takes quoted words for content, whatever they are', () => {
    const quotes = ['""', '“”', '「」', '``', '《》', "''"];
    const words = fc.oneof(fc.string(), pieces()).map(withoutMarks);
    const carriers = ['add the text Q', 'put Q on the last picture', 'title: Q', '把标题改成Q', '加上字幕 Q'];
    fc.assert(
      fc.property(
        words,
        fc.constantFrom(...quotes),
        fc.constantFrom(...carriers),
        (quoted, marks, carrier) => {
          fc.pre(quoted.trim() !== '');
          const text = carrier.replace('Q', () => `${marks[0]}${quoted}${marks[1]}`);
          expect(routeMessage(text, USUAL)).toEqual({ kind: 'agent', makesVideo: false });
          expect(routeMessage(text, { ...USUAL, running: true }).kind).toBe('agent');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('sends an edit to the agent, whatever it is about', () => {
    const verbs = fc.constantFrom(
      'add',
      'remove',
      'replace',
      'move',
      'animate the text',
      '添加',
      '删除',
      '调整',
    );
    fc.assert(
      fc.property(verbs, pieces(), (verb, rest) => {
        expect(['agent', 'batch']).toContain(routeMessage(`${verb} ${rest}`, USUAL).kind);
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on case, width, politeness or marks at the end', () => {
    const orders = [
      'export 1080p mp4',
      'how many credits are left',
      'show me the timeline',
      'upload',
      '导出视频',
      '查看余额',
    ];
    const dressed = fc.record({
      before: fc.constantFrom('', 'please ', 'hi, ', '  ', '@reelthread ', 'ok ', '请'),
      after: fc.constantFrom('', '!', '!!', ' 🙏', ' please', '\n', ', thanks', '。', '～', '吧'),
      shape: fc.constantFrom(
        (text: string) => text,
        (text: string) => text.toUpperCase(),
        (text: string) =>
          text.replace(/[!-~]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)),
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...orders), dressed, (order, { before, after, shape }) => {
        expect(routeMessage(`${before}${shape(order)}${after}`, USUAL)).toEqual(routeMessage(order, USUAL));
      }),
      { numRuns: 300 },
    );
  });

  it('answers the same question asked in traditional characters', () => {
    const pairs = [
      ['导出视频', '導出視頻'],
      ['还剩多少积分', '還剩多少積分'],
      ['查看时间线', '查看時間線'],
      ['取消任务', '取消任務'],
      ['怎么上传图片', '怎麼上傳圖片'],
    ] as const;
    for (const [simplified, traditional] of pairs) {
      expect(routeMessage(traditional, USUAL)).toEqual(routeMessage(simplified, USUAL));
      expect(routeMessage(simplified, USUAL).kind).not.toBe('agent');
    }
  });

  it('carries out what is wished after a stop, and asks for the stop only while something runs', () => {
    const wishes = fc.constantFrom(...read('agent.json').filter(isWishAlone));
    const stops = fc.constantFrom(
      'stop, ',
      'Stop! ',
      'cancel that. ',
      'no, stop, ',
      '停，',
      '取消，',
      '先停一下。',
    );
    fc.assert(
      fc.property(stops, wishes, (stop, { text, context }) => {
        const idle = { ...USUAL, ...context };
        const wished = routeMessage(text, idle);
        expect(routeMessage(stop + text, idle)).toEqual(wished);
        expect(routeMessage(stop + text, { ...idle, running: true })).toEqual({
          ...wished,
          stopsFirst: true,
        });
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['stop, make the title bigger instead', 'make the title bigger instead'],
    ['No, Stop! Use Beach.jpg, please', 'Use Beach.jpg, please'],
    ['stop and make it vertical', 'make it vertical'],
    ['Stop make it shorter', 'make it shorter'],
    ['停，把标题改成红色', '把标题改成红色'],
    ['停 我要竖屏的', '我要竖屏的'],
    ['cancel the fade, then add music', 'cancel the fade, then add music'],
    ['add a title, then stop the music', 'add a title, then stop the music'],
    ['stop', 'stop'],
    ['Stop!', 'Stop!'],
  ])('hands on %j without its stop', (text, rest) => {
    expect(withoutStop(text)).toBe(rest);
  });

  it('reads the label of a batch whatever the files are called', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 12 })
      .map((text) => `${text.replace(/[\s:：;；,，、.。"'`“”]/g, '')}x7`);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 2, maxLength: 2 }), (stems) => {
        const [one = '', two = ''] = stems.map((stem) => `${stem}.jpg`);
        fc.pre(!one.includes(two) && !two.includes(one));
        const text = `Separate videos:\n${one}: zoom in\n${two}: pan left`;
        expect(routeMessage(text, { ...EMPTY, attachments: [{ name: one }, { name: two }] })).toEqual({
          kind: 'batch',
          orders: [
            { files: [one], instruction: 'zoom in' },
            { files: [two], instruction: 'pan left' },
          ],
        });
      }),
      { numRuns: 300 },
    );
  });

  it.each(SKILL_SLUGS)('knows the skill %s by its slug', (slug) => {
    expect(routeMessage(`/skill ${slug}`, EMPTY)).toEqual({ kind: 'skill', slug });
    expect(routeMessage(`switch the skill to ${slug}`, EMPTY)).toEqual({ kind: 'skill', slug });
  });

  it('never hands a message with nothing to work on to the agent when it is only about pictures', () => {
    for (const text of ['convert my images', 'turn these photos into a video', '把这些图片做成视频']) {
      expect(routeMessage(text, EMPTY)).toEqual({ kind: 'needs-files' });
      expect(routeMessage(text, { ...EMPTY, attachments: [{ name: 'a.jpg' }] }).kind).toBe('agent');
      expect(routeMessage(text, { ...EMPTY, hasMedia: true })).toMatchObject({
        kind: 'agent',
        makesVideo: true,
      });
    }
  });

  it('stays quick on long and repetitive messages', () => {
    const repeated = [
      'into ',
      'each ',
      '每张',
      '分别请',
      '"',
      '“a',
      '1. x ',
      'please ',
      '- ',
      ':+1:',
      'seconds',
      '把我',
      'stop, ',
      'a.jpg, ',
      '停，',
    ];
    const context = { ...USUAL, attachments: [{ name: 'a.jpg' }, { name: 'b.jpg' }] };
    // A pattern that backtracks would take longer than a test may.
    for (const piece of repeated) routeMessage(piece.repeat(20_000), context);
  });
});

/** Words of the router's own vocabulary in any order: where a wrong match would come from. */
function pieces(): fc.Arbitrary<string> {
  const words =
    'export download credits balance status timeline tracks upload stop cancel help new project skill send me the video a final ' +
    'of to it my how many left please mp4 1080p and then render save show start over thanks hi , . ? 导出 下载 积分 余额 状态 时间线 ' +
    '上传 停止 取消 帮助 新项目 视频 给我 的 了 吗 发给我 看看 多少';
  return fc
    .array(fc.constantFrom(...words.split(' ')), { minLength: 1, maxLength: 8 })
    .map((list) => list.join(' '));
}

/** An edit in one sentence: complaints are the reason for a stop, and a "stop" of its own would be the last word. */
function isWishAlone({ text, context, expect: intent }: Utterance): boolean {
  return (
    intent.kind === 'agent' &&
    !context?.running &&
    /^(?:add|make|put|change|replace|remove|把|加)/i.test(text)
  );
}

/** Without whatever would end the quotation. */
function withoutMarks(text: string): string {
  return text.normalize('NFKC').replace(/["'“”‘’「」『』《》【】«»`\n\r\u2028\u2029<>:：]/g, '');
}
