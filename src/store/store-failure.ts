import { Failure, type FailureCode } from '../failure.js';

/** Codes that blame the statement and not the state of the database: SQLite's names and PostgreSQL's classes. */
const OUR_FAULT = /^(?:SQLITE_(?:ERROR|CONSTRAINT|MISMATCH|RANGE|TOOBIG)|(?:22|23|42)[0-9A-Z]{3})$/;
/** SQLite calls a full disk and a full quota the same; 53100 is PostgreSQL's `disk_full`. */
const FULL = /^(?:SQLITE_FULL|ENOSPC|EDQUOT|53100)$/;

/**
 * What a database driver threw, as a Failure: `store-full`, `store-unavailable`, or `internal` for a statement that is
 * wrong in itself. The detail never holds values of the statement: PostgreSQL repeats a value that is at fault in its
 * message, so of such an error only the code is kept.
 */
export function storeFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const driverCode = errorCode(thrown);
  const code = failureCode(driverCode);
  return new Failure(code, {
    detail: code === 'internal' ? driverCode : describe(thrown, driverCode),
    cause: thrown,
  });
}

function failureCode(driverCode: string): FailureCode {
  if (FULL.test(driverCode)) return 'store-full';
  return OUR_FAULT.test(driverCode) ? 'internal' : 'store-unavailable';
}

/** SQLite's messages begin with the code, others do not. */
function describe(thrown: unknown, driverCode: string): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return driverCode === '' || message.startsWith(driverCode) ? message : `${driverCode}: ${message}`;
}

/** `SQLITE_BUSY`, `40P01`, `ECONNREFUSED`; empty when there is none. */
export function errorCode(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : '';
}
