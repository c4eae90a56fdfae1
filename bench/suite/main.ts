import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkFiles } from './check.js';
import { writePage } from './page.js';
import { runBenches } from './run.js';

/** `main.js run [names] [--rounds=3] [--quick] [--out=file]`, `main.js check before after`, `main.js report files`. */
const [command, ...rest] = process.argv.slice(2);
const { values, positionals } = parseArgs({
  args: rest,
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    out: { type: 'string', default: 'dist/bench/results.json' },
    page: { type: 'string', default: 'docs/benchmarks.md' },
  },
});

switch (command) {
  case 'run': {
    const rounds = Number(values.rounds);
    if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number from 1 on');
    mkdirSync(path.dirname(path.resolve(values.out)), { recursive: true });
    process.exit(await runBenches(positionals, { rounds, quick: values.quick }, values.out));
    break;
  }
  case 'check':
    process.exit(checkFiles(positionals));
    break;
  case 'report':
    writePage(positionals, values.page);
    break;
  default:
    console.error('usage: node bench/run.mjs run|check|report ...');
    process.exit(2);
}
