import { type Change, compareResults, goalsLost, regressions } from './compare.js';
import { type Results, readResults } from './results.js';
import { readable } from './table.js';

/** Compares two results files. Returns the exit code: 1 when a figure of ours got worse, 2 when they do not compare. */
export function checkFiles(files: readonly string[]): number {
  const [beforeFile, afterFile] = files;
  if (!beforeFile || !afterFile || files.length > 2) {
    console.error('usage: npm run bench:check -- before.json after.json');
    return 2;
  }
  const before = readResults(beforeFile);
  const after = readResults(afterFile);
  const obstacle = whyNotComparable(before, after);
  if (obstacle) {
    console.error(obstacle);
    return 2;
  }
  const changes = compareResults(before, after);
  if (changes.length === 0) {
    console.error('the two files have no figure in common');
    return 2;
  }
  for (const change of changes) if (change.verdict !== 'same') console.log(lineOf(change));
  for (const goal of goalsLost(before, after)) console.log(`a goal is missed that was reached: ${goal}`);
  const worse = regressions(changes);
  console.log(`${changes.length} figures compared, ${worse.length} of ours worse`);
  return worse.length > 0 ? 1 : 0;
}

function whyNotComparable(before: Results, after: Results): string | undefined {
  if (before.quick || after.quick) return 'figures of --quick mean nothing';
  const [a, b] = [before, after].map(
    ({ machine }) => `${machine.cores} x ${machine.cpu}, Node ${machine.node}`,
  );
  return a === b ? undefined : `measured on different machines: ${a}; ${b}`;
}

function lineOf({ verdict, bench, quantity, side, before, after, unit }: Change): string {
  return `${verdict.padEnd(6)}  ${bench}, ${quantity}, ${side}: ${readable(before)} → ${readable(after)} ${unit}`;
}
