import { useEffect, useRef, useState } from 'preact/hooks';
import type { Words } from '../lib/words.js';
import { PictureIcon } from './icons.js';

/** Files may be dropped anywhere on the page, and pasted anywhere. */
export function DropZone({ words, onFiles }: { words: Words; onFiles: (files: readonly File[]) => void }) {
  const [over, setOver] = useState(false);
  const take = useRef(onFiles);
  take.current = onFiles;

  useEffect(() => {
    // Entering a child of the page leaves its parent: only the balance says whether the pointer is still here.
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const handlers = {
      dragenter(event: DragEvent) {
        if (!carriesFiles(event)) return;
        depth += 1;
        setOver(true);
      },
      dragleave(event: DragEvent) {
        if (!carriesFiles(event)) return;
        depth = Math.max(0, depth - 1);
        if (depth === 0) setOver(false);
      },
      dragover(event: DragEvent) {
        // Without this the browser would open the file instead.
        if (carriesFiles(event)) event.preventDefault();
      },
      drop(event: DragEvent) {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        depth = 0;
        setOver(false);
        take.current([...(event.dataTransfer?.files ?? [])]);
      },
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      take.current(files);
    };
    for (const [name, handler] of Object.entries(handlers))
      window.addEventListener(name, handler as EventListener);
    window.addEventListener('paste', onPaste);
    return () => {
      for (const [name, handler] of Object.entries(handlers)) {
        window.removeEventListener(name, handler as EventListener);
      }
      window.removeEventListener('paste', onPaste);
    };
  }, []);

  if (!over) return null;
  return (
    <div class="drop-zone" aria-hidden="true">
      <div class="drop-card">
        <PictureIcon />
        <strong>{words.dropHere}</strong>
        <span>{words.dropHint}</span>
      </div>
    </div>
  );
}
