import { useEffect, useRef } from 'preact/hooks';

export interface Draft {
  readonly text: string;
  readonly files: readonly File[];
}

/**
 * Keeps what was written in each thread: it is there again when the thread is, and never sent into another by a slip.
 * `visit` changes when a thread is opened; a new thread gets its id while it stays open.
 */
export function useDrafts(visit: number, thread: string, draft: Draft, show: (draft: Draft) => void): void {
  const drafts = useRef(new Map<string, Draft>());
  const shown = useRef({ visit, thread });

  useEffect(() => {
    const before = shown.current;
    shown.current = { visit, thread };
    if (before.visit === visit) return;
    drafts.current.set(before.thread, draft);
    show(drafts.current.get(thread) ?? { text: '', files: [] });
  });
}
