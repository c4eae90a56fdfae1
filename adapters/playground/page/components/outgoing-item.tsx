import { useObjectUrls } from '../lib/use-object-urls.js';
import type { Words } from '../lib/words.js';
import type { Outgoing } from '../store.js';
import { FileTile } from './file-tile.js';
import { AlertIcon, RetryIcon } from './icons.js';
import { MessageText } from './message-text.js';

interface OutgoingItemProps {
  readonly message: Outgoing;
  readonly words: Words;
  readonly onRetry: () => void;
  readonly onDiscard: () => void;
}

/** A message of one's own before the bot has it: shown at once, with the upload's progress or with the way out. */
export function OutgoingItem({ message, words, onRetry, onDiscard }: OutgoingItemProps) {
  const { files, text, sent, problem } = message;
  const urls = useObjectUrls(files);
  const percent = Math.round(sent * 100);
  return (
    <li class="message you outgoing">
      <article aria-label={`${words.you}, ${problem ? words.notSent : words.sending}`}>
        {files.length > 0 && (
          <ul class="sent-files">
            {files.map((file, index) => (
              <li key={`${file.name}-${index}`}>
                <span class="sent-file">
                  {urls[index] ? (
                    <img src={urls[index]} alt={file.name} />
                  ) : (
                    <FileTile name={file.name} size={file.size} type={file.type} />
                  )}
                </span>
              </li>
            ))}
          </ul>
        )}
        {text && (
          <div class="bubble">
            <MessageText text={text} />
          </div>
        )}
        {problem ? (
          <div class="not-sent" role="alert">
            <AlertIcon />
            <span>
              {words.notSent} {problem}
            </span>
            <button type="button" class="button small" onClick={onRetry}>
              <RetryIcon />
              {words.retry}
            </button>
            <button type="button" class="button small quiet" onClick={onDiscard}>
              {words.discard}
            </button>
          </div>
        ) : (
          <div class="upload">
            <span class="upload-words">{files.length > 0 ? words.uploading(percent) : words.sending}</span>
            {files.length > 0 && (
              <progress class="bar" value={percent} max={100} aria-label={words.uploading(percent)} />
            )}
          </div>
        )}
      </article>
    </li>
  );
}
