import { fileSize } from '../lib/format.js';
import { FileIcon, FilmIcon, MusicIcon, PictureIcon } from './icons.js';

/** A file that cannot be shown as a picture. */
export function FileTile({ name, size, type }: { name: string; size: number; type?: string }) {
  return (
    <span class="file-tile">
      {iconOf(type)}
      <span class="file-name">{name}</span>
      <span class="file-size">{fileSize(size)}</span>
    </span>
  );
}

function iconOf(type: string | undefined) {
  if (type?.startsWith('image/')) return <PictureIcon />;
  if (type?.startsWith('video/')) return <FilmIcon />;
  if (type?.startsWith('audio/')) return <MusicIcon />;
  return <FileIcon />;
}
