import type { ComponentChildren } from 'preact';
import type { ApiMessage } from '../../api-types.js';
import { moment, withoutSign } from '../lib/format.js';
import type { State } from '../store.js';
import { AlertIcon, CoinIcon, Logo, QuestionIcon } from './icons.js';
import { MessageButtons } from './message-buttons.js';
import { MessageFiles } from './message-files.js';
import { MessageText } from './message-text.js';
import { ProgressCard } from './progress-card.js';
import { TimelineLanes } from './timeline-lanes.js';
import { VideoCard } from './video-card.js';

interface MessageItemProps {
  readonly message: ApiMessage;
  readonly before?: ApiMessage;
  /** The newest message with buttons: what is most likely wanted next stands out only here. */
  readonly newest: boolean;
  readonly state: State;
  readonly onPress: (button: string) => void;
  readonly onExample: (text: string) => void;
}

/** Messages of one side that follow each other closely share one heading. */
const TOGETHER_MS = 5 * 60_000;

export function MessageItem(props: MessageItemProps) {
  const { message, before, state } = props;
  const { words, language } = state;
  const together = before?.from === message.from && message.at - before.at < TOGETHER_MS;
  const time = moment(message.at, Date.now(), language);
  const label = `${message.from === 'you' ? words.you : words.bot}, ${time}`;

  if (message.from === 'you') {
    return (
      <li class={together ? 'message you together' : 'message you'}>
        <article aria-label={label}>
          {message.files && <MessageFiles files={message.files} words={words} />}
          {message.kind === 'button' ? (
            <p class="pressed">{words.pressed(message.text)}</p>
          ) : (
            message.text && (
              <div class="bubble">
                <MessageText text={message.text} />
              </div>
            )
          )}
        </article>
      </li>
    );
  }

  return (
    <li class={together ? 'message bot together' : 'message bot'}>
      {!together && (
        <div class="message-head" aria-hidden="true">
          <Logo size={26} />
          <span class="message-author">{words.bot}</span>
          <time class="message-time" dateTime={new Date(message.at).toISOString()}>
            {time}
          </time>
        </div>
      )}
      <article class="message-body" aria-label={label}>
        <BotMessage {...props} />
      </article>
    </li>
  );
}

function BotMessage({ message, newest, state, onPress, onExample }: MessageItemProps) {
  const { words } = state;
  const buttons = (
    <MessageButtons
      buttons={message.buttons}
      strong={newest}
      pressed={state.thread.pressed}
      onPress={onPress}
    />
  );
  switch (message.kind) {
    case 'progress':
      return <ProgressCard message={message} words={words} buttons={buttons} />;
    case 'note':
      return (
        <div class="note">
          <MessageText text={message.text} />
        </div>
      );
    case 'timeline':
      return (
        <div class="card">
          <MessageText text={message.text} />
          {message.timeline && <TimelineLanes timeline={message.timeline} words={words} />}
          {buttons}
        </div>
      );
    case 'video':
      return <VideoCard message={message} words={words} buttons={buttons} />;
    case 'failure':
      return (
        <SignedCard kind="failure" sign={<AlertIcon />} message={message}>
          {buttons}
        </SignedCard>
      );
    case 'question':
      return (
        <SignedCard kind="question" sign={<QuestionIcon />} message={message}>
          {buttons}
        </SignedCard>
      );
    case 'credits':
      return (
        <SignedCard kind="credits" sign={<CoinIcon />} message={message}>
          {buttons}
        </SignedCard>
      );
    case 'welcome':
      return <Welcome message={message} onExample={onExample} buttons={buttons} />;
    default:
      return (
        <>
          <MessageText text={message.text} />
          {buttons}
        </>
      );
  }
}

function SignedCard({
  kind,
  sign,
  message,
  children,
}: {
  kind: string;
  sign: ComponentChildren;
  message: ApiMessage;
  children: ComponentChildren;
}) {
  return (
    <div class={`card signed ${kind}`}>
      <span class="sign">{sign}</span>
      <div class="signed-body">
        <MessageText text={withoutSign(message.text)} />
        {children}
      </div>
    </div>
  );
}

/** The examples are drawn as chips, so the line that lists them in words is left out. */
function Welcome({
  message,
  onExample,
  buttons,
}: {
  message: ApiMessage;
  onExample: (text: string) => void;
  buttons: ComponentChildren;
}) {
  const examples = message.examples ?? [];
  const lines = message.text.split('\n');
  const spoken = lines.filter(
    (line) => examples.length === 0 || !examples.some((each) => line.includes(each)),
  );
  return (
    <>
      <MessageText text={spoken.join('\n')} />
      {examples.length > 0 && message.buttons.length === 0 && (
        <div class="examples">
          {examples.map((example) => (
            <button type="button" class="chip" key={example} onClick={() => onExample(example)}>
              {example}
            </button>
          ))}
        </div>
      )}
      {buttons}
    </>
  );
}
