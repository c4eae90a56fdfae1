/** Where the studio writes what an operator should know: the bot's own log, at the other end of the process. */
export interface StudioLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
