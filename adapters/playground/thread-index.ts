import type { KeyValueStore } from '../../src/conversation/ports/stores.js';
import { Failure } from '../../src/failure.js';
import type { ApiThreadSummary } from './api-types.js';
import type { RowWriter } from './row-writer.js';

/** One row for all threads, as it was once: it grew with every thread, and every message wrote all of it. */
const SINGLE_KEY = 'playground:local/threads';
/** The first two hexadecimal digits of an id, which is random: 256 rows of about the same size. */
const PIECES = Array.from({ length: 256 }, (_, piece) => piece.toString(16).padStart(2, '0'));
const pieceKey = (piece: string) => `${SINGLE_KEY}/${piece}`;
const nameOfPiece = (id: string) => id.slice(0, 2);

type Piece = Map<string, ApiThreadSummary>;

interface Loaded {
  readonly pieces: ReadonlyMap<string, Piece>;
  /** All of them once more, newest first: sorting thousands for every look at the list would be felt. */
  readonly newest: ApiThreadSummary[];
}

/** Which threads there are. In memory once it was asked for, and in the store in pieces. */
export class ThreadIndex {
  readonly #values: KeyValueStore;
  readonly #writer: RowWriter;
  #loaded: Promise<Loaded> | undefined;

  constructor(values: KeyValueStore, writer: RowWriter) {
    this.#values = values;
    this.#writer = writer;
  }

  /** Newest first. */
  async list(limit = Number.POSITIVE_INFINITY): Promise<ApiThreadSummary[]> {
    return (await this.#read()).newest.slice(0, limit);
  }

  async set(summary: ApiThreadSummary): Promise<void> {
    const { pieces, newest } = await this.#read();
    const name = nameOfPiece(summary.id);
    const piece = pieces.get(name) ?? new Map();
    if (piece.has(summary.id)) remove(newest, summary.id);
    piece.set(summary.id, summary);
    const place = newest.findIndex(({ updatedAt }) => updatedAt <= summary.updatedAt);
    newest.splice(place < 0 ? newest.length : place, 0, summary);
    await this.#write(name, piece);
  }

  async delete(id: string): Promise<void> {
    const { pieces, newest } = await this.#read();
    const name = nameOfPiece(id);
    const piece = pieces.get(name);
    if (!piece?.delete(id)) return;
    remove(newest, id);
    await this.#write(name, piece);
  }

  #write(name: string, piece: Piece): Promise<void> {
    return this.#writer.write(pieceKey(name), () => [...piece.values()]);
  }

  #read(): Promise<Loaded> {
    this.#loaded ??= this.#load().catch((thrown: unknown) => {
      this.#loaded = undefined;
      throw Failure.from(thrown, 'store-unavailable');
    });
    return this.#loaded;
  }

  async #load(): Promise<Loaded> {
    const pieces = new Map(
      await Promise.all(
        PIECES.map(async (name): Promise<[string, Piece]> => {
          const kept = await this.#values.get<ApiThreadSummary[]>(pieceKey(name));
          return [name, new Map((kept ?? []).map((summary) => [summary.id, summary]))];
        }),
      ),
    );
    await this.#takeOver(pieces);
    const newest = [...pieces.values()]
      .flatMap((piece) => [...piece.values()])
      .sort((one, other) => other.updatedAt - one.updatedAt);
    return { pieces, newest };
  }

  /** Puts the threads of the single row into the pieces. A crash in between repeats it, which changes nothing. */
  async #takeOver(pieces: ReadonlyMap<string, Piece>): Promise<void> {
    const single = await this.#values.get<ApiThreadSummary[]>(SINGLE_KEY);
    if (!single) return;
    const touched = new Set<string>();
    for (const summary of single) {
      const name = nameOfPiece(summary.id);
      const piece = pieces.get(name);
      if (!piece || piece.has(summary.id)) continue;
      piece.set(summary.id, summary);
      touched.add(name);
    }
    for (const name of touched) await this.#write(name, pieces.get(name) ?? new Map());
    await this.#writer.delete(SINGLE_KEY);
  }
}

function remove(list: ApiThreadSummary[], id: string): void {
  const place = list.findIndex((summary) => summary.id === id);
  if (place >= 0) list.splice(place, 1);
}
