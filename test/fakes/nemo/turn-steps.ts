import type { Gate } from './gate.js';
import type { FakeSession } from './world.js';

/** One step of a scripted turn. Steps run in order; after the last one the stream ends properly. */
export type TurnStep =
  /** Exactly these bytes, in one write. */
  | { readonly raw: string | Uint8Array }
  /** A change of the session (its draft, its media) that nothing in the stream tells: a silent edit. */
  | { readonly change: (session: FakeSession) => void }
  /** The stream stands still until the gate opens. */
  | { readonly wait: Gate }
  /** The connection is cut (`reset`, in the middle of the chunked body) or stays open for ever (`hang`). */
  | { readonly cut: 'reset' | 'hang' };

/** One `data:` line with JSON. */
export const data = (value: unknown): TurnStep => ({ raw: `data: ${JSON.stringify(value)}\n\n` });
/** One frame as it is written, such as `event: done`. The empty line is added. */
export const frame = (text: string): TurnStep => ({ raw: `${text}\n\n` });
export const raw = (bytes: string | Uint8Array): TurnStep => ({ raw: bytes });
export const change = (apply: (session: FakeSession) => void): TurnStep => ({ change: apply });
export const waitFor = (gate: Gate): TurnStep => ({ wait: gate });
export const cutConnection: TurnStep = { cut: 'reset' };
export const hangForEver: TurnStep = { cut: 'hang' };

/** The bytes of a step written in pieces of `size` bytes: characters and events are torn apart. */
export function inPieces(step: TurnStep, size: number): TurnStep[] {
  if (!('raw' in step)) return [step];
  const bytes = Buffer.from(step.raw);
  const pieces: TurnStep[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push({ raw: bytes.subarray(at, at + size) });
  return pieces;
}

let lastEvent = 0;

/** An ADK event in camelCase (contract §6.1 A); `extra` overrides any field. */
export function adkEvent(
  parts: readonly unknown[] | undefined,
  extra: Record<string, unknown> = {},
): TurnStep {
  lastEvent += 1;
  return data({
    ...(parts ? { content: { parts, role: 'model' } } : {}),
    invocationId: 'e-1',
    author: 'nemo_agent',
    actions: { stateDelta: {}, artifactDelta: {}, requestedAuthConfigs: {} },
    longRunningToolIds: [],
    id: `event-${lastEvent}`,
    timestamp: 1_743_712_255.31,
    ...extra,
  });
}

/** A whole text. */
export const say = (text: string): TurnStep => adkEvent([{ text }]);
/** A piece of a text that a later whole text repeats. */
export const sayPartly = (text: string): TurnStep => adkEvent([{ text }], { partial: true });
/** Reasoning: never shown. */
export const think = (text: string): TurnStep => adkEvent([{ text, thought: true }]);
export const callTool = (name: string, args: unknown = {}): TurnStep =>
  adkEvent([{ functionCall: { id: `call-${name}`, name, args } }]);
export const toolAnswers = (name: string, response: unknown = { status: 'success' }): TurnStep =>
  adkEvent([{ functionResponse: { id: `call-${name}`, name, response } }], {
    content: { role: 'user', parts: [{ functionResponse: { id: `call-${name}`, name, response } }] },
  });
/** The agent stops to ask (contract §6.1, `ask_question`). */
export const ask = (
  ...questions: {
    id: string;
    prompt: string;
    options: { id: string; label: string }[];
    allow_multiple?: boolean;
  }[]
): TurnStep => callTool('ask_question', { title: 'One question', questions });
export const agentError = (errorCode: string, errorMessage: string): TurnStep =>
  adkEvent(undefined, { errorCode, errorMessage });
export const temporaryIssue: TurnStep = say(
  'I encountered a temporary issue while processing your request. Please try again.',
);
/** Python ADK up to 1.4 builds this by hand: quotes and line feeds make it invalid JSON over several lines. */
export const brokenError = (message: string): TurnStep => raw(`data: {"error": "${message}"}\n\n`);

/** ADK event with snake_case keys. */
export const snakeEvent = (content: unknown, extra: Record<string, unknown> = {}): TurnStep =>
  data({ content, invocation_id: 'e-1', author: 'nemo_agent', turn_complete: false, ...extra });

/** Flat typed events (contract §6.1 B) and the sibling gateway's vocabulary (C). */
export const flat = {
  text: (content: string): TurnStep => data({ type: 'text', content }),
  chunk: (text: string): TurnStep => data({ type: 'chunk', text }),
  thinking: (text: string): TurnStep => data({ type: 'thinking_chunk', text }),
  toolCall: (name: string, args: unknown = {}): TurnStep => data({ type: 'tool_call', name, args }),
  toolResult: (name: string): TurnStep => data({ type: 'tool_result', name, result: {} }),
  toolStart: (tool: string): TurnStep => data({ type: 'tool_start', tool }),
  toolEnd: (tool_name: string): TurnStep => data({ type: 'tool_end', tool_name }),
  error: (error: string): TurnStep => data({ type: 'error', error }),
} as const;

/** Every spelling of a keep-alive that the contract lists, as frames. */
export const HEARTBEATS: readonly TurnStep[] = [
  'data:',
  'data: ',
  'data: heartbeat',
  'data: ping',
  'data: {"type":"heartbeat"}',
  'data: {"type":"pong"}',
  'data: {"heartbeat":true}',
  'data: {}',
  'event: heartbeat',
  'event: heartbeat\ndata: ',
  'event: heartbeat\ndata: {"t":1}',
  'event: ping\ndata: still here',
  ': heartbeat',
].map(frame);

export const heartbeat: TurnStep = frame('data: {"type":"heartbeat"}');
