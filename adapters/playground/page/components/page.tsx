import { useEffect, useRef, useState } from 'preact/hooks';
import { type Store, useStore } from '../store.js';
import { Announcer } from './announcer.js';
import { Banner } from './banner.js';
import { Composer, type ComposerHandle } from './composer.js';
import { DropZone } from './drop-zone.js';
import { EmptyState } from './empty-state.js';
import { MessageList } from './message-list.js';
import { Sidebar } from './sidebar.js';
import { ThreadHeader } from './thread-header.js';

/** The whole page: threads on the left, the open thread in the middle, the composer below it. */
export function Page({ store }: { store: Store }) {
  const state = useStore(store);
  const { words, thread } = state;
  const [drawerOpen, setDrawerOpen] = useState(false);
  const composer = useRef<ComposerHandle>(null);
  const outgoing = state.outgoing.filter((message) => message.thread === thread.id);
  const empty = thread.state === 'ready' && thread.messages.length === 0 && outgoing.length === 0;

  // On a phone the keyboard would cover the thread that was just opened.
  useEffect(() => {
    setDrawerOpen(false);
    if (matchMedia('(pointer: fine)').matches) composer.current?.focus();
  }, [thread.visit]);

  return (
    <div class="page">
      <button type="button" class="skip-link" onClick={() => composer.current?.focus()}>
        {words.skipToComposer}
      </button>
      <Sidebar state={state} open={drawerOpen} onClose={() => setDrawerOpen(false)} />
      <main class="main">
        <ThreadHeader
          state={state}
          store={store}
          drawerOpen={drawerOpen}
          onOpenDrawer={() => setDrawerOpen(true)}
        />
        <Banner state={state} store={store} />
        {empty ? (
          <EmptyState state={state} onExample={(text) => composer.current?.setText(text)} />
        ) : (
          <MessageList
            key={thread.visit}
            state={state}
            store={store}
            outgoing={outgoing}
            onExample={(text) => composer.current?.setText(text)}
            onGiveBack={(text, files) => composer.current?.giveBack(text, files)}
          />
        )}
        <Composer
          handle={composer}
          visit={thread.visit}
          state={state}
          onSend={(text, files) => void store.send(text, files)}
          disabled={thread.state === 'gone'}
        />
      </main>
      <DropZone words={words} onFiles={(files) => composer.current?.addFiles(files)} />
      <Announcer messages={thread.messages} visit={thread.visit} words={words} />
    </div>
  );
}
