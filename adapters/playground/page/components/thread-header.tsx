import { shortName } from '../lib/format.js';
import type { State, Store } from '../store.js';
import { MenuIcon, TrashIcon } from './icons.js';

interface ThreadHeaderProps {
  readonly state: State;
  readonly store: Store;
  readonly drawerOpen: boolean;
  readonly onOpenDrawer: () => void;
}

/** Title of the thread, its skill, and the way to delete it. */
export function ThreadHeader({ state, store, drawerOpen, onOpenDrawer }: ThreadHeaderProps) {
  const { words, thread, threads, skills } = state;
  const listed = threads.find((each) => each.id === thread.id)?.title;
  const title = thread.id ? listed || words.untitled : words.newThread;

  const remove = () => {
    if (thread.id && confirm(words.deleteQuestion(title))) void store.deleteThread(thread.id);
  };

  return (
    <header class="thread-header">
      <button
        type="button"
        class="icon-button drawer-only"
        aria-label={words.openThreads}
        aria-expanded={drawerOpen}
        aria-controls="threads"
        onClick={onOpenDrawer}
      >
        <MenuIcon />
      </button>
      <h1 class="header-title" title={title}>
        {title}
      </h1>
      {skills && (
        <label class="skill">
          <span class="visually-hidden">{words.skill}</span>
          <select
            value={thread.skill ?? skills.default}
            onChange={(event) => void store.chooseSkill(event.currentTarget.value)}
          >
            {skills.skills.map((skill) => (
              <option key={skill.slug} value={skill.slug} title={skill.name}>
                {shortName(skill.name)}
              </option>
            ))}
          </select>
        </label>
      )}
      {thread.id && thread.state === 'ready' && (
        <button
          type="button"
          class="icon-button"
          aria-label={words.deleteThread}
          title={words.deleteThread}
          onClick={remove}
        >
          <TrashIcon />
        </button>
      )}
    </header>
  );
}
