/** Checks the arguments of a sandbox method against its row. */
import { SANDBOX_METHODS, type ArgumentKind, type SandboxMethod } from '../model/sandbox-methods.ts';

const ARTICLES: Readonly<Record<ArgumentKind, string>> = {
  string: 'a string',
  'string?': 'a string',
  number: 'a number',
  boolean: 'a boolean',
  object: 'an object',
  'object?': 'an object',
  'string or object': 'a string or an object',
};

const isObject = (value: unknown): boolean => Object.prototype.toString.call(value) === '[object Object]';

function isOfKind(value: unknown, kind: ArgumentKind): boolean {
  switch (kind) {
    case 'object':
      return isObject(value);
    case 'object?':
      return value === undefined || isObject(value);
    case 'string?':
      return value === undefined || typeof value === 'string';
    case 'string or object':
      return typeof value === 'string' || isObject(value);
    default:
      return typeof value === kind;
  }
}

/**
 * Checks the number and kinds of arguments.
 * @throws {TypeError}
 */
export function checkArguments(method: SandboxMethod, args: readonly unknown[]): void {
  const { parameters, ...row } = SANDBOX_METHODS[method];
  const { path, calledBy = method }: { readonly path: string | null; readonly calledBy?: string } = row;
  for (const [index, [name, kind]] of parameters.entries()) {
    if (!isOfKind(args[index], kind))
      throw new TypeError(`sandbox.${path ?? calledBy}: ${name} must be ${ARTICLES[kind]}.`);
  }
}
