import type { Log } from '../../src/conversation/ports/tools.js';

/** For code under test whose log is not looked at. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
