import path from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';

/** Every row of every table of the bot's database in which one of these words is found, as JSON. */
export async function rowsWith(dataDir: string, ...words: readonly string[]): Promise<string[]> {
  const database = new KeyvSqlite({ uri: `sqlite://${path.join(dataDir, 'reelthread.db')}` });
  try {
    const tables = (await database.query("SELECT name FROM sqlite_master WHERE type = 'table'")) as {
      name: string;
    }[];
    const rows: string[] = [];
    for (const { name } of tables) {
      for (const row of await database.query(`SELECT * FROM ${name}`)) rows.push(JSON.stringify(row));
    }
    return rows.filter((row) => words.some((word) => row.includes(word)));
  } finally {
    await database.disconnect();
  }
}
