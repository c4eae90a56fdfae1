import { type RenderRecord, renderRecordSchema } from '../renders/render-record.js';
import { type FoundRender, MAX_ATTEMPTS } from '../renders/renders.js';
import type { Database } from './database.js';

interface Row {
  id: string;
  key: string;
  session_id: string;
  status: string;
  attempts: number;
  percent: number;
  job: string;
  error: string | null;
  video: string | null;
  created_at: string;
  completed_at: string | null;
}

/** How a render ended. */
type RenderEnd = Pick<RenderRecord, 'status' | 'error' | 'video'>;

const ACTIVE = "status IN ('pending', 'processing')";

/**
 * Renders as rows. Whoever runs one holds a claim on it, and every write of its own says so: the claim of a process
 * that was taken for dead is replaced, and from then on its writes change nothing.
 */
export class RenderRows {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** False when the id is taken. */
  async insert({ id, key, sessionId, draft, settings, createdAt }: RenderRecord): Promise<boolean> {
    const rows = await this.#database.query(
      `INSERT INTO studio.render (id, key, session_id, status, job, created_at)
       VALUES ($1, $2, $3, 'pending', $4, $5) ON CONFLICT (id) DO NOTHING RETURNING id`,
      [id, key, sessionId, JSON.stringify({ draft, settings }), createdAt],
    );
    return rows.length > 0;
  }

  async find(id: string): Promise<FoundRender | undefined> {
    const [row] = await this.#database.query<Row & { ahead: string }>(
      `SELECT *, (SELECT count(*) FROM studio.render AS other
         WHERE other.${ACTIVE} AND other.status = 'pending' AND other.number < render.number) AS ahead
       FROM studio.render AS render WHERE id = $1`,
      [id],
    );
    return row && { record: recordOf(row), percent: percentOf(row), ahead: aheadOf(row) };
  }

  async findByKey(key: string): Promise<RenderRecord | undefined> {
    const [row] = await this.#database.query<Row>('SELECT * FROM studio.render WHERE key = $1', [key]);
    return row && recordOf(row);
  }

  async waiting(): Promise<number> {
    const sql = `SELECT count(*) AS count FROM studio.render WHERE ${ACTIVE} AND status = 'pending'`;
    const [row] = await this.#database.query<{ count: string }>(sql);
    return Number(row?.count ?? 0);
  }

  /** Ids of what waits and runs, in their order. */
  async active(): Promise<string[]> {
    const sql = `SELECT id FROM studio.render WHERE ${ACTIVE} ORDER BY number`;
    return (await this.#database.query<{ id: string }>(sql)).map(({ id }) => id);
  }

  async sessionsInUse(): Promise<Set<string>> {
    const sql = `SELECT DISTINCT session_id AS id FROM studio.render WHERE ${ACTIVE}`;
    return new Set((await this.#database.query<{ id: string }>(sql)).map(({ id }) => id));
  }

  /** The render is this claim's from now on; undefined when it has ended or was begun too often. */
  async claim(id: string, claim: string): Promise<RenderRecord | undefined> {
    const [row] = await this.#database.query<Row>(
      `UPDATE studio.render SET status = 'processing', claim = $2, percent = 0, attempts = attempts + 1
       WHERE id = $1 AND ${ACTIVE} AND attempts < $3 RETURNING *`,
      [id, claim, MAX_ATTEMPTS],
    );
    return row && recordOf(row);
  }

  /** False when the render is not this claim's any more: it was cancelled, or taken over. */
  async progress(id: string, claim: string, percent: number): Promise<boolean> {
    const rows = await this.#database.query(
      `UPDATE studio.render SET percent = $3 WHERE id = $1 AND claim = $2 AND ${ACTIVE} RETURNING id`,
      [id, claim, percent],
    );
    return rows.length > 0;
  }

  /** Lets others go on with it; this attempt does not count. */
  async release(id: string, claim: string): Promise<void> {
    await this.#database.query(
      `UPDATE studio.render SET status = 'pending', claim = NULL, percent = 0, attempts = attempts - 1
       WHERE id = $1 AND claim = $2 AND ${ACTIVE}`,
      [id, claim],
    );
  }

  /**
   * Writes down how a render ended; undefined when that is not for this claim to say. Without a claim whatever runs or
   * waits is ended.
   */
  async end(
    id: string,
    { status, error, video }: RenderEnd,
    completedAt: number,
    claim?: string,
  ): Promise<RenderRecord | undefined> {
    const [row] = await this.#database.query<Row>(
      `UPDATE studio.render SET status = $2, error = $3, video = $4, completed_at = $5, claim = NULL
       WHERE id = $1 AND ${ACTIVE} AND ($6::text IS NULL OR claim = $6) RETURNING *`,
      [id, status, error ?? null, video ? JSON.stringify(video) : null, completedAt, claim ?? null],
    );
    return row && recordOf(row);
  }

  /** Renders that ended before this moment. */
  async endedBefore(before: number): Promise<{ id: string; key: string }[]> {
    return this.#database.query('SELECT id, key FROM studio.render WHERE completed_at < $1', [before]);
  }

  async ofSession(sessionId: string): Promise<{ id: string; key: string }[]> {
    return this.#database.query('SELECT id, key FROM studio.render WHERE session_id = $1', [sessionId]);
  }

  async remove(id: string): Promise<void> {
    await this.#database.query('DELETE FROM studio.render WHERE id = $1', [id]);
  }
}

function percentOf({ status, percent }: Row): number {
  if (status === 'completed') return 100;
  return status === 'processing' ? percent : 0;
}

function aheadOf({ status, ahead }: Row & { ahead: string }): number {
  return status === 'pending' ? Number(ahead) : 0;
}

function recordOf(row: Row): RenderRecord {
  return renderRecordSchema.parse({
    id: row.id,
    key: row.key,
    sessionId: row.session_id,
    ...(JSON.parse(row.job) as object),
    status: row.status,
    attempts: row.attempts,
    ...(row.error !== null && { error: row.error }),
    ...(row.video !== null && { video: JSON.parse(row.video) as unknown }),
    createdAt: Number(row.created_at),
    ...(row.completed_at !== null && { completedAt: Number(row.completed_at) }),
  });
}
