/* eslint-disable @typescript-eslint/no-deprecated -- AWS still has CustomerMasterKeySpec, and so has this service. */
/** CreateKey: creates a key of any spec and usage, with material that KMS generates, or none for Origin EXTERNAL. */
import { createUuid } from '../../base/uuid.ts';
import type { CreateKeyRequest, KeySpec } from '../../model/sdk.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { keyArn } from '../../model/arn.ts';
import { KmsError } from '../../model/errors.ts';
import type { ValidInput } from '../../model/operations.ts';
import type { KeyRecord } from '../../model/records.ts';
import { checkKeyPolicySize, validateKeyPolicy, resolvePolicyPrincipals } from '../policies/validate-key-policy.ts';
import { defaultKeyPolicy, awsOwnedKeyPolicy } from '../policies/default-policy.ts';
import { custodianOf, membersOfMaterial } from '../custody/custodian-of.ts';
import { formatBackingKeys } from '../key-stores/backing-key-data.ts';
import { checkKeyStoreMembers, findStoreOfNewKey, prepareKeyInStore } from '../key-stores/new-key.ts';
import { checkKeyQuota } from '../keys/key-quota.ts';
import { createMultiRegionKeyId } from '../keys/multi-region.ts';
import { checkSpecInRegion } from '../keys/regions.ts';
import { keyMetadata, cloudTrailKeyMetadata } from '../keys/metadata.ts';
import { withTags } from '../keys/tags.ts';
import type { Operation } from '../pipeline/operation.ts';

const specOf = (input: CreateKeyRequest): KeySpec =>
  input.KeySpec ?? (input.CustomerMasterKeySpec as KeySpec | undefined) ?? 'SYMMETRIC_DEFAULT';

/** Rejects a combination that AWS rejects. */
function checkCombination(input: ValidInput<'CreateKey'>): void {
  if (input.KeySpec !== undefined && input.CustomerMasterKeySpec !== undefined) {
    throw new KmsError(
      'ValidationException',
      'You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.',
    );
  }
  const spec = specOf(input);
  const origin = input.Origin ?? 'AWS_KMS';
  if (spec !== 'SYMMETRIC_DEFAULT' && input.KeyUsage === undefined) {
    throw new KmsError(
      'ValidationException',
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    );
  }
  const usage = input.KeyUsage ?? 'ENCRYPT_DECRYPT';
  if (!KEY_SPECS[spec].usages.includes(usage))
    throw new KmsError('ValidationException', `KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  if (!KEY_SPECS[spec].origins.includes(origin))
    throw new KmsError('ValidationException', `KeySpec ${spec} is not supported for Origin ${origin}`);
  checkKeyStoreMembers(input, origin);
}

/** The CreateKey operation. */
export const createKey: Operation<'CreateKey'> = {
  // CloudTrail logs the default values. Source: https://docs.aws.amazon.com/kms/latest/developerguide/ct-createkey.html
  logged: (input) => ({
    description: input.Description ?? '',
    keyUsage: input.KeyUsage ?? 'ENCRYPT_DECRYPT',
    origin: input.Origin ?? 'AWS_KMS',
    keySpec: specOf(input),
    customerMasterKeySpec: specOf(input),
    bypassPolicyLockoutSafetyCheck: input.BypassPolicyLockoutSafetyCheck ?? false,
    multiRegion: input.MultiRegion ?? false,
    ...(input.CustomKeyStoreId === undefined ? {} : { customKeyStoreId: input.CustomKeyStoreId }),
    ...(input.XksKeyId === undefined ? {} : { xksKeyId: input.XksKeyId }),
    tags: (input.Tags ?? []).map(({ TagKey, TagValue }) => ({ tagKey: TagKey, tagValue: TagValue })),
    ...(input.Policy === undefined ? {} : { policy: input.Policy }),
  }),
  validate: checkCombination,
  early({ input, region }) {
    checkSpecInRegion(specOf(input), region);
  },
  async check(run) {
    await findStoreOfNewKey(run.input, run);
  },
  checkQuota: (run) => checkKeyQuota(run, run.region),
  async run(run) {
    const { input, caller, region, now, random, reader, custody } = run;
    const isMultiRegion = input.MultiRegion === true;
    // Once per call: a key in a CloudHSM cluster has the ARN as its label.
    const keyId = await run.once('key ID', () =>
      Promise.resolve(isMultiRegion ? createMultiRegionKeyId(random) : createUuid(random.publicBytes(16))),
    );
    const arn = keyArn(region, caller.account, keyId);
    const tags = withTags({}, input.Tags ?? []);
    // Before the policy is parsed, as in PutKeyPolicy.
    if (input.Policy !== undefined) checkKeyPolicySize(input.Policy);
    const configuration = {
      spec: specOf(input),
      usage: input.KeyUsage ?? 'ENCRYPT_DECRYPT',
      origin: input.Origin ?? 'AWS_KMS',
    } as const;
    const isOwned = caller.principal.kind === 'service';
    const store = await findStoreOfNewKey(input, run);
    const ofStore = store && (await prepareKeyInStore(store, input, run));
    const material = await custodianOf(configuration).create(
      { keyId, arn, ...configuration, ...ofStore, custody, createdAt: now },
      run,
    );
    const key: KeyRecord = {
      arn,
      keyId,
      account: caller.account,
      region,
      createdAt: now,
      description: input.Description ?? '',
      ...configuration,
      manager: 'CUSTOMER',
      ...ofStore,
      ...membersOfMaterial(material),
      ...(isMultiRegion ? { multiRegion: { primary: region, replicas: [] } } : {}),
      ...(isOwned ? { ownedBy: caller.arn } : {}),
      policy: input.Policy ?? (isOwned ? awsOwnedKeyPolicy(caller.arn) : defaultKeyPolicy(caller.account)),
      ...(input.Policy === undefined ? {} : { principalIds: await resolvePolicyPrincipals(input.Policy, reader) }),
      tags,
    };
    if (input.Policy !== undefined)
      await validateKeyPolicy(input.Policy, key, input.BypassPolicyLockoutSafetyCheck === true, {
        request: run.request,
        context: run,
        tokens: [],
      });
    return {
      output: { KeyMetadata: keyMetadata(key, store) },
      changes: [{ store: 'keys', after: key }, ...material.changes],
      responseElements: { keyMetadata: cloudTrailKeyMetadata(key, store) },
      ...(key.backingKey === undefined
        ? {}
        : { additionalEventData: { backingKey: formatBackingKeys(key.backingKey) } }),
      createdKey: key,
    };
  },
};
