import * as spec from 'discord-api-spec/zod';

/** As much of a schema as is used here. */
interface Schema {
  safeParse(value: unknown): { success: true } | { success: false; error: { issues: unknown[] } };
}

/** Discord's own schema of a request body, from its OpenAPI document; undefined where there is no body. */
export function schemaFor(method: string, route: string, body: Record<string, unknown>): Schema | undefined {
  if (method === 'POST' && route.endsWith('/callback')) return callbackSchema(Number(body.type));
  return SCHEMAS[`${method} ${route}`];
}

const SCHEMAS: Record<string, Schema> = {
  'POST /channels/:id/messages': spec.MessageCreateRequestSchema,
  'PATCH /channels/:id/messages/:id': spec.MessageEditRequestPartialSchema,
  'POST /channels/:id/threads': spec.CreateTextThreadWithoutMessageRequestSchema,
  'POST /channels/:id/messages/:id/threads': spec.CreateTextThreadWithMessageRequestSchema,
  'POST /users/@me/channels': spec.CreatePrivateChannelRequestSchema,
  'POST /webhooks/:id/:token': spec.IncomingWebhookInteractionRequestSchema,
  'PATCH /webhooks/:id/:token/messages/@original':
    spec.IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
  'PUT /applications/:id/commands': listOf(spec.ApplicationCommandUpdateRequestSchema),
  'PUT /applications/:id/guilds/:id/commands': listOf(spec.ApplicationCommandUpdateRequestSchema),
};

function callbackSchema(type: number): Schema | undefined {
  switch (type) {
    case 4:
    case 5:
      return spec.CreateMessageInteractionCallbackRequestSchema;
    case 6:
    case 7:
      return spec.UpdateMessageInteractionCallbackRequestSchema;
    case 9:
      return spec.ModalInteractionCallbackRequestSchema;
    default:
      return {
        safeParse: () => ({ success: false, error: { issues: [`no such callback type: ${type}`] } }),
      };
  }
}

function listOf(schema: Schema): Schema {
  return {
    safeParse(value) {
      for (const item of Array.isArray(value) ? value : [value]) {
        const checked = schema.safeParse(item);
        if (!checked.success) return checked;
      }
      return { success: true };
    },
  };
}
