import { createClusterWork } from '../../../src/work/cluster-work.js';
import { workshop } from '../../conformance/work.js';
import { quiet } from '../../store/samples.js';

/** Works until it is killed; each run is printed when it begins and stays until it is interrupted. */
const [databaseUrl = '', lockMs = '600'] = process.argv.slice(2);
const shop = workshop();
shop.hold = true;
shop.duringRun = (conversation) => console.log(`began ${conversation}`);
const work = await createClusterWork(shop.handlers, {
  databaseUrl,
  log: quiet,
  unfinished: async () => [],
  timings: { lockMs: Number(lockMs), stalledCheckMs: 200 },
});
process.on('SIGTERM', async () => {
  await work.close(50);
  console.log(`interrupted ${shop.interrupted.join(',')}`);
  process.exit(0);
});
console.log('ready');
