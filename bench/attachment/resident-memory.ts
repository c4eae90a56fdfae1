import { readFileSync } from 'node:fs';

const EVERY_MS = 10;

/** Bytes of memory that this process has resident, as Linux tells. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1_024;
}

/** Looks at a process from outside until `stop`, which returns how much more it had at most than at the beginning. */
export function watchGrowth(pid: number): { stop(): number } {
  const before = residentBytes(pid);
  let most = before;
  const look = () => {
    most = Math.max(most, residentBytes(pid));
  };
  const looking = setInterval(look, EVERY_MS);
  return {
    stop() {
      clearInterval(looking);
      look();
      return most - before;
    },
  };
}
