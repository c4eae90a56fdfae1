import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure, type FailureCode, type FailureFacts } from '../failure.js';

/**
 * The compiled worker script next to a module, or undefined when there is none: the module then runs from its
 * TypeScript source (under vitest), where a thread cannot be started, and does the work in its own thread instead.
 */
export function workerScript(moduleUrl: string, script: `./${string}.js`): URL | undefined {
  const url = new URL(script, moduleUrl);
  return existsSync(fileURLToPath(url)) ? url : undefined;
}

/** A Failure as it crosses a thread boundary, where class and cause would be lost. */
export interface PackedFailure {
  readonly code: FailureCode;
  readonly detail?: string;
  readonly facts: FailureFacts;
  /** Where it happened, in the other thread. */
  readonly stack?: string;
}

export function packFailure({ code, detail, facts, cause, stack }: Failure): PackedFailure {
  return { code, detail, facts: { ...facts }, stack: cause instanceof Error ? cause.stack : stack };
}

export function unpackFailure({ code, detail, facts, stack }: PackedFailure): Failure {
  return new Failure(code, { detail, facts, cause: stack });
}
