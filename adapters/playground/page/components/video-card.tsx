import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ApiMessage, ApiVideo } from '../../api-types.js';
import { copyText } from '../lib/copy-text.js';
import { fileSize, withoutSign } from '../lib/format.js';
import type { Words } from '../lib/words.js';
import { CheckIcon, DownloadIcon, LinkIcon } from './icons.js';
import { MessageText } from './message-text.js';

interface VideoCardProps {
  readonly message: ApiMessage;
  readonly words: Words;
  readonly buttons: ComponentChildren;
}

/** A finished export: the video to watch, what it is, and the ways to take it along. */
export function VideoCard({ message, words, buttons }: VideoCardProps) {
  const [headline = '', ...rest] = withoutSign(message.text).split('\n');
  return (
    <div class="card video-card">
      {message.video && <Player video={message.video} words={words} />}
      <div class="video-body">
        <h2 class="video-headline">{headline}</h2>
        {rest.length > 0 && <MessageText text={rest.join('\n')} />}
        <div class="video-actions">
          {message.video && <TakeAlong video={message.video} words={words} />}
          {buttons}
        </div>
      </div>
    </div>
  );
}

function Player({ video, words }: { video: ApiVideo; words: Words }) {
  const { width, height } = video;
  // Known before the file is: nothing jumps when it arrives.
  const shape = width && height ? { aspectRatio: `${width} / ${height}` } : undefined;
  const upright = width && height && height > width;
  return (
    <div class="stage">
      <div class={upright ? 'player upright' : 'player'} style={shape}>
        {video.type.startsWith('image/') ? (
          <img src={video.url} alt={words.video(video.name)} />
        ) : (
          // biome-ignore lint/a11y/useMediaCaption: the video is the person's own, and any words are in its picture
          <video
            src={video.url}
            poster={video.poster}
            controls
            playsInline
            preload="metadata"
            aria-label={words.video(video.name)}
          />
        )}
      </div>
    </div>
  );
}

function TakeAlong({ video, words }: { video: ApiVideo; words: Words }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(new URL(video.url, location.href).href))) return;
    setCopied(true);
    window.setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <>
      <a class="button small primary" href={`${video.url}?download`} download={video.name}>
        <DownloadIcon />
        {words.download}
        <span class="button-detail">{fileSize(video.size)}</span>
      </a>
      <button type="button" class="button small" onClick={copy}>
        {copied ? <CheckIcon /> : <LinkIcon />}
        <span aria-live="polite">{copied ? words.copied : words.copyLink}</span>
      </button>
    </>
  );
}
