import { Failure, type FailureCode } from '../failure.js';

/** Codes that blame the statement and not the state of the database: SQLite's names and PostgreSQL's classes. */
const OUR_FAULT = /^(?:SQLITE_(?:ERROR|CONSTRAINT|MISMATCH|RANGE|TOOBIG)|(?:22|23|42)[0-9A-Z]{3})$/;
/** SQLite says the same for a full disk and for a full quota; PostgreSQL says 53100. */
const FULL = /^(?:SQLITE_FULL|ENOSPC|EDQUOT|53100)$/;

/**
 * What a database driver threw, as a Failure. The detail holds the driver's code and message, never the values of the
 * statement: PostgreSQL repeats values in its messages when a value is at fault, so those messages are left out.
 */
export function storeFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const driverCode = codeOf(thrown);
  const code = failureCode(driverCode);
  const message = thrown instanceof Error && code !== 'internal' ? thrown.message : undefined;
  const detail = [driverCode, message]
    .filter((part) => part && !part.startsWith(`${driverCode}:`))
    .join(': ');
  return new Failure(code, {
    detail: (message?.startsWith(driverCode) ? message : detail) || 'unknown',
    cause: thrown,
  });
}

function failureCode(driverCode: string): FailureCode {
  if (FULL.test(driverCode)) return 'store-full';
  return OUR_FAULT.test(driverCode) ? 'internal' : 'store-unavailable';
}

function codeOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? code : '';
}
