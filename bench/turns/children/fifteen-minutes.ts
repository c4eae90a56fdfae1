import { textTable } from '../../suite/table.js';
import { runTurns } from '../../turns.js';

/**
 * A thousand turns for 14 of their 15 minutes, counted from when all run, with "Still working" every 2 minutes as it is
 * by default. Too long to run with the others: `node bench/run.mjs run turns --quick` builds it,
 * `node dist/bench/turns/children/fifteen-minutes.js` runs it.
 */
const report = await runTurns(
  { turns: 1_000, betweenMs: 8, windowMs: 14 * 60_000, stillWorkingEveryMs: 120_000 },
  1,
);
console.log(`${report.work}\n${textTable(report)}`);
process.exit(0);
