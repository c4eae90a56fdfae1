import type { ComponentChildren } from 'preact';
import type { ApiMessage } from '../../api-types.js';
import { clockTime, withoutSign } from '../lib/format.js';
import { useNow } from '../lib/use-now.js';
import type { Words } from '../lib/words.js';
import { AlertIcon, CheckIcon, ClockIcon, StopIcon } from './icons.js';

interface ProgressCardProps {
  readonly message: ApiMessage;
  readonly words: Words;
  readonly buttons: ComponentChildren;
}

/** The one card of an act: what is being done, for how long, how far it is when the backend says so. */
export function ProgressCard({ message, words, buttons }: ProgressCardProps) {
  const { progress } = message;
  const running = progress?.state === 'running';
  const now = useNow(1_000, running);
  if (!progress || !(running || progress.state === 'queued')) {
    return <EndedCard state={progress?.state ?? 'done'} text={withoutSign(message.text)} buttons={buttons} />;
  }
  const { percent, phase, startedAt } = progress;
  return (
    <div class="card progress-card">
      <div class="progress-row">
        {running ? <span class="spinner" aria-hidden="true" /> : <ClockIcon />}
        <span class="phase">{phase}</span>
        {running && (
          <span class="figures">
            {percent !== undefined && <span class="percent">{percent}%</span>}
            <span role="timer" aria-label={words.elapsed}>
              {clockTime(now - startedAt)}
            </span>
          </span>
        )}
        {buttons}
      </div>
      {running && <progress class="bar" aria-label={phase} value={percent} max={100} />}
    </div>
  );
}

const SIGNS = {
  done: CheckIcon,
  failed: AlertIcon,
  stopped: StopIcon,
  queued: ClockIcon,
  running: ClockIcon,
};

function EndedCard({
  state,
  text,
  buttons,
}: {
  state: keyof typeof SIGNS;
  text: string;
  buttons: ComponentChildren;
}) {
  const Sign = SIGNS[state];
  return (
    <div class={`ended ${state}`}>
      <Sign />
      <span>{text}</span>
      {buttons}
    </div>
  );
}
