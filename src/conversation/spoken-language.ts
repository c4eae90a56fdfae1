import type { Conversation } from './conversation.js';
import type { InboundMessage, Language } from './inbound.js';
import { detectLanguage } from './language.js';

/** The message decides, then the platform's locale; a message without letters keeps what was spoken before. */
export function spokenLanguage(message: InboundMessage, conversation: Conversation | undefined): Language {
  if (conversation && !/\p{L}/u.test(message.text)) return conversation.language;
  return detectLanguage(message.text, message.locale).ours;
}
