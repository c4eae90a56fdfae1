import { Failure } from '../../failure.js';
import type { StudioSession } from '../store/session.js';
import { type Changed, parseSession, type SessionRecords } from '../store/session-records.js';
import type { Database } from './database.js';

type Row = { record: string };

/** Sessions as rows that every process of the studio reads and changes. */
export class SessionRows implements SessionRecords {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async insert(session: StudioSession): Promise<void> {
    await this.#database.query('INSERT INTO studio.session (id, updated_at, record) VALUES ($1, $2, $3)', [
      session.id,
      session.updatedAt,
      JSON.stringify(session),
    ]);
  }

  async read(id: string): Promise<StudioSession | undefined> {
    const sql = 'SELECT record FROM studio.session WHERE id = $1 AND NOT swept';
    const [row] = await this.#database.query<Row>(sql, [id]);
    return row && parseSession(JSON.parse(row.record));
  }

  /** The row stays locked while the change is computed, which takes milliseconds: no edit is lost and none runs twice. */
  async change<Result>(id: string, change: (session: StudioSession) => Changed<Result>): Promise<Result> {
    return this.#database.transaction(async (query) => {
      const sql = 'SELECT record FROM studio.session WHERE id = $1 AND NOT swept FOR UPDATE';
      const [row] = await query<Row>(sql, [id]);
      if (!row) throw new Failure('session-lost');
      const before = parseSession(JSON.parse(row.record));
      const { session, result } = change(before);
      if (session !== before) {
        await query('UPDATE studio.session SET record = $2, updated_at = $3 WHERE id = $1', [
          id,
          JSON.stringify(session),
          session.updatedAt,
        ]);
      }
      return result;
    });
  }

  /** Marked first: from then on nobody adds a file, and a process that ends in the middle leaves nothing forgotten. */
  async removeIdle(
    before: number,
    keep: ReadonlySet<string>,
    discard: (id: string) => Promise<void>,
  ): Promise<number> {
    await this.#database.query(
      'UPDATE studio.session SET swept = true WHERE updated_at < $1 AND NOT (id = ANY($2)) AND NOT swept',
      [before, [...keep]],
    );
    const rows = await this.#database.query<{ id: string }>('SELECT id FROM studio.session WHERE swept');
    for (const { id } of rows) {
      await discard(id);
      await this.#database.query('DELETE FROM studio.session WHERE id = $1', [id]);
    }
    return rows.length;
  }

  /** Marked first, as by `removeIdle`, which goes on with it when this process ends in the middle. */
  async remove(id: string, discard: (id: string) => Promise<void>): Promise<void> {
    await this.#database.query('UPDATE studio.session SET swept = true WHERE id = $1', [id]);
    await discard(id);
    await this.#database.query('DELETE FROM studio.session WHERE id = $1', [id]);
  }
}
