import path from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import { type Gate, newGate } from '../fakes/nemo/gate.js';

const LOOK_EVERY_MS = 20;

/** The database of a bot, from outside: its journal can be held, and what it keeps can be read after its death. */
export interface SlowJournal {
  /** Writing down this step takes for ever from now on. The gate is reached when `isDue` says that it is being tried. */
  hold(step: string, isDue: () => Promise<boolean>): Promise<Gate>;
  /** The journal is as quick as ever. */
  release(): Promise<void>;
  /** Values whose key begins so, as the playground keeps them. */
  values<T>(keyPrefix: string): Promise<T[]>;
}

export function slowJournalOf(dataDir: string): SlowJournal {
  async function query<Row>(sql: string, ...values: string[]): Promise<Row[]> {
    const other = new KeyvSqlite({
      uri: `sqlite://${path.join(dataDir, 'reelthread.db')}`,
      table: 'reelthread_value',
      busyTimeout: 5_000,
    });
    try {
      return (await other.query(sql, ...values)) as Row[];
    } finally {
      await other.close();
    }
  }

  return {
    async hold(step, isDue) {
      const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e10)';
      await query(`CREATE VIEW slow AS ${numbers} SELECT MAX(i) AS i FROM n`);
      await query(
        `CREATE TRIGGER hold BEFORE INSERT ON reelthread_journal WHEN NEW.step = '${step}'
         BEGIN SELECT i FROM slow; END`,
      );
      const gate = newGate();
      const look = async () => {
        while (!(await isDue())) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        void gate.pass();
      };
      void look();
      return gate;
    },
    async release() {
      await query('DROP TRIGGER hold');
      await query('DROP VIEW slow');
    },
    async values<T>(keyPrefix: string) {
      const rows = await query<{ value: string }>(
        'SELECT value FROM reelthread_value WHERE substr(key, 1, length(?)) = ? ORDER BY key',
        keyPrefix,
        keyPrefix,
      );
      return rows.map(({ value }) => (JSON.parse(value) as { value: { value: T } }).value.value);
    },
  };
}
