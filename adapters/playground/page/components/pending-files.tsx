import { fileSize } from '../lib/format.js';
import { useObjectUrls } from '../lib/use-object-urls.js';
import type { Words } from '../lib/words.js';
import { FileTile } from './file-tile.js';
import { CloseIcon } from './icons.js';

interface PendingFilesProps {
  readonly files: readonly File[];
  readonly words: Words;
  readonly onRemove: (file: File) => void;
}

/** Files that will go with the message: each can be seen and taken out again. */
export function PendingFiles({ files, words, onRemove }: PendingFilesProps) {
  const urls = useObjectUrls(files);
  if (files.length === 0) return null;
  return (
    <ul class="pending" aria-label={words.pendingFiles}>
      {files.map((file, index) => (
        <li key={`${file.name}-${file.size}-${file.lastModified}-${index}`} class="pending-file">
          <Preview file={file} url={urls[index]} />
          <button
            type="button"
            class="remove"
            aria-label={words.removeFile(file.name)}
            title={words.removeFile(file.name)}
            onClick={() => onRemove(file)}
          >
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Preview({ file, url }: { file: File; url: string | undefined }) {
  if (!url) return <FileTile name={file.name} size={file.size} type={file.type} />;
  return <img src={url} alt={file.name} title={`${file.name}, ${fileSize(file.size)}`} />;
}
