import { type Fields, isRecord } from '../values.js';
import { PROGRESS, type Signal } from './signal.js';

/** An event of Google's agent server, in camelCase or snake_case (contract §6.1 A). */
export function isAdkEvent(event: Fields): boolean {
  return (
    isRecord(event.content) || (event.type === undefined && ADK_KEYS.some((key) => event[key] !== undefined))
  );
}

const ADK_KEYS = [
  'invocationId',
  'invocation_id',
  'errorCode',
  'error_code',
  'errorMessage',
  'error_message',
  'turnComplete',
  'turn_complete',
  'actions',
];

export function readAdkEvent(event: Fields): Signal[] {
  const content = isRecord(event.content) ? event.content : { parts: event.content };
  const parts = Array.isArray(content.parts) ? content.parts : [content.parts ?? content.text];
  const author = text(event.author) ?? (content.role === 'user' ? 'user' : 'agent');
  const partial = event.partial === true;
  const key = `${text(event.invocationId ?? event.invocation_id) ?? ''}|${author}`;
  const signals: Signal[] = [];
  for (const part of parts) signals.push(...readPart(part, { author, partial, key }));
  const error = readError(event);
  if (error) signals.push(error);
  return signals.length > 0 ? signals : [PROGRESS];
}

function readPart(part: unknown, from: { author: string; partial: boolean; key: string }): Signal[] {
  if (typeof part === 'string') return readPart({ text: part }, from);
  if (!isRecord(part)) return [];
  const call = part.functionCall ?? part.function_call;
  const response = part.functionResponse ?? part.function_response;
  if (isRecord(call)) {
    // With token streaming a call also comes in pieces; the whole one follows.
    if (from.partial) return [PROGRESS];
    return [{ kind: 'tool-call', tool: text(call.name) ?? '', args: call.args ?? call.arguments }];
  }
  if (isRecord(response)) return [{ kind: 'tool-result', tool: text(response.name) ?? '' }];
  // What the user wrote is never echoed, and thoughts are never shown.
  if (typeof part.text !== 'string' || part.thought === true || from.author === 'user') return [PROGRESS];
  return [{ kind: 'text', text: part.text, partial: from.partial, key: from.key }];
}

function readError(event: Fields): Signal | undefined {
  const errorCode = event.errorCode ?? event.error_code;
  const code = text(errorCode);
  const message = text(event.errorMessage ?? event.error_message);
  if (typeof errorCode === 'number')
    return { kind: 'error', businessCode: errorCode, message: message ?? '' };
  if (!code && !message) return undefined;
  // Some versions report an empty answer as errorCode "STOP", which is the name of a proper end.
  if (code === 'STOP' && !message) return undefined;
  return { kind: 'error', code, message: message ?? code ?? '' };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
