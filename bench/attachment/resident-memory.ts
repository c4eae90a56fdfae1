import { readFileSync } from 'node:fs';

const EVERY_MS = 10;

/** Bytes of memory that this process has resident, as Linux tells. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1_024;
}

/** Runs `work` and resolves to its result and to how much more than before the process had at most; from outside. */
export async function whileWatching<T>(
  pid: number,
  work: () => Promise<T>,
): Promise<{ result: T; grownBytes: number }> {
  const before = residentBytes(pid);
  let most = before;
  const look = () => {
    most = Math.max(most, residentBytes(pid));
  };
  const looking = setInterval(look, EVERY_MS);
  try {
    const result = await work();
    look();
    return { result, grownBytes: most - before };
  } finally {
    clearInterval(looking);
  }
}
