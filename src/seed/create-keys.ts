/** Creates the keys of a document: keys, replicas, rotation, state and, last, their policies. */
import { keyArn, rootArn } from '../model/arn.ts';
import type { SeedDifference, SeedDocument, SeedKey, SeedReplica, SeedPath } from '../model/seed-document.ts';
import { regionOf, regionsOf, type NamedKey } from './key-references.ts';
import type { CallFor, SeedTarget } from './seed-target.ts';

/** What the keys are created with. */
export interface KeyCreation {
  readonly target: SeedTarget;
  readonly call: CallFor;
  readonly document: SeedDocument;
  readonly defaultAccount: string;
  /** Receives what is new. */
  readonly differences: SeedDifference[];
  readonly replicationMs: number;
}

/** The created keys, and the steps that follow once aliases and grants exist. */
export interface CreatedKeys {
  readonly named: ReadonlyMap<string, NamedKey>;
  /** Disables keys and schedules deletions. */
  finish(): Promise<void>;
  /** Stores the key policies, whose references are resolved. */
  putPolicies(keys: readonly SeedKey[]): Promise<void>;
  /** The name of each key by the ARN of its primary key. */
  names(): readonly (readonly [arn: string, name: string])[];
}

const tagsOf = (tags: SeedReplica['tags']) =>
  tags === undefined ? {} : { Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })) };

const textOf = (description: string | undefined) => (description === undefined ? {} : { Description: description });

/** The key and its replicas, each with its place in the document. Replicas first: a primary key waits for them. */
function relatedKeys(key: SeedKey, index: number): readonly { own: SeedReplica; path: SeedPath }[] {
  const replicas = (key.replicas ?? []).map((own, at) => ({ own, path: ['keys', index, 'replicas', at] }));
  return [...replicas, { own: { ...key, region: regionOf(key) }, path: ['keys', index] }];
}

/** Creates the keys of a document. Throws SeedRefusal. */
export async function createKeys(creation: KeyCreation): Promise<CreatedKeys> {
  const { call, document, defaultAccount, differences } = creation;
  const keys = document.keys ?? [];
  const named = new Map<string, NamedKey>();
  const arnOf = (name: string, region: string): string => {
    const { account, keyId } = named.get(name) as NamedKey;
    return keyArn(region, account, keyId);
  };
  const placeOf = (name: string, region: string) => ({
    region,
    caller: rootArn((named.get(name) as NamedKey).account),
  });

  for (const [index, key] of keys.entries()) {
    const region = regionOf(key);
    const account = key.account ?? defaultAccount;
    const { KeyMetadata } = await call(
      ['keys', index],
      'CreateKey',
      {
        ...(key.spec === undefined ? {} : { KeySpec: key.spec }),
        ...(key.usage === undefined ? {} : { KeyUsage: key.usage }),
        ...(key.origin === undefined ? {} : { Origin: key.origin }),
        ...(key.multiRegion === undefined ? {} : { MultiRegion: key.multiRegion }),
        ...textOf(key.description),
        ...tagsOf(key.tags),
      },
      { region, caller: rootArn(account) },
    );
    const keyId = KeyMetadata?.KeyId ?? '';
    named.set(key.name, { keyId, account, region, regions: regionsOf(key) });
    for (const own of regionsOf(key))
      differences.push(
        { kind: 'new-key', key: key.name, region: own, arn: keyArn(own, account, keyId) },
        ...(key.origin === 'EXTERNAL' ? [{ kind: 'imported-material', key: key.name, region: own } as const] : []),
      );
  }
  await replicate(creation, (name) => placeOf(name, (named.get(name) as NamedKey).region), arnOf);
  for (const [index, { name, rotationPeriodInDays, region }] of keys.entries()) {
    if (rotationPeriodInDays === undefined) continue;
    const input = { KeyId: arnOf(name, regionOf({ region })), RotationPeriodInDays: rotationPeriodInDays };
    const path = ['keys', index, 'rotationPeriodInDays'];
    await call(path, 'EnableKeyRotation', input, placeOf(name, regionOf({ region })));
    differences.push({ kind: 'rotation-period', key: name, days: rotationPeriodInDays });
  }

  return {
    named,
    names: () => keys.map(({ name, region }) => [arnOf(name, regionOf({ region })), name] as const),
    async finish() {
      for (const [index, key] of keys.entries()) {
        for (const { own, path } of relatedKeys(key, index)) {
          const KeyId = arnOf(key.name, own.region);
          const at = placeOf(key.name, own.region);
          if (own.enabled === false) await call([...path, 'enabled'], 'DisableKey', { KeyId }, at);
          if (own.deletionInDays === undefined) continue;
          const input = { KeyId, PendingWindowInDays: own.deletionInDays };
          await call([...path, 'deletionInDays'], 'ScheduleKeyDeletion', input, at);
          differences.push({ kind: 'deletion-period', key: key.name, region: own.region, days: own.deletionInDays });
        }
      }
    },
    async putPolicies(resolved) {
      for (const [index, key] of resolved.entries()) {
        for (const { own, path } of relatedKeys(key, index)) {
          if (own.policy === undefined) continue;
          const input = {
            KeyId: arnOf(key.name, own.region),
            Policy: JSON.stringify(own.policy),
            BypassPolicyLockoutSafetyCheck: true,
          };
          await call([...path, 'policy'], 'PutKeyPolicy', input, placeOf(key.name, own.region));
        }
      }
    },
  };
}

/** Creates the replicas, and passes the time until they exist. */
async function replicate(
  { call, document, target, replicationMs }: KeyCreation,
  placeOf: (name: string) => { readonly region: string; readonly caller: string },
  arnOf: (name: string, region: string) => string,
): Promise<void> {
  const keys = document.keys ?? [];
  const most = Math.max(0, ...keys.map(({ replicas = [] }) => replicas.length));
  // A primary key is Updating while a replica is created: all keys get their next replica at the same time.
  for (let at = 0; at < most; at++) {
    for (const [index, key] of keys.entries()) {
      const own = key.replicas?.[at];
      if (own === undefined) continue;
      const input = {
        KeyId: arnOf(key.name, regionOf(key)),
        ReplicaRegion: own.region,
        ...textOf(own.description),
        ...tagsOf(own.tags),
      };
      await call(['keys', index, 'replicas', at], 'ReplicateKey', input, placeOf(key.name));
    }
    await target.advanceClock(replicationMs / 1000);
  }
}
