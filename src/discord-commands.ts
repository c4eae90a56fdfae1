import { updateCommands } from '../adapters/discord/discord.js';
import { exitWith, readSettings } from './settings.js';

/** `npm run discord:commands`: registers the slash commands when they differ; `-- --dry-run` only shows how. */
const dryRun = process.argv.includes('--dry-run');
try {
  const { config } = readSettings();
  const differences = await updateCommands(config, dryRun);
  const where = config.DISCORD_GUILD_ID ? `in the server ${config.DISCORD_GUILD_ID}` : 'globally';
  const done = dryRun ? 'would be changed' : 'were changed';
  process.stdout.write(
    differences.length > 0
      ? `${differences.join('\n')}\nThese commands ${done} ${where}.\n`
      : `All commands are registered ${where}.\n`,
  );
} catch (problem) {
  exitWith(problem);
}
