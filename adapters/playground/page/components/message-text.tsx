import { type Sign, splitSign } from '../lib/format.js';
import { linkify } from '../lib/linkify.js';
import { AlertIcon, CheckIcon, ClockIcon, StopIcon } from './icons.js';

const ICONS: Record<Sign, typeof CheckIcon> = {
  done: CheckIcon,
  warning: AlertIcon,
  running: ClockIcon,
  waiting: ClockIcon,
  stopped: StopIcon,
};

/** Text as text: line breaks stay, plain addresses become links, nothing else means anything. */
export function MessageText({ text }: { text: string }) {
  return (
    <p class="text" dir="auto">
      {text.split('\n').map((line, index) => (
        <Line key={index} line={line} first={index === 0} />
      ))}
    </p>
  );
}

function Line({ line, first }: { line: string; first: boolean }) {
  const { sign, text } = splitSign(line);
  const Icon = sign && ICONS[sign];
  return (
    <>
      {!first && '\n'}
      {Icon && (
        <span class={`line-sign ${sign}`}>
          <Icon />
        </span>
      )}
      {linkify(text).map((piece, index) =>
        piece.url === undefined ? (
          piece.text
        ) : (
          <a key={index} href={piece.url} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        ),
      )}
    </>
  );
}
