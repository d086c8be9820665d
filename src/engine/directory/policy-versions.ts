/** What records of the directory said before: documents that are replaced, or go, are kept, because decisions of the log name them. */
import { findFirstMissing } from '../../base/find-first-missing.ts';
import type { PolicyRef } from '../../model/decision.ts';
import { DOCUMENT_WORDS, policyVersionId } from '../../model/policy-name.ts';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { STORES, type Change, type Records, type StoreName } from '../../model/records.ts';

/** The documents of a record, under the words that decisions have for them. */
type Documents = Readonly<Record<string, readonly PolicyDocument[]>>;

const one = (document: PolicyDocument | undefined): readonly PolicyDocument[] =>
  document === undefined ? [] : [document];

/** The stores whose records have documents, and where in a record each kind stands. */
const HELD = {
  principals: { policy: ({ policies }) => policies, boundary: ({ boundary }) => one(boundary) },
  groups: { policy: ({ policies }) => policies },
  sessions: { 'session policy': ({ policy }) => one(policy) },
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

/** A principal and a session may have one ARN: the store is in the name. */
const keptId = (store: Holder, whose: string, version: number): string => `${store} ${policyVersionId(whose, version)}`;

/** What this room reads by: a reader of a call, or the database itself. */
interface Lookup {
  get<S extends StoreName>(store: S, key: string): Promise<Records[S] | undefined>;
}

/** The version of what is made: after all that were kept under its name, when it was there before. */
function firstFree(lookup: Lookup, store: Holder, whose: string): Promise<number> {
  return findFirstMissing(
    async (version) => (await lookup.get('policyVersions', keptId(store, whose, version))) !== undefined,
  );
}

/** `changes`, with the documents that they replace or remove kept besides, and the records under the version that follows. */
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

/** Where documents of a kind are; key policies are in no record of the directory. */
function holderOf({ kind, owner }: PolicyRef): Holder | undefined {
  if (kind === 'identity-policy') return owner.includes(':group/') ? 'groups' : 'principals';
  return HOLDERS[kind];
}

const HOLDERS: Readonly<Partial<Record<PolicyRef['kind'], Holder>>> = {
  boundary: 'principals',
  'session-policy': 'sessions',
  scp: 'accounts',
  rcp: 'accounts',
  'endpoint-policy': 'endpoints',
};

/** The document that a decision refers to, as it was then; undefined when there is none. */
export async function documentAt(lookup: Lookup, ref: PolicyRef): Promise<PolicyDocument | undefined> {
  const { kind, owner, version, index } = ref;
  const store = holderOf(ref);
  if (store === undefined) return undefined;
  const record = await lookup.get(store, owner);
  const word = DOCUMENT_WORDS[kind];
  if (record !== undefined && (record.version ?? 0) === version) return documentsOf(store, record)[word]?.[index];
  const kept = await lookup.get('policyVersions', keptId(store, owner, version));
  return kept && (JSON.parse(kept.text) as Documents)[word]?.[index];
}

/** A record as the sandbox shows it: what its version is for, decisions alone know. */
export function formatPolicyVersion<R extends { readonly version?: number }>(record: R): Omit<R, 'version'> {
  const { version: _version, ...rest } = record;
  return rest;
}
