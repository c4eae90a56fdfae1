import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Outgoing, State, Store } from '../store.js';
import { ArrowDownIcon } from './icons.js';
import { MessageItem } from './message-item.js';
import { OutgoingItem } from './outgoing-item.js';

interface MessageListProps {
  readonly state: State;
  readonly store: Store;
  readonly outgoing: readonly Outgoing[];
  readonly onExample: (text: string) => void;
  readonly onGiveBack: (text: string, files: readonly File[]) => void;
}

/** Closer to the end than this, the list follows what is new. */
const NEAR_END_PX = 120;

export function MessageList({ state, store, outgoing, onExample, onGiveBack }: MessageListProps) {
  const { words, thread } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const following = useRef(true);
  const lastTop = useRef(0);
  const [unseen, setUnseen] = useState(false);
  const count = thread.messages.length + outgoing.length;
  // Our own message may come on the stream before our upload is answered: it must not be seen twice.
  const onTheWay = outgoing.filter((each) => !thread.messages.some((message) => message.id === each.id));

  const toEnd = () => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    following.current = true;
    setUnseen(false);
  };

  // What one sends oneself is always looked at.
  useLayoutEffect(() => {
    if (outgoing.length > 0) toEnd();
  }, [outgoing.length]);

  // The number of messages says that something is new.
  useLayoutEffect(() => {
    if (following.current) toEnd();
    else setUnseen(true);
  }, [count]);

  // Pictures, videos and edits grow the list after it was drawn.
  useEffect(() => {
    if (!content.current) return;
    const grown = new ResizeObserver(() => following.current && toEnd());
    grown.observe(content.current);
    return () => grown.disconnect();
  }, []);

  // Only a person scrolls up. What grows below moves the end away, and that must not end the following.
  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    const nearEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (nearEnd) {
      following.current = true;
      setUnseen(false);
    } else if (element.scrollTop < lastTop.current) following.current = false;
    lastTop.current = element.scrollTop;
  };

  if (thread.state === 'gone') {
    return (
      <div class="messages centered">
        <p>{words.threadGone}</p>
        <a class="button" href="#/">
          {words.startNew}
        </a>
      </div>
    );
  }

  const newest = thread.messages.findLast((message) => message.buttons.length > 0 && !message.progress)?.id;
  const runningCard = thread.messages.some((message) => message.progress?.state === 'running');
  return (
    <div class="messages-frame">
      <section
        class="messages"
        ref={scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={words.conversation}
      >
        {thread.state === 'loading' ? (
          <p class="centered-note">{words.loading}</p>
        ) : (
          <ol class="message-list" ref={content}>
            {thread.messages.map((message, index) => (
              <MessageItem
                key={message.id}
                message={message}
                before={thread.messages[index - 1]}
                newest={message.id === newest}
                state={state}
                onPress={(button) => void store.press(button)}
                onExample={onExample}
              />
            ))}
            {onTheWay.map((message) => (
              <OutgoingItem
                key={message.id}
                message={message}
                words={words}
                onRetry={() => void store.sendAgain(message.id)}
                onDiscard={() => {
                  store.discard(message.id);
                  onGiveBack(message.text, message.files);
                }}
              />
            ))}
            {thread.working && !runningCard && (
              <li class="working-dots">
                <span class="visually-hidden">{words.working}</span>
                <span class="dot" />
                <span class="dot" />
                <span class="dot" />
              </li>
            )}
          </ol>
        )}
      </section>
      {unseen && (
        <button type="button" class="to-end" onClick={toEnd}>
          <ArrowDownIcon />
          {words.newMessages}
        </button>
      )}
    </div>
  );
}
