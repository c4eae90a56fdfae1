import { randomBytes, randomUUID } from 'node:crypto';
import type { Tool, Turn } from '../director/turn.js';

type Part =
  | { text: string }
  | { functionCall: { id: string; name: string; args: object } }
  | { functionResponse: { id: string; name: string; response: object } };

/** One event of Google's Agent Development Kit, in the camel case of its server (NemoVideo contract §6.1 A). */
export interface AgentEvent {
  content: { parts: Part[]; role: 'model' | 'user' };
  invocationId: string;
  author: string;
  actions: { stateDelta: object; artifactDelta: object; requestedAuthConfigs: object };
  longRunningToolIds: string[];
  id: string;
  /** Unix seconds. */
  timestamp: number;
  finishReason?: 'STOP';
}

/**
 * The events of a turn: what is about to be done, the calls of the tools with their results, and the answer. A small
 * edit ends after the result of its tool, without a word (contract §8).
 */
export function agentEvents(turn: Turn, now: () => number): AgentEvent[] {
  const invocationId = `e-${randomUUID()}`;
  const event = (role: 'model' | 'user', parts: Part[], isLast = false): AgentEvent => ({
    content: { parts, role },
    invocationId,
    author: 'nemo_agent',
    actions: { stateDelta: {}, artifactDelta: {}, requestedAuthConfigs: {} },
    longRunningToolIds: [],
    id: randomBytes(6).toString('base64url'),
    timestamp: now() / 1_000,
    ...(isLast && { finishReason: 'STOP' as const }),
  });
  const events: AgentEvent[] = [];
  if (turn.opening) events.push(event('model', [{ text: turn.opening }]));
  for (const tool of turn.tools) events.push(...toolEvents(tool, turn, event));
  if (turn.text) events.push(event('model', [{ text: turn.text }], turn.question === undefined));
  if (turn.question) events.push(event('model', [askQuestion(turn.question)], true));
  return events;
}

function toolEvents(
  name: Tool,
  turn: Turn,
  event: (role: 'model' | 'user', parts: Part[]) => AgentEvent,
): AgentEvent[] {
  const id = `af-${randomUUID()}`;
  const response = { status: 'success', duration_ms: turn.desk.draft?.d ?? 0 };
  return [
    event('model', [{ functionCall: { id, name, args: {} } }]),
    event('user', [{ functionResponse: { id, name, response } }]),
  ];
}

/** Contract §6.1: the question stands in the arguments of the last call of `ask_question`. */
function askQuestion(question: NonNullable<Turn['question']>): Part {
  const args = { questions: [{ ...question, allow_multiple: false }] };
  return { functionCall: { id: `af-${randomUUID()}`, name: 'ask_question', args } };
}
