import { writeFileSync } from 'node:fs';
import { BENCHES } from './all.js';
import type { TitledReport } from './results.js';

/** One bench in a process of its own, so that none finds the heap of another: `node child.js <name> <options> <file>`. */
const [name = '', options = '', file = ''] = process.argv.slice(2);
const load = BENCHES.get(name);
if (!load) throw new Error(`there is no bench ${name}`);
const { bench } = await load();
const report = await bench.run(JSON.parse(options));
writeFileSync(file, JSON.stringify({ title: bench.title, ...report } satisfies TitledReport));
process.exit(0);
