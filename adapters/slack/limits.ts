/**
 * What Slack takes, in one place. Lengths are counted in UTF-16 code units of the text as it is sent (escaped), which
 * is the strictest way of counting. Unless noted, the source is docs.slack.dev/reference/block-kit.
 */
export const LIMITS = {
  /** Blocks of one message. */
  blocks: 50,
  /** Blocks of one modal or Home tab. */
  viewBlocks: 100,
  /** `text` of a section. */
  section: 3_000,
  /** Elements of one actions block. */
  buttonsPerRow: 25,
  /** Label of a button, and of an option of a select menu. */
  buttonText: 75,
  /** `value` of a button. */
  buttonValue: 2_000,
  actionId: 255,
  /** Title, submit and close of a modal. */
  modalTitle: 24,
  privateMetadata: 3_000,
  /** The longest initial value and input of a plain-text field. */
  input: 3_000,
  header: 150,
  /**
   * Characters of one message: one full section. `text` is documented with 40,000, but posts and above all
   * `chat.update` answer `msg_too_long` from about 4,000 (seen by several projects).
   */
  messageText: 3_000,
  /** Messages that one reply may become; what is longer is shortened in its middle. */
  messagesPerReply: 8,
  /** A longer address is shown as text: a link cannot be cut. */
  link: 2_000,
  /** `text` beside blocks after Slack found a message too long. */
  fallbackText: 1_000,
  /** Title of an agent session (docs.slack.dev/reference/methods/agents.sessions.setStatus). */
  sessionTitle: 200,
  /** Prompts of assistant.threads.setSuggestedPrompts. */
  suggestedPrompts: 4,
  suggestedPromptTitle: 60,
  /** One uploaded file (Slack's help centre). */
  fileBytes: 1_073_741_824,
  fileTitle: 255,
  /** Alternative text of an uploaded image (docs.slack.dev/reference/methods/files.getUploadURLExternal). */
  fileAltText: 1_000,
  /** Files of one `file_input`. */
  modalFiles: 10,
} as const;

/** How Slack's clock ticks, in milliseconds. */
export const TIMES = {
  /** A request whose timestamp is further away is not from now (docs.slack.dev/authentication/verifying-requests). */
  signatureAge: 5 * 60_000,
  /** A status is cleared two minutes after it was set, and by any post; refreshed a little earlier. */
  statusRefresh: 115_000,
} as const;
