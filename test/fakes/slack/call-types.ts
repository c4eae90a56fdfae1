/**
 * What Slack's own types say about the calls that the bot makes. Each is turned into a schema of its own
 * (`generate-schemas.ts`), against which the stand-in holds every call.
 */

export type { HomeView, KnownBlock, ModalView } from '@slack/types';
export type {
  AgentsSessionsSetStatusArguments,
  AssistantThreadsSetSuggestedPromptsArguments,
  ChatPostEphemeralArguments,
  ChatPostMessageArguments,
  ChatUpdateArguments,
  ConversationsRepliesArguments,
  FilesCompleteUploadExternalArguments,
  FilesGetUploadURLExternalArguments,
  FilesInfoArguments,
  UsersInfoArguments,
  ViewsOpenArguments,
  ViewsPublishArguments,
} from '@slack/web-api';
