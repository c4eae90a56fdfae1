import { readFileSync } from 'node:fs';
import { generateSnowflake } from 'discord-digital-twin';

/** Payloads shaped like the samples of Discord's documentation, with the given parts replaced. */
const FOLDER = new URL('../../fixtures/discord/payloads/', import.meta.url);

type Json = Record<string, unknown>;

function fixture(name: string): Json {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as Json;
}

export const message = (parts: Json): Json => ({ ...fixture('message'), id: generateSnowflake(), ...parts });
export const user = (id: string, username: string): Json => ({
  ...fixture('user'),
  id,
  username,
  global_name: username,
});
export const attachment = (url: string, parts: Json = {}): Json => ({
  ...fixture('attachment'),
  id: generateSnowflake(),
  url,
  ...parts,
});

const asked = (name: string, asker: Json, parts: Json): Json => {
  const body = fixture(name);
  return { ...body, member: { ...(body.member as Json), user: asker }, ...parts };
};

/** `/video <subcommand>`; options as `name: value`, files by option name. */
export function slashCommand(
  asker: Json,
  subcommand: string,
  given: { options?: Json; files?: Record<string, Json> } = {},
  parts: Json = {},
): Json {
  const { options = {}, files = {} } = given;
  const values = Object.entries(options).map(([name, value]) => ({
    name,
    type: typeof value === 'boolean' ? 5 : 3,
    value,
  }));
  const attached = Object.entries(files).map(([name, file]) => ({ name, type: 11, value: file.id }));
  const command = asked('slash-command', asker, parts);
  return {
    ...command,
    data: {
      ...(command.data as Json),
      options: [{ name: subcommand, type: 1, options: [...values, ...attached] }],
      resolved: { attachments: Object.fromEntries(Object.values(files).map((file) => [file.id, file])) },
    },
  };
}

export function messageMenu(asker: Json, target: Json, parts: Json = {}): Json {
  const command = asked('message-command', asker, parts);
  return {
    ...command,
    data: {
      ...(command.data as Json),
      target_id: target.id,
      resolved: { messages: { [String(target.id)]: target } },
    },
  };
}

export function buttonPress(asker: Json, customId: string, on: Json, parts: Json = {}): Json {
  const press = asked('button', asker, parts);
  return { ...press, data: { ...(press.data as Json), custom_id: customId }, message: on };
}

export function formSubmit(
  asker: Json,
  customId: string,
  fields: { prompt?: string; files?: Json[]; skill?: string; aspect?: string },
  parts: Json = {},
): Json {
  const { prompt = '', files = [], skill, aspect } = fields;
  const label = (component: Json) => ({ type: 18, id: 1, component });
  const choice = (custom_id: string, value?: string) =>
    label({ type: 3, id: 2, custom_id, values: value ? [value] : [] });
  return {
    ...asked('modal-submit', asker, parts),
    data: {
      custom_id: customId,
      components: [
        label({ type: 4, id: 2, custom_id: 'prompt', value: prompt }),
        label({ type: 19, id: 4, custom_id: 'files', values: files.map(({ id }) => id) }),
        choice('skill', skill),
        choice('aspect', aspect),
      ],
      resolved: { attachments: Object.fromEntries(files.map((file) => [file.id, file])) },
    },
  };
}
