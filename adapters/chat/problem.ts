import { Failure } from '../../src/failure.js';

/** Why a call to a platform did not succeed, in the three ways that call for different actions. */
export type Problem<Refusal extends object> =
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  /** The platform answered and will answer the same again; `Refusal` is how it says why. */
  | ({ readonly kind: 'refused' } & Readonly<Refusal>)
  /** No answer, or a broken one: whether the call took effect is unknown. */
  | { readonly kind: 'unreachable'; readonly what: string };

/** A call to a platform that failed. Every platform has its own subclass; the core is given a Failure instead. */
export class PlatformProblem<Refusal extends object = object> extends Error {
  readonly problem: Problem<Refusal>;

  /** `call` is the platform's name of it; `why` words a refusal. Both are for the log. */
  constructor(call: string, problem: Problem<Refusal>, why: (refusal: Refusal) => string, cause: unknown) {
    super(`${call}: ${describe(problem, why)}`, { cause });
    this.problem = problem;
  }
}

function describe<Refusal extends object>(
  problem: Problem<Refusal>,
  why: (refusal: Refusal) => string,
): string {
  switch (problem.kind) {
    case 'rate-limited':
      return `rate limited for ${Math.ceil(problem.retryAfterMs / 1_000)} s`;
    case 'refused':
      return why(problem);
    case 'unreachable':
      return problem.what;
  }
}

/** The Failure of the core for a call that failed; `fix` is what a person or an operator has to do about it. */
export function failureOfProblem(
  thrown: PlatformProblem,
  { isGone, fix }: { isGone: boolean; fix: string | undefined },
): Failure {
  const { problem, message: detail } = thrown;
  if (isGone) return new Failure('place-gone', { detail, cause: thrown });
  if (fix) return new Failure('platform-permission', { detail, cause: thrown, facts: { fix } });
  const facts = problem.kind === 'rate-limited' ? { retryAfterMs: problem.retryAfterMs } : undefined;
  return new Failure('platform-unavailable', { detail, cause: thrown, facts });
}

/** What the log says about anything that was thrown. */
export function problemWords(thrown: unknown): string {
  return thrown instanceof PlatformProblem ? thrown.message : Failure.from(thrown).message;
}
