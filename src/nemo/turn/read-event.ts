import { unwrap } from '../envelope.js';
import { type Fields, isRecord } from '../values.js';
import { isAdkEvent, readAdkEvent } from './adk-event.js';
import { ALIVE, END, PROGRESS, type Signal } from './signal.js';

const KEEP_ALIVE = /^(:?\s*)?(heartbeat|ping|pong|keep[-_ ]?alive|alive)$/i;
const END_NAMES: ReadonlySet<string> = new Set(['done', 'end', 'close', 'complete', 'finish', 'finished']);
const END_WORD = '[DONE]';
/** Flat events name no invocation: pieces and wholes all belong to one text. */
const FLAT = '';
/** Python ADK up to 1.4 writes errors without escaping: with quotes or line feeds inside it is no JSON (trap 4). */
const BROKEN_ERROR = /^\{\s*"error"\s*:\s*"?/;

/**
 * Reads one server-sent event. Never throws: what no variant explains is progress, or plain text when it is no JSON.
 * `name` is the `event:` field.
 */
export function readEvent(name: string | undefined, data: string): Signal[] {
  const event = normalised(name);
  if (event !== '') {
    if (KEEP_ALIVE.test(event)) return [ALIVE];
    if (END_NAMES.has(event)) return [END];
  }
  const content = data.trim();
  // Nearly everything is an object, which is none of the words below.
  if (!content.startsWith('{')) {
    if (content === '' || KEEP_ALIVE.test(content)) return [ALIVE];
    if (content === END_WORD) return [END];
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return [readBroken(event, content)];
  }
  return readValue(event, value);
}

/** An already parsed event: also for answers that are JSON instead of a stream. */
export function readValue(name: string, value: unknown): Signal[] {
  if (typeof value === 'string') {
    const content = value.trim();
    if (content === '' || KEEP_ALIVE.test(content)) return [ALIVE];
    if (content === END_WORD) return [END];
    return name === 'error' ? [{ kind: 'error', message: content }] : [whole(value)];
  }
  if (Array.isArray(value)) return value.flatMap((entry) => readValue(name, entry));
  return isRecord(value) ? readObject(name, value) : [ALIVE];
}

function readObject(name: string, event: Fields): Signal[] {
  if (isAdkEvent(event)) return readAdkEvent(event);
  if (Object.keys(event).length === 0) return [ALIVE];
  const type = normalised(event.type ?? event.event ?? name);
  if (event.heartbeat !== undefined || KEEP_ALIVE.test(type)) return [ALIVE];
  const wrapped = readWrapped(name, event);
  if (wrapped) return wrapped;
  if (type === 'error' || (event.error && event.type === undefined)) return [readErrorObject(event)];
  return type ? readTyped(type, event) : readUntyped(event);
}

/** `{"code":2001,"message":...}` or `{"success":false,...}` inside a data line; good ones are opened. */
function readWrapped(name: string, event: Fields): Signal[] | undefined {
  const isWrapping = event.code !== undefined || typeof event.success === 'boolean';
  if (!isWrapping || event.type !== undefined) return undefined;
  const { ok, code, message, data } = unwrap(event);
  if (!ok) return [{ kind: 'error', businessCode: code, message: message ?? '' }];
  return data === event ? undefined : readValue(name, data);
}

/** Flat events (contract §6.1 B) and the vocabulary of the sibling gateway (C). */
function readTyped(type: string, event: Fields): Signal[] {
  const inner = isRecord(event.tool) ? event.tool.name : event.tool;
  const tool = text(inner) ?? text(event.tool_name) ?? text(event.name) ?? '';
  const args = event.args ?? event.arguments ?? event.input;
  if (END_NAMES.has(type)) return [END];
  switch (type) {
    case 'chunk':
    case 'delta':
    case 'text_delta':
      return [{ kind: 'text', text: wordsOf(event) ?? '', partial: true, key: FLAT }];
    case 'tool_call':
    case 'tool_start':
    case 'toolcall_start':
    case 'function_call':
      return [{ kind: 'tool-call', tool, args }];
    case 'tool_result':
    case 'tool_end':
    case 'function_response':
      return [{ kind: 'tool-result', tool }];
    case 'ask_question':
      return [{ kind: 'tool-call', tool: type, args: args ?? event }];
    case 'toolcall_end':
      // The call is written, not done; its arguments may be whole only now.
      return tool === 'ask_question' ? [{ kind: 'tool-call', tool, args }] : [PROGRESS];
    case 'status':
    case 'message_accepted':
      return [PROGRESS];
  }
  if (/think|thought|reason|debug|log|user/.test(type)) return [PROGRESS];
  const words = wordsOf(event);
  return words === undefined ? [PROGRESS] : [whole(words)];
}

function readUntyped(event: Fields): Signal[] {
  if (event.role === 'user') return [PROGRESS];
  // The `message` of a wrapping is a status ("ok"), not something that the agent says.
  const isWrapping = event.code !== undefined || event.success !== undefined;
  const words = wordsOf(event) ?? (isWrapping ? undefined : text(event.message));
  return words === undefined ? [PROGRESS] : [whole(words)];
}

function readErrorObject(event: Fields): Signal {
  const details = isRecord(event.error_details) ? event.error_details : {};
  const { code, message } = unwrap({ ...event, success: false });
  return {
    kind: 'error',
    businessCode: code,
    code: text(details.error_type) ?? text(event.code),
    message: message ?? text(event.error_message) ?? wordsOf(event) ?? text(details.error_message) ?? '',
  };
}

function readBroken(name: string, content: string): Signal {
  const isError = BROKEN_ERROR.test(content);
  if (name === 'error' || isError) {
    const message = isError ? content.replace(BROKEN_ERROR, '').replace(/"?\s*\}?$/, '') : content;
    return { kind: 'error', message };
  }
  // Torn JSON is noise; it neither ends the turn nor reaches anybody.
  return /^[[{]/.test(content) ? ALIVE : whole(content);
}

function whole(words: string): Signal {
  return { kind: 'text', text: words, partial: false, key: FLAT };
}

function wordsOf(event: Fields): string | undefined {
  return text(event.text) ?? text(event.content) ?? text(event.delta);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function normalised(name: unknown): string {
  if (typeof name !== 'string' || name === '') return '';
  return name
    .trim()
    .toLowerCase()
    .replace(/[-.\s]/g, '_');
}
