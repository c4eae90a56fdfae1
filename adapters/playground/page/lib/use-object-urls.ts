import { useEffect, useState } from 'preact/hooks';

/** Addresses under which the browser shows files of its own; freed when the files change or the component goes. */
export function useObjectUrls(files: readonly File[]): readonly (string | undefined)[] {
  const [urls, setUrls] = useState<readonly (string | undefined)[]>([]);
  useEffect(() => {
    const made = files.map((file) =>
      file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined,
    );
    setUrls(made);
    return () => {
      for (const url of made) if (url) URL.revokeObjectURL(url);
    };
  }, [files]);
  return urls;
}
