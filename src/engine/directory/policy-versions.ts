/**
 * Previous versions of directory records: documents that are replaced or deleted are kept, because decisions in the
 * audit log refer to them.
 */
import { findFirstMissing } from '../../base/find-first-missing.ts';
import { parseArn } from '../../model/arn.ts';
import type { PolicyRef } from '../../model/decision.ts';
import { DOCUMENT_WORDS, policyVersionId } from '../../model/policy-name.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { STORES, type Change, type Records, type StoreName } from '../../model/records.ts';
import { createDefaultTrustPolicy } from './trust-policy.ts';

/** Documents of a record by the name that decisions use for them. */
type Documents = Readonly<Record<string, readonly PolicyDocument[]>>;

const one = (document: PolicyDocument | undefined): readonly PolicyDocument[] =>
  document === undefined ? [] : [document];

/** Stores whose records have documents, and the member for each kind. */
const HELD = {
  principals: {
    policy: ({ policies }) => policies,
    boundary: ({ boundary }) => one(boundary),
    'trust policy': ({ trustPolicy }) => one(trustPolicy),
  },
  groups: { policy: ({ policies }) => policies },
  sessions: { 'session policy': ({ policy }) => one(policy) },
  accessKeys: { 'session policy': ({ session }) => one(session?.policy) },
  accounts: { 'service control policy': ({ scps = [] }) => scps, 'resource control policy': ({ rcps = [] }) => rcps },
  endpoints: { '': ({ policy }) => one(policy) },
} as const satisfies {
  readonly [S in StoreName]?: Readonly<Record<string, (record: Records[S]) => readonly PolicyDocument[]>>;
};

type Holder = keyof typeof HELD;
type Held = Records[Holder];

const isHeld = (change: Change): change is Extract<Change, { store: Holder }> => Object.hasOwn(HELD, change.store);
const keyOf = (store: Holder, record: Held): string =>
  (record as unknown as Readonly<Record<string, string>>)[STORES[store].key] ?? '';

function documentsOf(store: Holder, record: Held): Documents {
  const kinds = HELD[store] as Readonly<Record<string, (record: Held) => readonly PolicyDocument[]>>;
  return Object.fromEntries(Object.entries(kinds).map(([what, read]) => [what, read(record)]));
}

/** A principal and a session may have the same ARN, so the ID includes the store. */
const keptId = (store: Holder, whose: string, version: number): string => `${store} ${policyVersionId(whose, version)}`;

/** Read interface: the reader of a call, or the database itself. */
interface Lookup {
  get<S extends StoreName>(store: S, key: string): Promise<Records[S] | undefined>;
}

/** Version of a new record: after all versions kept under its name, if it existed before. */
function firstFree(lookup: Lookup, store: Holder, whose: string): Promise<number> {
  return findFirstMissing(
    async (version) => (await lookup.get('policyVersions', keptId(store, whose, version))) !== undefined,
  );
}

/** Adds to `changes` the documents that they replace or delete, and increments the versions of the records. */
export async function withPolicyVersions(changes: readonly Change[], lookup: Lookup): Promise<readonly Change[]> {
  const all = changes.map(async (change): Promise<readonly Change[]> => {
    if (!isHeld(change)) return [change];
    const { store, before, after } = change;
    const as = (version: number): Change =>
      after === undefined || version === 0 ? change : ({ ...change, after: { ...after, version } } as Change);
    if (before === undefined)
      return after === undefined ? [] : [as(await firstFree(lookup, store, keyOf(store, after)))];
    const { version = 0 } = before;
    const documents = documentsOf(store, before);
    const text = JSON.stringify(documents);
    const stays = after !== undefined && JSON.stringify(documentsOf(store, after)) === text;
    if (stays || Object.values(documents).every(({ length }) => length === 0)) return [as(version)];
    return [
      as(version + 1),
      { store: 'policyVersions', after: { id: keptId(store, keyOf(store, before), version), text } },
    ];
  });
  return (await Promise.all(all)).flat();
}

/** Returns the store of documents of a kind. Key policies are not in a directory record. */
function holderOf({ kind, owner }: PolicyRef): Holder | undefined {
  if (kind === 'identity-policy') return owner.includes(':group/') ? 'groups' : 'principals';
  // Credentials from STS contain their session policy.
  if (kind === 'session-policy') return owner.startsWith('arn:') ? 'sessions' : 'accessKeys';
  return HOLDERS[kind];
}

const HOLDERS: Readonly<Partial<Record<PolicyRef['kind'], Holder>>> = {
  boundary: 'principals',
  'trust-policy': 'principals',
  scp: 'accounts',
  rcp: 'accounts',
  'endpoint-policy': 'endpoints',
};

async function documentsAt(
  lookup: Lookup,
  store: Holder,
  owner: string,
  version: number,
): Promise<Documents | undefined> {
  const record = await lookup.get(store, owner);
  if (record !== undefined && (record.version ?? 0) === version) return documentsOf(store, record);
  const kept = await lookup.get('policyVersions', keptId(store, owner, version));
  return kept && (JSON.parse(kept.text) as Documents);
}

/** Returns the document that a decision refers to, as it was then. Undefined if it does not exist. */
export async function documentAt(lookup: Lookup, ref: PolicyRef): Promise<PolicyDocument | undefined> {
  const { kind, owner, version, index } = ref;
  const store = holderOf(ref);
  if (store === undefined) return undefined;
  const word = DOCUMENT_WORDS[kind];
  const documents = await documentsAt(lookup, store, owner, version);
  if (documents === undefined || kind !== 'trust-policy') return documents?.[word]?.[index];
  return documents[word]?.[index] ?? createDefaultTrustPolicy(parseArn(owner)?.account ?? '');
}

/** Returns a record without its internal version. */
export function formatPolicyVersion<R extends { readonly version?: number }>(record: R): Omit<R, 'version'> {
  const { version: _version, ...rest } = record;
  return rest;
}
