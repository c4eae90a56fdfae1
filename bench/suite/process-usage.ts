import { readFileSync } from 'node:fs';

const LOOK_EVERY_MS = 10;
/** Linux counts processor time in hundredths of a second (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** Bytes of memory that a process has resident, as Linux tells. */
export function residentBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1_024;
}

/** Seconds of processor time that a process has used up to now, as Linux tells. */
export function processorSeconds(pid: number): number {
  // The name, in parentheses, may hold spaces; utime and stime are fields 14 and 15 of the line.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Looks at a process from outside until `stop`, which returns how much more it had at most than at the beginning. */
export function watchGrowth(pid: number): { stop(): number } {
  const before = residentBytes(pid);
  let most = before;
  const look = () => {
    most = Math.max(most, residentBytes(pid));
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  return {
    stop() {
      clearInterval(looking);
      look();
      return most - before;
    },
  };
}
