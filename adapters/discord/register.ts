import { z } from 'zod';
import type { DiscordApi } from './api.js';
import { commandList } from './command-list.js';

/** One line for each command that is missing, superfluous or different; none when Discord has them all. */
export function commandDifferences(registered: readonly unknown[], wanted: readonly unknown[]): string[] {
  const has = byName(registered);
  const wants = byName(wanted);
  const lines: string[] = [];
  for (const [name, command] of wants) {
    const known = has.get(name);
    if (!known) lines.push(`+ ${name}`);
    else if (known !== command) lines.push(`~ ${name}`);
  }
  for (const name of has.keys()) if (!wants.has(name)) lines.push(`- ${name}`);
  return lines;
}

/** Compares, and replaces all commands when they differ and it is no dry run. Resolves to the differences. */
export async function registerCommands(
  api: DiscordApi,
  options: { application: string; guild?: string; dryRun?: boolean },
): Promise<string[]> {
  const wanted = commandList();
  const registered = await api.commands(options.application, options.guild);
  const differences = commandDifferences(registered, wanted);
  if (differences.length > 0 && !options.dryRun) {
    await api.replaceCommands(options.application, options.guild, wanted);
  }
  return differences;
}

const commandSchema = z.looseObject({ name: z.string(), type: z.number().default(1) });

function byName(commands: readonly unknown[]): Map<string, string> {
  return new Map(
    commands.map((command) => {
      const { name, type } = commandSchema.parse(command);
      return [`${KINDS[type] ?? `type ${type} `}${name}`, canonical(command)];
    }),
  );
}

const KINDS: Record<number, string> = { 1: '/', 2: 'user menu: ', 3: 'message menu: ' };

/** Only what we set: Discord adds ids, versions and defaults, and sorts some lists. */
const COMPARED = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'options',
  'choices',
  'required',
  'value',
  'max_length',
  'integration_types',
  'contexts',
];

function canonical(value: unknown): string {
  return JSON.stringify(simplify(value));
}

function simplify(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(simplify);
    return items.every((item) => typeof item === 'number') ? items.sort() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, inside]) => (COMPARED.includes(key) || key.startsWith('zh-')) && !isDefault(key, inside))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inside]) => [key, simplify(inside)]));
}

/** What Discord leaves out or fills in, depending on the kind of command. */
function isDefault(key: string, value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  if (key === 'required') return value === false;
  return Array.isArray(value) && value.length === 0;
}
