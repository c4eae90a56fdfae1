import { readFileSync, writeFileSync } from 'node:fs';
import { type Results, readResults, type TitledReport } from './results.js';
import { rowsOf } from './table.js';

/** What stands between them is generated. */
const BEGIN = '<!-- results: written by npm run bench:report -->';
const END = '<!-- /results -->';

/** Writes the results into the page, between its markers. Of several files the last that has a bench counts. */
export function writePage(files: readonly string[], page: string): void {
  const results = joined(files.map(readResults));
  if (results.quick) throw new Error('figures of --quick mean nothing');
  writeFileSync(page, withResults(readFileSync(page, 'utf8'), markdownOf(results)));
}

/** Throws when files were measured on different machines or there is none. */
export function joined(all: readonly Results[]): Results {
  const last = all.at(-1);
  if (!last) throw new Error('usage: npm run bench:report -- results.json');
  if (all.some(({ machine }) => JSON.stringify(machine) !== JSON.stringify(last.machine))) {
    throw new Error('these were measured on different machines');
  }
  const reports = new Map(all.flatMap(({ benches }) => benches.map((report) => [report.bench, report])));
  return { ...last, quick: all.some(({ quick }) => quick), benches: [...reports.values()] };
}

export function withResults(page: string, markdown: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error('the page has no markers for the results');
  return `${page.slice(0, begin + BEGIN.length)}\n\n${markdown}\n\n${page.slice(end)}`;
}

export function markdownOf({ machine, date, commit, rounds, benches }: Results): string {
  const where = `${machine.cores} cores of ${machine.cpu}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}`;
  const when = `${date.slice(0, 10)}${commit ? `, commit ${commit}` : ''}, ${rounds} rounds`;
  return [`Measured on ${where}; ${when}.`, summaryOf(benches), ...benches.map(sectionOf)].join('\n\n');
}

function summaryOf(benches: readonly TitledReport[]): string {
  const lines = benches.flatMap(({ bench, goals }) =>
    goals.map(({ goal, measured, reached }) => row([bench, goal, measured, reached ? 'yes' : '**no**'])),
  );
  return [row(['bench', 'goal', 'measured', 'reached']), row(['---', '---', '---', '---']), ...lines].join(
    '\n',
  );
}

function sectionOf(report: TitledReport): string {
  const rows = rowsOf(report).map(({ quantity, side, median, spread, ratio }) =>
    row([quantity, side, median, spread, ratio]),
  );
  const table = [
    row(['quantity', 'side', 'median', 'spread', 'to the peer']),
    row(['---', '---', '---:', '---:', '---:']),
    ...rows,
  ].join('\n');
  const notes = report.notes.map((note) => `- ${note}`).join('\n');
  return [`### ${report.bench}: ${report.title}`, report.work, table, notes].filter(Boolean).join('\n\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
