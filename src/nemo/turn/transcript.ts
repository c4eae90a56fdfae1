import type {
  AgentQuestion,
  TurnEnding,
  TurnEvent,
  TurnResult,
} from '../../conversation/ports/video-backend.js';
import { activityOf } from './activity.js';
import { isQuestionTool, readQuestions } from './question.js';
import type { Signal } from './signal.js';

type ErrorSignal = Extract<Signal, { kind: 'error' }>;

/** The sentence that the agent ends with when something broke behind it (contract §6.2). */
const TEMPORARY_ISSUE = /^\W*I (have |'ve )?encountered a temporary issue/i;

/** Puts the signals of one turn together (contract §6.4). */
export class Transcript {
  readonly #texts: string[] = [];
  readonly #partial = new Map<string, string>();
  #questions: readonly AgentQuestion[] = [];
  #sawTool = false;
  #textAfterLastTool = false;
  #sawWork = false;
  #problem: ErrorSignal | undefined;
  #temporaryIssue: string | undefined;

  constructor(private readonly onEvent: (event: TurnEvent) => void) {}

  add(signal: Signal): void {
    if (signal.kind === 'alive' || signal.kind === 'end') return;
    if (signal.kind === 'error') {
      this.#problem = signal;
      return;
    }
    this.#sawWork = true;
    // An error that the agent goes on after was not the last word (an unknown tool, for instance).
    if (signal.kind !== 'progress') this.#problem = undefined;
    if (signal.kind === 'text') this.#addText(signal);
    if (signal.kind === 'tool-call') this.#addCall(signal.tool, signal.args);
    if (signal.kind === 'tool-result' && !isQuestionTool(signal.tool)) {
      this.#flushPartial();
      this.#sawTool = true;
      this.#textAfterLastTool = false;
      this.onEvent({ kind: 'tool-finished', activity: activityOf(signal.tool) });
    }
  }

  /** The error that was all the stream had to say: the message was refused and nothing was done. */
  get refusal(): ErrorSignal | undefined {
    return this.#sawWork ? undefined : this.#problem;
  }

  /** `problemCode` translates a business code into the core's words. */
  result(ending: TurnEnding, problemCode: (signal: ErrorSignal) => string | undefined): TurnResult {
    // A torn sentence of a lost stream is not worth showing; after a proper end it is all there is.
    if (ending === 'complete') this.#flushPartial();
    const problem = this.#problem ?? this.#onlyTemporaryIssue();
    return {
      ending,
      texts: [...this.#texts],
      sawTool: this.#sawTool,
      textAfterLastTool: this.#textAfterLastTool,
      questions: this.#questions,
      ...(problem ? { problem: { code: problemCode(problem), message: problem.message } } : {}),
    };
  }

  #addText({ text, partial, key }: Extract<Signal, { kind: 'text' }>): void {
    if (partial) {
      this.#partial.set(key, (this.#partial.get(key) ?? '') + text);
      return;
    }
    // The whole text repeats the pieces (contract §6.1).
    if (this.#partial.size > 0) this.#partial.delete(key);
    this.#pushText(text);
  }

  #pushText(text: string): void {
    const words = this.#withoutTemporaryIssue(text.trim());
    if (words === '' || this.#texts.includes(words)) return;
    this.#texts.push(words);
    this.#textAfterLastTool = true;
    this.onEvent({ kind: 'text', text: words });
  }

  #addCall(tool: string, args: unknown): void {
    this.#flushPartial();
    if (isQuestionTool(tool)) {
      const questions = readQuestions(args);
      // The last call counts; one without readable arguments says nothing.
      if (questions.length > 0) this.#questions = questions;
      return;
    }
    this.#sawTool = true;
    this.#textAfterLastTool = false;
    this.onEvent({ kind: 'tool-started', activity: activityOf(tool) });
  }

  #flushPartial(): void {
    for (const text of this.#partial.values()) this.#pushText(text);
    this.#partial.clear();
  }

  /** Drops the sentence, alone or as the last paragraph; it is kept aside in case that nothing else was said. */
  #withoutTemporaryIssue(text: string): string {
    const gap = text.lastIndexOf('\n\n');
    const last = gap < 0 ? text : text.slice(gap + 2);
    if (!TEMPORARY_ISSUE.test(last)) return text;
    this.#temporaryIssue = last;
    return text.slice(0, Math.max(0, gap)).trim();
  }

  #onlyTemporaryIssue(): ErrorSignal | undefined {
    const issue = this.#temporaryIssue;
    const alone = issue !== undefined && this.#texts.length === 0;
    return alone ? { kind: 'error', code: 'temporary-issue', message: issue } : undefined;
  }
}
