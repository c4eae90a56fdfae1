import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiMessage } from '../../api-types.js';
import { withoutSign } from '../lib/format.js';
import type { Words } from '../lib/words.js';

const LONGEST = 300;

/**
 * Says new messages of the bot to screen readers, once each. Edits are not said: a progress card changes every few
 * seconds, and its outcome is a new message. Also marks the window's title while nobody looks.
 */
export function Announcer({
  messages,
  visit,
  words,
}: {
  messages: readonly ApiMessage[];
  visit: number;
  words: Words;
}) {
  const [said, setSaid] = useState('');
  const known = useRef<{ visit: number; ids: Set<string> }>({ visit: -1, ids: new Set() });
  const unread = useRef(0);

  useEffect(() => {
    const fresh = messages.filter((message) => !known.current.ids.has(message.id));
    const first = known.current.visit !== visit;
    known.current = { visit, ids: new Set(messages.map((message) => message.id)) };
    const fromBot = fresh.filter((message) => message.from === 'bot');
    // What a thread held when it was opened is read by whoever wants to.
    if (fromBot.length === 0 || (first && fresh.length > 1)) return;
    const texts = fromBot.map((message) => withoutSign(message.text).slice(0, LONGEST));
    setSaid(`${words.bot}: ${texts.join(' ')}`);
    if (document.hidden) unread.current += fromBot.length;
    document.title = unread.current > 0 ? `(${unread.current}) Reelthread` : 'Reelthread';
  }, [messages, visit, words]);

  useEffect(() => {
    const seen = () => {
      if (document.hidden) return;
      unread.current = 0;
      document.title = 'Reelthread';
    };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, []);

  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {said}
    </div>
  );
}
