import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';

const FIXTURE = new URL('../../fixtures/slack/schemas/calls.json', import.meta.url);

/** Arguments that web-api sends as JSON inside a form. */
const JSON_FIELDS = ['blocks', 'metadata', 'files', 'view', 'prompts'];
const NUMBERS = ['length', 'limit'];
const BOOLEANS = ['unfurl_links', 'unfurl_media', 'include_all_metadata', 'include_locale'];

const ajv = new Ajv({ strict: false });
/** What `generate-schemas.ts` writes. */
export const schemasFile = z.object({ from: z.unknown(), schemas: z.record(z.string(), z.looseObject({})) });
const { schemas } = schemasFile.parse(JSON.parse(readFileSync(FIXTURE, 'utf8')));
const compiled = new Map<string, ValidateFunction>();

function validator(name: string): ValidateFunction {
  const known = compiled.get(name) ?? ajv.compile(schemas[name] ?? { not: {} });
  compiled.set(name, known);
  return known;
}

/** A form as the object that it was before web-api wrote it down. */
export function argumentsOf(form: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries(
    [...form].map(([name, value]): [string, unknown] => {
      if (JSON_FIELDS.includes(name)) return [name, JSON.parse(value)];
      if (NUMBERS.includes(name)) return [name, Number(value)];
      return [name, BOOLEANS.includes(name) ? value === 'true' : value];
    }),
  );
}

/** What Slack's types have against a call; empty when nothing. */
export function complaintsAbout(method: string, args: Record<string, unknown>): string[] {
  const complaints = check(method, args);
  const view = z.looseObject({ type: z.string(), blocks: blocksSchema }).safeParse(args.view);
  if (view.success) complaints.push(...check(view.data.type, view.data));
  const blocks = blocksSchema.parse(args.blocks ?? (view.success ? view.data.blocks : []));
  return [...complaints, ...blocks.flatMap((block) => check('block', block))];
}

const blocksSchema = z.array(z.unknown());

function check(name: string, value: unknown): string[] {
  const validate = validator(name);
  if (validate(value)) return [];
  return [`${name}: ${ajv.errorsText(validate.errors?.slice(0, 5))}`];
}

// The bot waits only a moment for a locale; compiling this schema meanwhile would use it up.
if (schemas['users.info']) validator('users.info');
