/** The package types its schemas by their JavaScript alone; these are the ones that the gate uses. */
declare module 'discord-api-spec/zod' {
  interface RequestSchema {
    safeParse(value: unknown): { success: true } | { success: false; error: { issues: unknown[] } };
  }
  export const MessageCreateRequestSchema: RequestSchema;
  export const MessageEditRequestPartialSchema: RequestSchema;
  export const CreateTextThreadWithoutMessageRequestSchema: RequestSchema;
  export const CreateTextThreadWithMessageRequestSchema: RequestSchema;
  export const CreatePrivateChannelRequestSchema: RequestSchema;
  export const IncomingWebhookInteractionRequestSchema: RequestSchema;
  export const IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema: RequestSchema;
  export const ApplicationCommandUpdateRequestSchema: RequestSchema;
  export const CreateMessageInteractionCallbackRequestSchema: RequestSchema;
  export const UpdateMessageInteractionCallbackRequestSchema: RequestSchema;
  export const ModalInteractionCallbackRequestSchema: RequestSchema;
}
