/** Finds the problems of a document that can be found without a sandbox: its size, its form and its names. */
import { Validator, type Schema } from '@cfworker/json-schema';
import { findSizeProblem } from '../base/document-limits.ts';
import { placesOfErrors } from '../base/schema-errors.ts';
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

/** Depth: greater than that of any valid policy inside a document. Length of a text: the size of a key policy. */
const LIMITS = { depth: 24, values: 1_000_000, textLength: 32_768, totalLength: 64 * 1024 * 1024 };
/** Problems that are reported; a document can have more. */
const MAX_PROBLEMS = 100;

const validator = new Validator(schema as unknown as Schema, '2020-12', false);

const notValid = (path: SeedPath, message: string): SeedProblem => ({ path, reason: 'not-valid', message });

/** Finds where a document differs from the schema: the innermost places, each once. */
function findFormProblems(document: unknown): readonly SeedProblem[] {
  const { valid, errors } = validator.validate(document);
  if (valid) return [];
  const found = placesOfErrors(errors, document).map(({ path, isUnknown, message }) =>
    notValid(path, isUnknown ? 'A seed document has no such member.' : message),
  );
  return found.length > 0 ? found : [notValid([], 'The document is not valid.')];
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
  const size = findSizeProblem(document, LIMITS);
  if (size !== undefined) return [size];
  const form = findFormProblems(document);
  if (form.length > 0) return form.slice(0, MAX_PROBLEMS);
  const valid = document as SeedDocument;
  return [...findDuplicates(valid), ...findUnknownNames(valid), ...findContradictions(valid)].slice(0, MAX_PROBLEMS);
}
