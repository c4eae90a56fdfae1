import type { RefObject } from 'preact';
import { useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { admitFiles } from '../lib/admit-files.js';
import { useDrafts } from '../lib/use-drafts.js';
import type { State } from '../store.js';
import { PictureIcon, SendIcon } from './icons.js';
import { PendingFiles } from './pending-files.js';

/** What the rest of the page may do to the composer. */
export interface ComposerHandle {
  focus(): void;
  setText(text: string): void;
  addFiles(files: readonly File[]): void;
  /** Puts a message that was not sent back, before what was written since. */
  giveBack(text: string, files: readonly File[]): void;
}

interface ComposerProps {
  readonly handle: RefObject<ComposerHandle | null>;
  /** Changes when another thread is opened. */
  readonly visit: number;
  readonly state: State;
  readonly disabled: boolean;
  readonly onSend: (text: string, files: readonly File[]) => void;
}

export function Composer({ handle, visit, state, disabled, onSend }: ComposerProps) {
  const { words, skills, thread } = state;
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [problem, setProblem] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const ready = !disabled && (text.trim() !== '' || files.length > 0);

  const focus = () => field.current?.focus();
  const addFiles = (added: readonly File[]) => {
    if (disabled) return;
    const admitted = admitFiles(files, added, skills?.limits, words);
    setFiles(admitted.files);
    setProblem(admitted.problem);
    focus();
  };
  useImperativeHandle(handle, () => ({
    focus,
    addFiles,
    setText(given) {
      setText(given);
      focus();
    },
    giveBack(given, givenFiles) {
      setText([given, text].filter(Boolean).join('\n'));
      addFiles(givenFiles);
    },
  }));

  useDrafts(visit, thread.id ?? 'new', { text, files }, (draft) => {
    setText(draft.text);
    setFiles(draft.files);
    setProblem('');
  });

  // As high as its words, up to the limit in the style sheet.
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const send = () => {
    if (!ready) return;
    onSend(text.trim(), files);
    setText('');
    setFiles([]);
    setProblem('');
    focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes (Chinese, Japanese), Enter chooses the word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="composer-card">
        <PendingFiles
          files={files}
          words={words}
          onRemove={(removed) => {
            setFiles(files.filter((file) => file !== removed));
            focus();
          }}
        />
        <label class="visually-hidden" for="composer-text">
          {words.composer}
        </label>
        <textarea
          id="composer-text"
          ref={field}
          rows={1}
          value={text}
          maxLength={skills?.limits.textCharacters}
          disabled={disabled}
          placeholder={thread.messages.length > 0 ? words.placeholderThread : words.placeholder}
          aria-describedby={problem ? 'composer-hint composer-problem' : 'composer-hint'}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <div class="composer-row">
          <input
            ref={picker}
            class="visually-hidden"
            type="file"
            multiple
            tabIndex={-1}
            aria-hidden="true"
            accept="image/*,video/*,audio/*,.heic,.heif,.avif"
            onChange={(event) => {
              addFiles([...(event.currentTarget.files ?? [])]);
              // The same file may be chosen again after it was removed.
              event.currentTarget.value = '';
            }}
          />
          <button
            type="button"
            class="button quiet attach"
            disabled={disabled}
            onClick={() => picker.current?.click()}
          >
            <PictureIcon />
            {words.attach}
          </button>
          <span class="composer-hint" id="composer-hint">
            {words.enterHint}
          </span>
          <button type="submit" class="send" disabled={!ready} aria-label={words.send} title={words.send}>
            <SendIcon />
          </button>
        </div>
      </div>
      {problem && (
        <p class="composer-problem" id="composer-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
