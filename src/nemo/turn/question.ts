import type { AgentQuestion } from '../../conversation/ports/video-backend.js';
import { isRecord } from '../values.js';

/** `ask_question`, `askQuestion`, `ask-user-question`, ... */
export function isQuestionTool(tool: string): boolean {
  return /^ask[_-]?(the[_-]?)?(user[_-]?)?(a[_-]?)?(clarifying[_-]?)?questions?$|^ask[_-]?(the[_-]?)?user$/i.test(
    tool,
  );
}

/**
 * The questions in the arguments of such a call (contract §6.1): the documented `{questions: [...]}`, one question by
 * itself, options as objects or as plain words, arguments as an object or as JSON text.
 */
export function readQuestions(args: unknown): AgentQuestion[] {
  const value = typeof args === 'string' ? parsed(args) : args;
  if (typeof value === 'string') return value.trim() ? [{ id: 'q1', prompt: value.trim(), options: [] }] : [];
  const entries = Array.isArray(value) ? value : isRecord(value) ? listOf(value) : [];
  return entries.map(readQuestion).filter((question) => question !== undefined);
}

function listOf(args: Readonly<Record<string, unknown>>): readonly unknown[] {
  const listed = typeof args.questions === 'string' ? parsed(args.questions) : args.questions;
  if (Array.isArray(listed)) return listed;
  for (const inner of [listed, args.args, args.arguments, args.input, args.question]) {
    if (isRecord(inner)) return listOf(inner);
  }
  return [args];
}

function readQuestion(value: unknown, index: number): AgentQuestion | undefined {
  const question = isRecord(value) ? value : { prompt: value };
  const prompt = firstText(
    question.prompt,
    question.question,
    question.text,
    question.title,
    question.content,
  );
  if (!prompt) return undefined;
  const offered = question.options ?? question.choices;
  const options = Array.isArray(offered)
    ? offered.map(readOption).filter((option) => option !== undefined)
    : [];
  const multiple =
    question.allow_multiple ?? question.allowMultiple ?? question.multiSelect ?? question.multiple;
  return {
    id: firstText(question.id) ?? `q${index + 1}`,
    prompt,
    options,
    ...(multiple === true ? { allowMultiple: true } : {}),
  };
}

function readOption(value: unknown, index: number): AgentQuestion['options'][number] | undefined {
  const option = isRecord(value) ? value : { label: value };
  const label = firstText(option.label, option.text, option.title, option.name, option.value, option.id);
  return label ? { id: firstText(option.id, option.value) ?? String(index + 1), label } : undefined;
}

function firstText(...values: unknown[]): string | undefined {
  for (const value of values) {
    if (typeof value === 'string' && value.trim()) return value.trim();
    if (typeof value === 'number') return String(value);
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
