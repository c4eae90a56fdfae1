/** Every number of the playground, in one place. */

const MEBIBYTE = 1_048_576;

/**
 * A file of 200 MiB must arrive so that the skill itself can refuse what is larger in its own words; the rest is the
 * margin for that.
 */
export const MAX_FILE_BYTES = 201 * MEBIBYTE;
export const MAX_FILES_PER_MESSAGE = 20;
/** A prompt is a few sentences; this is room for a whole script. */
export const MAX_TEXT_CHARACTERS = 16_000;
/** Four bytes for each character. */
export const MAX_TEXT_BYTES = MAX_TEXT_CHARACTERS * 4;
/** The multipart boundaries and headers beside the files. */
export const MAX_REQUEST_BYTES = MAX_FILES_PER_MESSAGE * MAX_FILE_BYTES + MEBIBYTE;

export const MAX_TITLE_CHARACTERS = 60;
export const MAX_NAME_CHARACTERS = 200;
export const MAX_LABEL_CHARACTERS = 120;

/** More than anybody looks through; a list of everything would take ever longer. */
export const MAX_LISTED_THREADS = 100;

/** Posts of one client in a minute: people are far below, a script that runs wild on a public address is not. */
export const POSTS_PER_MINUTE = { exposed: 120, loopback: 6_000 } as const;
/** Guesses at the password from one address in a minute. */
export const LOGINS_PER_MINUTE = 10;
export const SESSION_MS = 30 * 86_400_000;

/** A comment on the event stream, so that proxies (60 s is their usual patience) do not cut a quiet one. */
export const EVENTS_PING_MS = 15_000;
/** A reader that is this far behind is let go; it comes back and asks for what it missed. */
export const EVENTS_BACKLOG_BYTES = 4 * MEBIBYTE;

/** The core says `working` again and again while it lasts; after this long without a word it is over. */
export const WORKING_MS = 150_000;
/** A thread that nobody used for this long leaves the memory (it stays in the store). */
export const THREAD_IDLE_MS = 10 * 60_000;
