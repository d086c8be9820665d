/** Finds the problems of a document that can be found without a sandbox: its size, its form and its names. */
import { Validator, type Schema } from '@cfworker/json-schema';
import { isRegionName } from '../model/regions.ts';
import {
  SEED_LISTS,
  type SeedDocument,
  type SeedKey,
  type SeedList,
  type SeedProblem,
} from '../model/seed-document.ts';
import schema from '../model/seed-schema.json';
import { mapTexts, regionsOf, replaceReferences, type SeedPath } from './names.ts';
import { holdsPolicies } from './resolve-policies.ts';

/** Greater than the depth of any valid policy inside a document. */
const MAX_DEPTH = 24;
/** Maximum number of values in a document. */
const MAX_VALUES = 1_000_000;
/** Maximum length of one text: the size of a key policy. */
const MAX_TEXT_LENGTH = 32_768;
/** Maximum number of characters of all texts. */
const MAX_TOTAL_LENGTH = 64 * 1024 * 1024;
/** Problems that are reported; a document can have more. */
const MAX_PROBLEMS = 100;

/** Members that change the prototype of an object in careless code. No valid document has them. */
const FORBIDDEN_MEMBERS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const validator = new Validator(schema as unknown as Schema, '2020-12', false);

const notValid = (path: SeedPath, message: string): SeedProblem => ({ path, reason: 'not-valid', message });
const tooLarge = (path: SeedPath, message: string): SeedProblem => ({ path, reason: 'too-large', message });

/**
 * Finds the first value that JSON cannot have, or that is too large or too deep. Its work is bounded: a cycle ends at
 * the maximum depth.
 */
function findSizeProblem(document: unknown): SeedProblem | undefined {
  let values = 0;
  let length = 0;
  const visit = (value: unknown, path: SeedPath): SeedProblem | undefined => {
    if (++values > MAX_VALUES) return tooLarge([], `The document has more than ${MAX_VALUES} values.`);
    if (path.length > MAX_DEPTH) return tooLarge(path, `The document is nested more than ${MAX_DEPTH} levels deep.`);
    if (typeof value === 'string') {
      length += value.length;
      if (value.length > MAX_TEXT_LENGTH)
        return tooLarge(path, `The text has ${value.length} characters. The maximum is ${MAX_TEXT_LENGTH}.`);
      return length > MAX_TOTAL_LENGTH
        ? tooLarge([], `The texts of the document have more than ${MAX_TOTAL_LENGTH} characters.`)
        : undefined;
    }
    if (value === null || typeof value === 'boolean') return undefined;
    if (typeof value === 'number')
      return Number.isFinite(value) ? undefined : notValid(path, 'The number is not finite.');
    if (typeof value !== 'object') return notValid(path, `A JSON document cannot contain a ${typeof value}.`);
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        const found = visit(value[index], [...path, index]);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && Object.prototype.toString.call(value) !== '[object Object]')
      return notValid(path, 'A JSON document contains only objects, arrays, texts, numbers, true, false and null.');
    for (const name of Object.keys(value)) {
      length += name.length;
      const at = [...path, name.slice(0, 256)];
      if (name.length > MAX_TEXT_LENGTH) return tooLarge(at, 'The name of the member is too long.');
      if (FORBIDDEN_MEMBERS.has(name)) return notValid(at, `A document must not have a member ${name}.`);
      const found = visit((value as Readonly<Record<string, unknown>>)[name], at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(document, []);
}

/** The place that a JSON Pointer in a fragment, such as `#/keys/0/name`, names. */
function pathOf(location: string, document: unknown): SeedPath {
  let value = document;
  return location
    .split('/')
    .slice(1)
    .map((part) => {
      const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(value) ? Number(name) : name;
      value = (value as Readonly<Record<string | number, unknown>> | undefined)?.[step];
      return step;
    });
}

/** Finds where a document differs from the schema: the innermost places, each once. */
function findFormProblems(document: unknown): readonly SeedProblem[] {
  const { valid, errors } = validator.validate(document);
  if (valid) return [];
  const found = new Map<string, SeedProblem>();
  for (const { instanceLocation, error, keyword } of errors) {
    // These keywords only say that a part is not valid; the part has an error of its own.
    if (['properties', 'items', 'additionalProperties', '$ref'].includes(keyword)) continue;
    const path = pathOf(instanceLocation, document);
    if (keyword === 'false') found.set(instanceLocation, notValid(path, 'A seed document has no such member.'));
    else if (!found.has(instanceLocation))
      found.set(instanceLocation, notValid(path, error.replace(/^Instance/, 'The value')));
  }
  return found.size > 0 ? [...found.values()] : [notValid([], 'The document is not valid.')];
}

/** What identifies an entry of each list. */
const IDENTITY: Readonly<Partial<Record<SeedList, (entry: never) => string>>> = {
  accounts: ({ id }: { id: string }) => id,
  groups: ({ arn }: { arn: string }) => arn,
  principals: ({ arn }: { arn: string }) => arn,
  endpoints: ({ id }: { id: string }) => id,
  keys: ({ name }: { name: string }) => name,
};

function findDuplicates(document: SeedDocument): readonly SeedProblem[] {
  const problems: SeedProblem[] = [];
  const note = (seen: Set<string>, name: string, path: SeedPath): void => {
    if (seen.has(name)) problems.push({ path, reason: 'duplicate', message: `${name} is in the document twice.` });
    seen.add(name);
  };
  for (const list of SEED_LISTS) {
    const identify = IDENTITY[list] as ((entry: unknown) => string) | undefined;
    const seen = new Set<string>();
    if (identify !== undefined) document[list]?.forEach((entry, index) => note(seen, identify(entry), [list, index]));
  }
  document.keys?.forEach(({ replicas = [], ...key }, index) => {
    const seen = new Set(regionsOf(key));
    replicas.forEach(({ region }, at) => note(seen, region, ['keys', index, 'replicas', at, 'region']));
  });
  return problems;
}

/** Finds names of keys, Regions and accounts that do not exist. */
function findUnknownNames(document: SeedDocument): readonly SeedProblem[] {
  const problems: SeedProblem[] = [];
  const keys = new Map((document.keys ?? []).map((key) => [key.name, key]));
  const unknown = (path: SeedPath, message: string) => problems.push({ path, reason: 'unknown-name', message });
  const checkKey = (name: string, region: string | undefined, path: SeedPath, regionPath: SeedPath = path): void => {
    const key = keys.get(name);
    if (key === undefined) unknown(path, `The document has no key ${name}.`);
    else if (region !== undefined && !regionsOf(key).includes(region))
      unknown(regionPath, `The key ${name} is not in ${region}.`);
  };
  const checkRegion = (region: string | undefined, path: SeedPath) => {
    if (region !== undefined && !isRegionName(region)) unknown(path, `${region} is not a Region.`);
  };
  document.keys?.forEach((key: SeedKey, index) => {
    checkRegion(key.region, ['keys', index, 'region']);
    key.replicas?.forEach(({ region }, at) => checkRegion(region, ['keys', index, 'replicas', at, 'region']));
  });
  for (const list of ['aliases', 'grants'] as const)
    document[list]?.forEach(({ key, region }, index) =>
      checkKey(key, region, [list, index, 'key'], [list, index, 'region']),
    );
  const { accounts, groups, principals, endpoints } = document;
  const policies = { accounts, groups, principals, endpoints, keys: document.keys };
  mapTexts(policies, (text, path) =>
    isInPolicy(path) ? replaceReferences(text, ({ name, region }) => (checkKey(name, region, path), '')) : text,
  );
  return problems;
}

/** Whether a place is inside a policy document: below `list[index].member`, or a member of a replica. */
const isInPolicy = ([, , member, , ofReplica]: SeedPath): boolean =>
  holdsPolicies(String(member)) || (member === 'replicas' && ofReplica === 'policy');

/** Finds members that contradict each other. */
function findContradictions({ keys = [] }: SeedDocument): readonly SeedProblem[] {
  return keys.flatMap((key, index) => {
    const at = ['keys', index] as const;
    const imported = key.origin === 'EXTERNAL';
    return [
      ...(key.replicas !== undefined && key.replicas.length > 0 && key.multiRegion !== true
        ? [notValid([...at, 'replicas'], 'Only a multi-Region key has replicas.')]
        : []),
      ...(imported && key.replicas !== undefined && key.replicas.length > 0
        ? [notValid([...at, 'replicas'], 'A key without key material cannot be replicated.')]
        : []),
      ...(imported && key.enabled !== undefined
        ? [notValid([...at, 'enabled'], 'A key without key material is neither enabled nor disabled.')]
        : []),
    ];
  });
}

/** Returns the problems of a document, at most 100. None: `document` is a SeedDocument whose names all exist. */
export function findDocumentProblems(document: unknown): readonly SeedProblem[] {
  const size = findSizeProblem(document);
  if (size !== undefined) return [size];
  const form = findFormProblems(document);
  if (form.length > 0) return form.slice(0, MAX_PROBLEMS);
  const valid = document as SeedDocument;
  return [...findDuplicates(valid), ...findUnknownNames(valid), ...findContradictions(valid)].slice(0, MAX_PROBLEMS);
}
