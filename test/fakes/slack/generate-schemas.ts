import { createRequire } from 'node:module';
import path from 'node:path';
import { createGenerator, type Schema } from 'ts-json-schema-generator';

const root = path.join(import.meta.dirname, '../../..');

/** Slack's own types of the calls that the bot makes, by method, and of what calls only pass on, by what it is. */
const TYPES = {
  '@slack/web-api': {
    'agents.sessions.setStatus': 'AgentsSessionsSetStatusArguments',
    'assistant.threads.setSuggestedPrompts': 'AssistantThreadsSetSuggestedPromptsArguments',
    'chat.postEphemeral': 'ChatPostEphemeralArguments',
    'chat.postMessage': 'ChatPostMessageArguments',
    'chat.update': 'ChatUpdateArguments',
    'conversations.replies': 'ConversationsRepliesArguments',
    'files.completeUploadExternal': 'FilesCompleteUploadExternalArguments',
    'files.getUploadURLExternal': 'FilesGetUploadURLExternalArguments',
    'files.info': 'FilesInfoArguments',
    'users.info': 'UsersInfoArguments',
    'views.open': 'ViewsOpenArguments',
    'views.publish': 'ViewsPublishArguments',
  },
  '@slack/types': { block: 'KnownBlock', home: 'HomeView', modal: 'ModalView' },
} as const;

const DECLARATIONS = {
  '@slack/web-api': 'node_modules/@slack/web-api/dist/types/request/index.d.ts',
  '@slack/types': 'node_modules/@slack/types/dist/index.d.ts',
} as const;

/** What schemas are made from: as long as this is the same, so are they. */
export function schemaSources(): Record<string, unknown> {
  const require = createRequire(import.meta.url);
  const version = (name: string) => (require(`${name}/package.json`) as { version: string }).version;
  return {
    '@slack/types': version('@slack/types'),
    '@slack/web-api': version('@slack/web-api'),
    types: TYPES,
  };
}

/** What calls only pass on: looked at on its own, or never sent. */
const PASSED_ON = ['EntityMetadata', 'KnownBlock', 'MessageAttachment', 'View'];

/** Calls take any block and any view; the schemas of those name the ones that Slack knows. */
export function generateSchemas(): Record<string, Schema> {
  const calls = schemasOf('@slack/web-api', PASSED_ON);
  return { ...calls, ...schemasOf('@slack/types', []) };
}

function schemasOf(source: keyof typeof TYPES, open: readonly string[]): Record<string, Schema> {
  const generator = createGenerator({
    path: path.join(root, DECLARATIONS[source]),
    tsconfig: path.join(root, 'tsconfig.json'),
    type: '*',
    skipTypeCheck: true,
    jsDoc: 'none',
    additionalProperties: false,
  });
  return Object.fromEntries(
    Object.entries(TYPES[source]).map(([name, type]) => [name, pruned(generator.createSchema(type), open)]),
  );
}

/** Without the definitions that nothing refers to once those of `open` allow everything. */
function pruned(schema: Schema, open: readonly string[]): Schema {
  const all = { ...schema.definitions };
  for (const name of open) if (name in all) all[name] = {};
  const kept: NonNullable<Schema['definitions']> = {};
  const visit = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/definitions\/([^"]+)"/g)) {
      const decoded = decodeURIComponent(name);
      const definition = all[decoded];
      if (decoded in kept || definition === undefined) continue;
      kept[decoded] = definition;
      visit(definition);
    }
  };
  const { definitions: _, ...top } = schema;
  visit(top);
  return { ...top, definitions: kept };
}
