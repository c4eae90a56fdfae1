import { useEffect, useRef } from 'preact/hooks';
import { ago } from '../lib/format.js';
import { useNow } from '../lib/use-now.js';
import { threadAddress } from '../router.js';
import type { State } from '../store.js';
import { CloseIcon, Logo, PlusIcon, SignOutIcon } from './icons.js';

interface SidebarProps {
  readonly state: State;
  /** On a phone the list is a drawer over the thread. */
  readonly open: boolean;
  readonly onClose: () => void;
}

export function Sidebar({ state, open, onClose }: SidebarProps) {
  const { words, threads, thread, language } = state;
  const now = useNow(30_000);
  const panel = useRef<HTMLElement>(null);

  useEffect(() => {
    if (!open) return;
    const before = document.activeElement;
    panel.current?.querySelector<HTMLElement>('a, button')?.focus();
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement) before.focus();
    };
  }, [open, onClose]);

  return (
    <>
      {open && <button type="button" class="backdrop" tabIndex={-1} aria-hidden="true" onClick={onClose} />}
      <nav id="threads" class={open ? 'sidebar open' : 'sidebar'} aria-label={words.threads} ref={panel}>
        <div class="brand">
          <Logo />
          <span class="brand-name">Reelthread</span>
          <button
            type="button"
            class="icon-button drawer-only"
            aria-label={words.closeThreads}
            onClick={onClose}
          >
            <CloseIcon />
          </button>
        </div>
        <a class="button new-thread" href={threadAddress(undefined)} onClick={onClose}>
          <PlusIcon />
          {words.newThread}
        </a>
        {threads.length === 0 ? (
          <p class="no-threads">{words.noThreads}</p>
        ) : (
          <ul class="threads">
            {threads.map((each) => (
              <li key={each.id}>
                <a
                  class="thread-link"
                  href={threadAddress(each.id)}
                  aria-current={each.id === thread.id ? 'page' : undefined}
                  onClick={onClose}
                >
                  <span class="thread-title">{each.title || words.untitled}</span>
                  <time class="thread-time" dateTime={new Date(each.updatedAt).toISOString()}>
                    {ago(each.updatedAt, now, language)}
                  </time>
                </a>
              </li>
            ))}
          </ul>
        )}
        {state.skills?.signedIn && (
          <form class="sign-out" method="post" action="/playground/logout">
            <button type="submit" class="button quiet">
              <SignOutIcon />
              {words.signOut}
            </button>
          </form>
        )}
      </nav>
    </>
  );
}
