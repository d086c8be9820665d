/** Writes the contents of a sandbox as a document. It reads records without key material and secrets only. */
import type { AliasRecord, GrantRecord, KeyRecord, SessionRecord } from '../model/records.ts';
import type {
  SeedAlias,
  SeedDocument,
  SeedGrant,
  SeedKey,
  SeedOmission,
  SeedPrincipal,
} from '../model/seed-document.ts';
import { exportKey } from './export-key.ts';
import type { ExportSource } from './export-source.ts';
import { nameKeys } from './name-keys.ts';
import { mapTexts, writeReferences } from './key-references.ts';

const ALL = Number.MAX_SAFE_INTEGER;

const byText =
  <T>(textOf: (item: T) => string) =>
  (one: T, other: T): number =>
    textOf(one) < textOf(other) ? -1 : textOf(one) > textOf(other) ? 1 : 0;

/** Omits members that are empty lists or objects. */
function withoutEmpty<T extends object>(entry: T): T {
  const isEmpty = (value: unknown) =>
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => !isEmpty(value))) as T;
}

async function exportPrincipals(source: ExportSource): Promise<readonly SeedPrincipal[]> {
  const principals = await source.principals();
  const exported: SeedPrincipal[] = [];
  const sessions: SeedPrincipal[] = [];
  for (const { arn, kind, policies, tags, boundary, groups, trustPolicy, maxSessionDuration } of principals) {
    const entry = withoutEmpty({ arn, tags, policies, boundary, groups, trustPolicy, maxSessionDuration });
    const own = await source.database.page('sessions', 'principal', [arn], ALL);
    const ofSession = ({ policy, tags: sessionTags }: SessionRecord) =>
      withoutEmpty({ sessionPolicy: policy, sessionTags });
    if (kind === 'federated') exported.push({ ...entry, ...own.map(ofSession)[0] } as SeedPrincipal);
    else {
      // Every account has its root user.
      if (kind !== 'root' || Object.keys(entry).length > 1) exported.push(entry as SeedPrincipal);
      sessions.push(...own.map((session) => ({ arn: session.arn, ...ofSession(session) }) as SeedPrincipal));
    }
  }
  // Sessions after the roles that they belong to.
  return [...exported, ...sessions.sort(byText(({ arn }) => arn))];
}

function exportAlias(
  { name, region, targetArn }: AliasRecord,
  nameOf: (keyId: string) => { name: string; region: string } | undefined,
): SeedAlias | undefined {
  const key = nameOf(targetArn.replace(/^.*\//, ''));
  return key && { name, key: key.name, ...(region === key.region ? {} : { region }) };
}

/** A grant, with its place in the order of the document. */
function exportGrant(grant: GrantRecord, key: { readonly name: string; readonly region: string }): SeedGrant {
  const { grantee, retiring, operations, constraints, name, region } = grant;
  return {
    key: key.name,
    ...(region === key.region ? {} : { region }),
    grantee,
    operations: operations as SeedGrant['operations'],
    ...(retiring === undefined ? {} : { retiring }),
    ...(constraints === undefined ? {} : { constraints }),
    ...(name === undefined ? {} : { name }),
  };
}

/** Writes the contents of a sandbox. The document is JSON: a copy that shares nothing with the sandbox. */
export async function exportDocument(source: ExportSource): Promise<SeedDocument> {
  const { database } = source;
  const omitted: SeedOmission[] = [];
  const records: KeyRecord[] = [];
  for (const key of await database.page('keys', 'place', [], ALL)) {
    if (key.ownedBy !== undefined) continue;
    if (key.manager === 'AWS') omitted.push({ kind: 'aws-managed-key', arn: key.arn });
    else if (key.origin === 'AWS_CLOUDHSM' || key.origin === 'EXTERNAL_KEY_STORE')
      omitted.push({ kind: 'key-store-key', arn: key.arn });
    else records.push(key);
  }
  const aliases = await database.page('aliases', 'place', [], ALL);
  const named = nameKeys(records, aliases, await source.keyNames());
  const nameOf = (keyId: string) => named.get(keyId);
  const withReferences = <T>(policy: T): T => mapTexts(policy, (text) => writeReferences(text, nameOf)) as T;
  const inEntry = <T extends object>(entry: T, members: readonly (keyof T)[]): T => ({
    ...entry,
    ...Object.fromEntries(
      members.filter((member) => entry[member] !== undefined).map((m) => [m, withReferences(entry[m])]),
    ),
  });

  const settings = await source.settings();
  const { now, paused } = await source.clock();
  const keys: SeedKey[] = [];
  const grants: SeedGrant[] = [];
  const carried = new Set<string>();
  for (const { name, region, regions, related } of named.values()) {
    const exported = await exportKey(name, related, now, source, settings.defaultAccount);
    keys.push({
      ...inEntry(exported.key, ['policy']),
      ...(exported.key.replicas && { replicas: exported.key.replicas.map((replica) => inEntry(replica, ['policy'])) }),
    });
    omitted.push(...exported.omitted);
    for (const { arn } of related.filter((record) => regions.includes(record.region))) {
      carried.add(arn);
      for (const grant of await database.page('grants', 'key', [arn], ALL)) {
        const deleted = await source.deletedPrincipals(grant.principalIds);
        // CreateGrant rejects a key without key material.
        if (exported.key.origin === 'EXTERNAL') omitted.push({ kind: 'grant-of-imported-material', arn });
        else if (deleted.size > 0) omitted.push({ kind: 'grant-of-deleted-principal', arn });
        else grants.push(exportGrant(grant, { name, region }));
      }
    }
  }
  const document: SeedDocument = {
    version: 1,
    settings,
    // A clock that shows the real time does so after an import too.
    clock:
      paused || Math.abs(now - source.realNow()) >= 1000 ? { now: new Date(now).toISOString(), paused } : { paused },
    accounts: (await source.accounts()).map(({ id, name, organization, scps, rcps }) =>
      inEntry(
        { id, ...withoutEmpty({ name, organization }), ...withoutUndefined({ scps, rcps }) } as never,
        ['scps', 'rcps'] as never,
      ),
    ),
    groups: (await source.groups()).map(({ arn, policies }) => inEntry({ arn, policies }, ['policies'])),
    principals: (await exportPrincipals(source)).map((principal) =>
      inEntry(principal, ['policies', 'boundary', 'trustPolicy', 'sessionPolicy']),
    ),
    endpoints: (await source.endpoints()).map(({ id, vpc, policy }) =>
      inEntry({ id, vpc, ...withoutUndefined({ policy }) }, ['policy']),
    ),
    keys,
    aliases: aliases
      .filter(({ targetArn }) => carried.has(targetArn))
      .flatMap((alias) => exportAlias(alias, nameOf) ?? []),
    grants: grants.sort(byText((grant) => JSON.stringify(grant))),
    ...(omitted.length === 0 ? {} : { omitted: uniqueOmissions(omitted) }),
  };
  return JSON.parse(JSON.stringify(document)) as SeedDocument;
}

const withoutUndefined = <T extends object>(entry: T): Partial<T> =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as Partial<T>;

const uniqueOmissions = (omitted: readonly SeedOmission[]): readonly SeedOmission[] =>
  [...new Map(omitted.map((omission) => [`${omission.kind} ${omission.arn}`, omission])).values()].sort(
    byText(({ kind, arn }) => `${kind} ${arn}`),
  );
