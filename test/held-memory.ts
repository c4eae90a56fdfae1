import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** Collecting takes its time: it must not become the work. */
const PAUSE_MS = 100;

const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that this process still needs: what nobody refers to any more is collected first. */
function heldBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * By how many bytes the memory that is needed grew at most while `work` ran. Garbage does not count: how much of it
 * lies about depends on the machine, and the resident memory is measured in bench/.
 */
export async function mostHeldDuring(work: () => Promise<unknown>): Promise<number> {
  const before = heldBytes();
  let most = before;
  let working = true;
  const sample = () => {
    if (!working) return;
    most = Math.max(most, heldBytes());
    setTimeout(sample, PAUSE_MS);
  };
  setTimeout(sample, PAUSE_MS);
  try {
    await work();
  } finally {
    working = false;
  }
  return Math.max(most, heldBytes()) - before;
}
