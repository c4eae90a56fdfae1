import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityOf } from '../../../src/nemo/turn/activity.js';
import { isQuestionTool, readQuestions } from '../../../src/nemo/turn/question.js';
import { readEvent } from '../../../src/nemo/turn/read-event.js';
import type { Signal } from '../../../src/nemo/turn/signal.js';

const read = (value: unknown, name?: string) =>
  readEvent(name, typeof value === 'string' ? value : JSON.stringify(value));
const whole = (text: string, key = ''): Signal => ({ kind: 'text', text, partial: false, key });
const piece = (text: string, key = ''): Signal => ({ kind: 'text', text, partial: true, key });
const call = (tool: string, args?: unknown): Signal => ({ kind: 'tool-call', tool, args });
const result = (tool: string): Signal => ({ kind: 'tool-result', tool });
const error = (message: string, more: object = {}) =>
  expect.objectContaining({ kind: 'error', message, ...more });
const PROGRESS: Signal = { kind: 'progress' };
const ALIVE: Signal = { kind: 'alive' };
const END: Signal = { kind: 'end' };

describe('readEvent: the agent server (A)', () => {
  const envelope = { invocationId: 'e', author: 'agent' };
  it.each<[string, object, unknown[]]>([
    ['text', { ...envelope, content: { parts: [{ text: 'a' }], role: 'model' } }, [whole('a', 'e|agent')]],
    ['partial', { ...envelope, partial: true, content: { parts: [{ text: 'a' }] } }, [piece('a', 'e|agent')]],
    [
      'text and call in one event',
      { ...envelope, content: { parts: [{ text: 'a' }, { functionCall: { name: 'f', args: { x: 1 } } }] } },
      [whole('a', 'e|agent'), call('f', { x: 1 })],
    ],
    [
      'snake_case',
      {
        invocation_id: 'e',
        author: 'agent',
        content: { parts: [{ function_call: { name: 'f' } }, { function_response: { name: 'f' } }] },
      },
      [call('f'), result('f')],
    ],
    [
      'a call in pieces',
      { ...envelope, partial: true, content: { parts: [{ functionCall: { name: 'f' } }] } },
      [PROGRESS],
    ],
    ['thought', { ...envelope, content: { parts: [{ text: 'a', thought: true }] } }, [PROGRESS]],
    ['user', { author: 'user', content: { parts: [{ text: 'a' }], role: 'user' } }, [PROGRESS]],
    [
      'a tool result has the role of the user',
      { ...envelope, content: { role: 'user', parts: [{ functionResponse: { name: 'f', response: {} } }] } },
      [result('f')],
    ],
    ['no parts', { ...envelope, content: { role: 'model', parts: [] } }, [PROGRESS]],
    ['no content', { ...envelope, actions: { stateDelta: { draft: {} } } }, [PROGRESS]],
    ['content null', { ...envelope, content: null }, [PROGRESS]],
    ['content as text', { ...envelope, content: 'a' }, [whole('a', 'e|agent')]],
    ['inline data', { ...envelope, content: { parts: [{ inlineData: { data: 'x' } }] } }, [PROGRESS]],
    ['error', { ...envelope, errorCode: 'SAFETY', errorMessage: 'no' }, [error('no', { code: 'SAFETY' })]],
    [
      'error in snake_case',
      { ...envelope, error_code: 'MAX_TOKENS' },
      [error('MAX_TOKENS', { code: 'MAX_TOKENS' })],
    ],
    [
      'numeric error code',
      { ...envelope, error_code: 2001, error_message: 'no' },
      [error('no', { businessCode: 2001 })],
    ],
    ['STOP is no error', { ...envelope, errorCode: 'STOP' }, [PROGRESS]],
  ])('%s', (_name, event, signals) => {
    expect(read(event)).toEqual(signals);
  });
});

describe('readEvent: flat events (B, C, D, E)', () => {
  it.each<[unknown, unknown[]]>([
    [{ type: 'text', content: 'a' }, [whole('a')]],
    [{ type: 'text', text: 'a' }, [whole('a')]],
    [{ type: 'chunk', text: 'a' }, [piece('a')]],
    [{ type: 'text-delta', delta: 'a' }, [piece('a')]],
    [{ type: 'final_answer', content: 'a' }, [whole('a')]],
    [{ type: 'thinking_chunk', text: 'a' }, [PROGRESS]],
    [{ type: 'thinking_end' }, [PROGRESS]],
    [{ type: 'tool_call', name: 'f', args: { x: 1 } }, [call('f', { x: 1 })]],
    [{ type: 'tool_start', tool: 'f', tool_name: 'g' }, [call('f')]],
    [{ type: 'toolcall_start', tool_name: 'f' }, [call('f')]],
    [{ type: 'tool_call', tool: { name: 'f' } }, [call('f')]],
    [{ type: 'toolcall_end', tool_name: 'f' }, [PROGRESS]],
    [{ type: 'tool_result', name: 'f', result: {} }, [result('f')]],
    [{ type: 'tool_end', tool: 'f' }, [result('f')]],
    [{ type: 'status', text: 'queued' }, [PROGRESS]],
    [{ type: 'message_accepted' }, [PROGRESS]],
    [{ type: 'done' }, [END]],
    [{ type: 'error', error: 'broken' }, [error('broken')]],
    [{ type: 'error', error: { code: 2001, message: 'broken' } }, [error('broken', { businessCode: 2001 })]],
    [{ type: 'error', message: 'broken', code: 'RATE' }, [error('broken', { code: 'RATE' })]],
    [{ type: 'heartbeat' }, [ALIVE]],
    [{ type: 'keep-alive' }, [ALIVE]],
    [{ event: 'ping', at: 1 }, [ALIVE]],
    [{ text: 'a' }, [whole('a')]],
    [{ message: 'a' }, [whole('a')]],
    [{ role: 'user', content: 'a' }, [PROGRESS]],
    [{ role: 'assistant', content: 'a' }, [whole('a')]],
    ['"a string"', [whole('a string')]],
    ['plain words', [whole('plain words')]],
    ['"heartbeat"', [ALIVE]],
    ['"[DONE]"', [END]],
    [
      [{ text: 'a' }, { text: 'b' }],
      [whole('a'), whole('b')],
    ],
    [{ code: 0, data: { text: 'a' } }, [whole('a')]],
    [{ code: 0, message: 'ok' }, [PROGRESS]],
    [{ code: 2001, message: 'no credits' }, [error('no credits', { businessCode: 2001 })]],
    [{ code: '1002', msg: 'gone' }, [error('gone', { businessCode: 1002 })]],
    [{ success: false, error: 'no' }, [error('no')]],
    [
      { error: 'ValueError: x', error_details: { error_type: 'ValueError' } },
      [error('ValueError: x', { code: 'ValueError' })],
    ],
    ['{"error": "it said "no""}', [error('it said "no"')]],
    ['{"error": "torn', [error('torn')]],
    ['{"torn": ', [ALIVE]],
  ])('%j', (value, signals) => {
    expect(read(value)).toEqual(signals);
  });

  it.each<[string, unknown, unknown[]]>([
    ['error', 'broken', [error('broken')]],
    ['error', { message: 'broken' }, [error('broken')]],
    ['text', { content: 'a' }, [whole('a')]],
    ['tool_call', { name: 'f' }, [call('f')]],
    ['message', { text: 'a' }, [whole('a')]],
    ['heartbeat', { t: 1 }, [ALIVE]],
    ['done', 'whatever', [END]],
  ])('event: %s, data: %j', (name, value, signals) => {
    expect(read(value, name)).toEqual(signals);
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(
        fc.option(fc.string(), { nil: undefined }),
        fc.string(),
        (name, data) => void readEvent(name, data),
      ),
    );
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), (data) => void readEvent(undefined, data)));
    const keys = fc.constantFrom(
      'content',
      'parts',
      'text',
      'type',
      'error',
      'code',
      'data',
      'functionCall',
      'questions',
      'options',
    );
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom('text', 'chunk', 'ask_question', 0, 1002));
    const objects = fc.dictionary(
      keys,
      fc.oneof(values, fc.dictionary(keys, values), fc.array(fc.dictionary(keys, values))),
    );
    fc.assert(fc.property(objects, (event) => void read(event)));
    fc.assert(fc.property(objects, (args) => void readQuestions(args)));
  });
});

describe('readQuestions', () => {
  const options = [
    { id: 'a', label: 'Portrait' },
    { id: 'b', label: 'Landscape' },
  ];
  const documented = { id: 'q', prompt: 'Which?', options, allow_multiple: true };
  const asked = { id: 'q', prompt: 'Which?', options, allowMultiple: true };

  it.each<[string, unknown, unknown]>([
    ['as documented', { title: 't', questions: [documented] }, [asked]],
    ['as JSON text', JSON.stringify({ questions: [documented] }), [asked]],
    ['questions as JSON text', { questions: JSON.stringify([documented]) }, [asked]],
    ['a list', [documented], [asked]],
    ['one by itself', documented, [asked]],
    ['one inside', { question: documented }, [asked]],
    ['in the input', { input: { questions: [documented] } }, [asked]],
    ['plain words', 'Which?', [{ id: 'q1', prompt: 'Which?', options: [] }]],
    [
      'words in a list',
      { questions: ['A?', 'B?'] },
      [
        { id: 'q1', prompt: 'A?', options: [] },
        { id: 'q2', prompt: 'B?', options: [] },
      ],
    ],
    [
      'options as words',
      { question: 'Which?', choices: ['Portrait', 5, '', null] },
      [
        {
          id: 'q1',
          prompt: 'Which?',
          options: [
            { id: '1', label: 'Portrait' },
            { id: '2', label: '5' },
          ],
        },
      ],
    ],
    [
      'options under other names',
      { text: 'Which?', options: [{ value: 'p', text: 'Portrait' }, { title: 'Landscape' }] },
      [
        {
          id: 'q1',
          prompt: 'Which?',
          options: [
            { id: 'p', label: 'Portrait' },
            { id: '2', label: 'Landscape' },
          ],
        },
      ],
    ],
    ['nothing to ask', { questions: [] }, []],
    ['no arguments', undefined, []],
    ['numbers', 42, []],
  ])('%s', (_name, args, questions) => {
    expect(readQuestions(args)).toEqual(questions);
  });

  it.each(['ask_question', 'askQuestion', 'ask-question', 'ask_questions', 'ask_user_question', 'ask_user'])(
    '%s asks',
    (tool) => expect(isQuestionTool(tool)).toBe(true),
  );
  it.each(['ask_model', 'task_question_bank', 'edit_multitrack', ''])('%s does not', (tool) =>
    expect(isQuestionTool(tool)).toBe(false),
  );
});

describe('activityOf', () => {
  it.each([
    ['generate_video_with_seedance', 'generating'],
    ['generateVideo', 'generating'],
    ['image-to-video', 'generating'],
    ['generate_music', 'audio'],
    ['suno_compose', 'audio'],
    ['voiceover', 'audio'],
    ['edit_multitrack', 'editing'],
    ['update_draft', 'editing'],
    ['understand_video', 'analysing'],
    ['analyzeAudio', 'analysing'],
    ['web_search', 'working'],
    ['', 'working'],
  ])('%s is %s', (tool, activity) => {
    expect(activityOf(tool)).toBe(activity);
  });
});
