import { Failure } from '../../../failure.js';

/**
 * A small assembler for the WebAssembly text format: as much of it as `kernels.ts` uses. A module imports one memory
 * and exports functions that take and return nothing but i32 parameters; bodies are folded expressions.
 * Source: WebAssembly core specification 2.0, chapters 5 (binary format) and 6 (text format).
 */

/** An atom, or a list in brackets. */
type Expression = string | readonly Expression[];

const I32 = 0x7f;
const V128 = 0x7b;
const NO_RESULT = 0x40;
const TYPES: Readonly<Record<string, number>> = { i32: I32, v128: V128 };

/** What follows an instruction in its binary form. */
type Immediate = 'none' | 'memory' | 'memory and lane' | 'local' | 'number';

const INSTRUCTIONS: Readonly<Record<string, readonly [code: readonly number[], immediate: Immediate]>> = {
  'local.get': [[0x20], 'local'],
  'local.set': [[0x21], 'local'],
  'local.tee': [[0x22], 'local'],
  'i32.load': [[0x28], 'memory'],
  'i32.const': [[0x41], 'number'],
  'i32.lt_u': [[0x49], 'none'],
  'i32.add': [[0x6a], 'none'],
  'i32.sub': [[0x6b], 'none'],
  'v128.load': [[0xfd, 0x00], 'memory'],
  'v128.load8x8_u': [[0xfd, 0x02], 'memory'],
  'i8x16.swizzle': [[0xfd, 0x0e], 'none'],
  'i16x8.splat': [[0xfd, 0x10], 'none'],
  'v128.store64_lane': [[0xfd, 0x5b], 'memory and lane'],
  'i8x16.narrow_i16x8_u': [[0xfd, 0x66], 'none'],
  'i16x8.extend_low_i8x16_u': [[0xfd, 0x89, 0x01], 'none'],
  'i16x8.extend_high_i8x16_u': [[0xfd, 0x8a, 0x01], 'none'],
  'i16x8.shr_u': [[0xfd, 0x8d, 0x01], 'none'],
  'i16x8.add': [[0xfd, 0x8e, 0x01], 'none'],
  'i16x8.sub': [[0xfd, 0x91, 0x01], 'none'],
  'i16x8.mul': [[0xfd, 0x95, 0x01], 'none'],
};

/** Assembles a module. Throws Failure `internal` for anything that it does not know. */
export function assemble(source: string): Uint8Array {
  const [keyword, ...fields] = listOf(parse(source));
  if (keyword !== 'module') throw wrong('a module was expected');
  const memory = fields.map(listOf).find(([kind]) => kind === 'import');
  const functions = fields.map(listOf).filter(([kind]) => kind === 'func');
  const parsed = functions.map(parseFunction);
  const [, from, name] = memory ?? [];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(parsed.map(({ parameters }) => [0x60, ...vector(parameters.map(() => [I32])), 0]))),
    ...section(2, vector([[...text(from), ...text(name), 0x02, 0x00, 1]])),
    ...section(3, vector(parsed.map((_, i) => unsigned(i)))),
    ...section(7, vector(parsed.map((fn, i) => [...text(fn.name), 0x00, ...unsigned(i)]))),
    ...section(10, vector(parsed.map(({ code }) => [...unsigned(code.length), ...code]))),
  ]);
}

/** `(func (export "name") (param $a i32) ... (local $b v128) ... instructions)` */
function parseFunction([, ...parts]: readonly Expression[]) {
  const lists = parts.map(listOf);
  const declared = (kind: string) => lists.filter(([first]) => first === kind);
  const parameters = declared('param').map(([, name]) => atom(name));
  const locals = declared('local').map(([, name, type]) => ({ name: atom(name), type: typeOf(type) }));
  const names = [...parameters, ...locals.map(({ name }) => name)];
  const body = lists.filter(([first]) => !['export', 'param', 'local'].includes(atom(first)));
  const code = [
    ...vector(locals.map(({ type }) => [1, type])),
    ...body.flatMap((instruction) => emit(instruction, names, [])),
    0x0b,
  ];
  return { name: declared('export')[0]?.[1], parameters, code };
}

/** Operands first, then the instruction: a folded expression is a stack machine's code read inside out. */
function emit(
  instruction: readonly Expression[],
  names: readonly string[],
  labels: readonly string[],
): number[] {
  const [first, ...rest] = instruction;
  const mnemonic = atom(first);
  if (mnemonic === 'loop') {
    const [label, ...body] = rest;
    const inner = [atom(label), ...labels];
    return [0x03, NO_RESULT, ...body.flatMap((part) => emit(listOf(part), names, inner)), 0x0b];
  }
  const operands = rest.filter((part) => typeof part !== 'string');
  const pushed = operands.flatMap((part) => emit(listOf(part), names, labels));
  if (mnemonic === 'br_if') return [...pushed, 0x0d, ...unsigned(indexOf(labels, rest[0]))];
  const [code, immediate] = INSTRUCTIONS[mnemonic] ?? [];
  if (!code || !immediate) throw wrong(`the instruction ${mnemonic}`);
  const atoms = rest.filter((part) => typeof part === 'string');
  return [...pushed, ...code, ...immediates(immediate, atoms, names)];
}

function immediates(kind: Immediate, atoms: readonly string[], names: readonly string[]): number[] {
  const offset = atoms.find((part) => part.startsWith('offset='));
  const memory = [0, ...unsigned(Number(offset?.slice(7) ?? 0))];
  switch (kind) {
    case 'none':
      return [];
    case 'local':
      return unsigned(indexOf(names, atoms[0]));
    case 'number':
      return signed(Number(atoms[0]));
    case 'memory':
      return memory;
    case 'memory and lane':
      return [...memory, Number(atoms.at(-1))];
  }
}

// ---------------------------------------------------------------- text

function parse(source: string): Expression {
  const tokens = source.replace(/;;.*$/gm, '').match(/[()]|"[^"]*"|[^\s()]+/g) ?? [];
  let at = 0;
  const next = (): Expression => {
    const token = tokens[at++];
    if (token === undefined) throw wrong('a bracket is missing');
    if (token !== '(') return token;
    const list: Expression[] = [];
    while (tokens[at] !== ')') list.push(next());
    at++;
    return list;
  };
  return next();
}

function listOf(expression: Expression): readonly Expression[] {
  if (typeof expression === 'string') throw wrong(`${expression} stands alone`);
  return expression;
}

function atom(expression: Expression | undefined): string {
  if (typeof expression !== 'string') throw wrong('a name is missing');
  return expression;
}

function typeOf(expression: Expression | undefined): number {
  const type = TYPES[atom(expression)];
  if (type === undefined) throw wrong(`the type ${expression}`);
  return type;
}

function indexOf(names: readonly string[], name: Expression | undefined): number {
  const index = names.indexOf(atom(name));
  if (index < 0) throw wrong(`the name ${name}`);
  return index;
}

function wrong(what: string): Failure {
  return new Failure('internal', { detail: `WebAssembly text: ${what}` });
}

// ---------------------------------------------------------------- bytes

function section(id: number, bytes: readonly number[]): number[] {
  return [id, ...unsigned(bytes.length), ...bytes];
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function text(quoted: Expression | undefined): number[] {
  const bytes = Buffer.from(atom(quoted).slice(1, -1));
  return [...unsigned(bytes.length), ...bytes];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const low = value & 127;
  const rest = value >> 7;
  const isLast = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
  return isLast ? [low] : [low | 128, ...signed(rest)];
}
