import { useState } from 'preact/hooks';
import type { ApiFile } from '../../api-types.js';
import type { Words } from '../lib/words.js';
import { FileTile } from './file-tile.js';

/** What a person sent: pictures as pictures, everything else by name. */
export function MessageFiles({ files, words }: { files: readonly ApiFile[]; words: Words }) {
  return (
    <ul class="sent-files" aria-label={words.sentFiles}>
      {files.map((file) => (
        <li key={file.id}>
          <SentFile file={file} />
        </li>
      ))}
    </ul>
  );
}

function SentFile({ file }: { file: ApiFile }) {
  const [broken, setBroken] = useState(false);
  const picture = file.type?.startsWith('image/') && !broken;
  return (
    <a class="sent-file" href={file.url} target="_blank" rel="noopener noreferrer" title={file.name}>
      {picture ? (
        // HEIC and others that this browser cannot show become a tile with their name.
        <img src={file.url} alt={file.name} loading="lazy" decoding="async" onError={() => setBroken(true)} />
      ) : (
        <FileTile name={file.name} size={file.size} type={file.type} />
      )}
    </a>
  );
}
