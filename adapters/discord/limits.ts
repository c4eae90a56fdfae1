/**
 * What Discord takes, in one place. Lengths are counted in UTF-16 code units of the text as it is sent (escaped), which
 * is the strictest way of counting. Unless noted, the source is docs.discord.com/developers (resources and components).
 */
export const LIMITS = {
  /** `content` of a message. */
  messageText: 2_000,
  /** Messages that one reply may become; what is longer is shortened in its middle. */
  messagesPerReply: 8,
  /** A longer address is shown as text: a link cannot be cut. */
  link: 1_500,
  rowsPerMessage: 5,
  buttonsPerRow: 5,
  buttonText: 80,
  customId: 100,
  /** Name of a thread, of a command and of an option. */
  threadName: 100,
  /** `description` of an attached file: its alternative text. */
  fileAltText: 1_024,
  fileName: 255,
  /** `nonce` of a message. */
  nonce: 25,
  modalTitle: 45,
  label: 45,
  labelDescription: 100,
  placeholder: 100,
  selectLabel: 100,
  /** The longest initial value and input of a text field. */
  input: 4_000,
  /** Files of one File Upload component, and `image1` to `image10`. */
  files: 10,
  /** All names, descriptions and values of one command with its options. */
  commandCharacters: 8_000,
  /** Messages of one page of a channel. */
  page: 100,
  /** Not Discord's: how many pages of a thread are read at most, so that a chatty one cannot hold up the others. */
  pages: 5,
} as const;

const MEBIBYTE = 1_048_576;

/** Bytes of one file of a bot, by the boost level of the guild; DMs count as level 0. */
export const UPLOAD_BYTES: readonly number[] = [10 * MEBIBYTE, 10 * MEBIBYTE, 50 * MEBIBYTE, 100 * MEBIBYTE];

/** How Discord's clock ticks, in milliseconds. */
export const TIMES = {
  /** An interaction that is not answered within three seconds has failed. */
  interactionAnswer: 3_000,
  /** Its token: no answer and no follow-up afterwards. A minute is kept in hand. */
  interactionToken: 14 * 60_000,
  /** Typing is shown for ten seconds. */
  typing: 10_000,
} as const;

/** `flags` of a message. */
export const FLAGS = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6 } as const;
