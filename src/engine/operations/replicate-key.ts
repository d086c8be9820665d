/**
 * ReplicateKey: creates a replica of a multi-Region primary key in another Region. It shares the ID and the key
 * material, and has a policy, description, tags, aliases and grants of its own. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-replicate.html
 */
import { keyArn, partitionOf } from '../../model/arn.ts';
import type { Json } from '../../model/audit.ts';
import { KmsError } from '../../model/errors.ts';
import { SYNCHRONIZATION_MS } from '../../model/key-states.ts';
import type { ValidInput } from '../../model/operations.ts';
import type { KeyRecord } from '../../model/records.ts';
import { REGIONS } from '../../model/regions.ts';
import { checkKeyQuota } from '../keys/key-quota.ts';
import { withDueTime } from '../keys/key-changes.ts';
import { replicateMaterials } from '../keys/imported-materials.ts';
import { cloudTrailKeyMetadata, keyMetadata } from '../keys/metadata.ts';
import { checkPrimary, updateRelatedChanges, withReplica } from '../keys/multi-region.ts';
import { withTags } from '../keys/tags.ts';
import type { Operation, Run } from '../pipeline/operation.ts';
import { awsOwnedKeyPolicy, defaultKeyPolicy } from '../policies/default-policy.ts';
import { checkKeyPolicySize, resolvePolicyPrincipals, validateKeyPolicy } from '../policies/validate-key-policy.ts';

type Input = ValidInput<'ReplicateKey'>;

const loggedTags = ({ Tags = [] }: Input): { tagKey: string; tagValue: string }[] =>
  Tags.map(({ TagKey, TagValue }) => ({ tagKey: TagKey, tagValue: TagValue }));

/** Rejects Regions that cannot have a replica. AWS documents the rule, and no text. */
function checkReplicaRegion({ ReplicaRegion }: Input, { region }: KeyRecord): void {
  const problem =
    ReplicaRegion === region
      ? `The key is already in ${region}.`
      : partitionOf(ReplicaRegion) !== partitionOf(region)
        ? `${ReplicaRegion} is in another partition than ${region}.`
        : undefined;
  if (problem !== undefined) throw new KmsError('ValidationException', problem).because('replica-region');
}

async function createReplica(run: Run<'ReplicateKey'>): Promise<KeyRecord> {
  const { input, now, reader } = run;
  const primary = run.key();
  const { ReplicaRegion: region, Policy, Description = '', Tags = [] } = input;
  const { keyId, account, spec, usage, origin, manager, ownedBy, publicKey, rotation } = primary;
  const isImported = origin === 'EXTERNAL';
  const replica: KeyRecord = {
    arn: keyArn(region, account, keyId),
    keyId,
    account,
    region,
    createdAt: now,
    description: Description,
    spec,
    usage,
    origin,
    manager,
    ...(ownedBy === undefined ? {} : { ownedBy }),
    state: 'Creating',
    transition: { to: isImported ? 'PendingImport' : 'Enabled', at: now + SYNCHRONIZATION_MS },
    multiRegion: withReplica(primary.multiRegion ?? { primary: primary.region, replicas: [] }, region),
    materials: primary.materials,
    ...(primary.materialId === undefined ? {} : { materialId: primary.materialId }),
    // Imported key material is imported into each related key, and its public key comes with it.
    ...(isImported || publicKey === undefined ? {} : { publicKey }),
    policy: Policy ?? (ownedBy === undefined ? defaultKeyPolicy(account) : awsOwnedKeyPolicy(ownedBy)),
    ...(Policy === undefined ? {} : { principalIds: await resolvePolicyPrincipals(Policy, reader) }),
    tags: withTags({}, Tags),
    ...(rotation === undefined ? {} : { rotation }),
  };
  return withDueTime(replica);
}

/** The ReplicateKey operation. */
export const replicateKey: Operation<'ReplicateKey'> = {
  // Source: https://docs.aws.amazon.com/kms/latest/developerguide/ct-replicate-key.html
  logged: (input) => ({
    keyId: input.KeyId,
    replicaRegion: input.ReplicaRegion,
    bypassPolicyLockoutSafetyCheck: input.BypassPolicyLockoutSafetyCheck ?? false,
    description: input.Description ?? '',
    ...(input.Policy === undefined ? {} : { policy: input.Policy }),
    ...(input.Tags === undefined ? {} : { tags: loggedTags(input) }),
  }),
  validate({ ReplicaRegion }) {
    if (!Object.hasOwn(REGIONS, ReplicaRegion))
      throw new KmsError('ValidationException', `${ReplicaRegion} is not a Region of AWS KMS.`).because(
        'replica-region',
      );
  },
  early({ input, key }) {
    checkPrimary(key());
    checkReplicaRegion(input, key());
  },
  async check({ input, key, reader }) {
    const { account, keyId } = key();
    if ((await reader.get('keys', keyArn(input.ReplicaRegion, account, keyId))) !== undefined)
      throw new KmsError(
        'AlreadyExistsException',
        'You can create only one replica of each primary key in each AWS Region.',
      );
  },
  checkQuota: (run) => checkKeyQuota(run, run.input.ReplicaRegion),
  async run(run) {
    const { input, key, reader, request } = run;
    // Before the policy is parsed, as in CreateKey.
    if (input.Policy !== undefined) checkKeyPolicySize(input.Policy);
    const replica = await createReplica(run);
    if (input.Policy !== undefined)
      await validateKeyPolicy(input.Policy, replica, input.BypassPolicyLockoutSafetyCheck === true, {
        request,
        context: run,
        tokens: [],
      });
    const metadata = cloudTrailKeyMetadata(replica);
    const parameters: Readonly<Record<string, Json>> = {
      description: replica.description,
      keyUsage: replica.usage,
      origin: replica.origin,
      keySpec: replica.spec,
      customerMasterKeySpec: replica.spec,
      bypassPolicyLockoutSafetyCheck: input.BypassPolicyLockoutSafetyCheck ?? false,
      multiRegion: true,
      tags: loggedTags(input),
      ...(input.Policy === undefined ? {} : { policy: input.Policy }),
    };
    return {
      output: {
        ReplicaKeyMetadata: keyMetadata(replica),
        ReplicaPolicy: replica.policy,
        ReplicaTags: Object.entries(replica.tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      },
      changes: [
        ...(await updateRelatedChanges(key(), { multiRegion: replica.multiRegion }, reader)),
        { store: 'keys', after: replica },
        ...(replica.origin === 'EXTERNAL' ? await replicateMaterials(reader, key(), replica.arn) : []),
      ],
      responseElements: {
        replicaKeyMetadata: metadata,
        replicaPolicy: replica.policy,
        ...(input.Tags === undefined ? {} : { replicaTags: loggedTags(input) }),
      },
      elsewhere: [
        {
          eventName: 'CreateKey',
          key: replica,
          requestParameters: parameters,
          responseElements: { keyMetadata: metadata },
        },
      ],
    };
  },
};
