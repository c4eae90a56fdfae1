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
  const signals: Signal[] = [];
  for (const part of parts) {
    const signal = readPart(part, event, content.role);
    if (signal) signals.push(signal);
  }
  const error = readError(event);
  if (error) signals.push(error);
  if (signals.length === 0) signals.push(PROGRESS);
  return signals;
}

function readPart(part: unknown, event: Fields, role: unknown): Signal | undefined {
  const partial = event.partial === true;
  if (typeof part === 'string') return readText(part, partial, event, role);
  if (!isRecord(part)) return undefined;
  const call = part.functionCall ?? part.function_call;
  if (isRecord(call)) {
    // With token streaming a call also comes in pieces; the whole one follows.
    if (partial) return PROGRESS;
    return { kind: 'tool-call', tool: text(call.name) ?? '', args: call.args ?? call.arguments };
  }
  const response = part.functionResponse ?? part.function_response;
  if (isRecord(response)) return { kind: 'tool-result', tool: text(response.name) ?? '' };
  // Thoughts are never shown.
  if (typeof part.text !== 'string' || part.thought === true) return PROGRESS;
  return readText(part.text, partial, event, role);
}

function readText(words: string, partial: boolean, event: Fields, role: unknown): Signal {
  const author = text(event.author) ?? (role === 'user' ? 'user' : 'agent');
  // What the user wrote is never echoed.
  if (author === 'user') return PROGRESS;
  const key = `${text(event.invocationId ?? event.invocation_id) ?? ''}|${author}`;
  return { kind: 'text', text: words, partial, key };
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
