import type { State, Store } from '../store.js';
import { AlertIcon, CloseIcon } from './icons.js';

/** What is wrong with the page itself: a lost connection, a refused request. Problems of a message stand beside it. */
export function Banner({ state, store }: { state: State; store: Store }) {
  const { words, problem, live } = state;
  if (problem) {
    return (
      <div class="banner problem" role="alert">
        <AlertIcon />
        <p>{problem.text}</p>
        {problem.signIn && (
          <a class="button small" href="/playground/login">
            {words.problems.signIn}
          </a>
        )}
        <button
          type="button"
          class="icon-button"
          aria-label={words.dismiss}
          onClick={() => store.dismissProblem()}
        >
          <CloseIcon />
        </button>
      </div>
    );
  }
  if (live) return null;
  return (
    <div class="banner" role="status">
      <span class="spinner" aria-hidden="true" />
      <p>{words.reconnecting}</p>
    </div>
  );
}
