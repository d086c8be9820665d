/**
 * AWS managed keys: `alias/aws/<service>`, created when the service first uses one for the account, or when a caller
 * describes it. The account can view them and use them through the service; their policy allows no change. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
 */
import { createUuid } from '../../base/uuid.ts';
import { aliasArn, keyArn, parseArn, rootArn } from '../../model/arn.ts';
import { managedService, MANAGED_SERVICES, viaServiceName } from '../../model/aws-managed.ts';
import type { Call } from '../../model/contract.ts';
import type { AliasRecord, KeyRecord } from '../../model/records.ts';
import type { PendingCommit } from '../transaction/group-commit.ts';
import { custodianOf, membersOfMaterial } from '../custody/custodian-of.ts';
import type { CallContext } from '../pipeline/call-context.ts';
import type { Reader } from '../transaction/reader.ts';
import { withDueTime } from './key-changes.ts';
import { formatPolicy } from '../policies/format-policy.ts';

/** Once a year. It cannot be changed. */
const PERIOD_DAYS = 365;
const DAY = 86_400_000;

/** Actions that a service needs, as in published policies of AWS managed keys (`auto-ebs-2`). */
const USE = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:CreateGrant',
  'kms:DescribeKey',
];
const LOOK = ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'];

function policyOf(service: string, account: string, region: string): string {
  const through = { StringEquals: { 'kms:ViaService': viaServiceName(service, region), 'kms:CallerAccount': account } };
  const document = {
    Version: '2012-10-17',
    Id: `auto-${service}-1`,
    Statement: [
      {
        Sid: `Allow access through ${service}`,
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: USE,
        Resource: '*',
        Condition: through,
      },
      {
        Sid: 'Allow direct access to key metadata',
        Effect: 'Allow',
        Principal: { AWS: rootArn(account) },
        Action: LOOK,
        Resource: '*',
      },
    ],
  };
  return formatPolicy(document);
}

/** Returns the predefined alias that a call names in its own account and Region. */
function namedAlias(call: Call, { caller, region }: CallContext): string | undefined {
  const name = (call.input as { readonly KeyId?: unknown } | null | undefined)?.KeyId;
  if (typeof name !== 'string' || !name.includes('alias/aws/')) return undefined;
  const arn = parseArn(name);
  if (arn === undefined) return name;
  return arn.region === region && arn.account === caller.account ? arn.resource : undefined;
}

/**
 * Returns the changes that create the AWS managed key that `call` is the first to need. Undefined if it needs none or
 * the key exists. A promise only if the call names such a key.
 */
export function createAwsManagedKeyOnFirstUse(
  call: Call,
  context: CallContext,
): Promise<PendingCommit | undefined> | undefined {
  const alias = namedAlias(call, context);
  const service = alias === undefined ? undefined : managedService(alias);
  return alias === undefined || service === undefined ? undefined : createUnlessExists(alias, service, call, context);
}

async function createUnlessExists(
  alias: string,
  service: string,
  call: Call,
  context: CallContext,
): Promise<PendingCommit | undefined> {
  const { caller, region, now, random, reader } = context;
  const isThrough = call.requestContext?.['kms:ViaService'] === viaServiceName(service, region);
  if ((!isThrough && call.operation !== 'DescribeKey') || caller.principal.kind === 'service') return undefined;
  const arn = aliasArn(region, caller.account, alias);
  if ((await reader.get('aliases', arn)) !== undefined) return undefined;
  const keyId = createUuid(random.publicBytes(16));
  const configuration = { spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', origin: 'AWS_KMS' } as const;
  const material = await custodianOf(configuration).create(
    { keyId, arn: keyArn(region, caller.account, keyId), ...configuration, custody: context.custody, createdAt: now },
    context,
  );
  const key: KeyRecord = {
    ...configuration,
    arn: keyArn(region, caller.account, keyId),
    keyId,
    account: caller.account,
    region,
    createdAt: now,
    description: `Default key that protects my ${service} resources when no other key is defined`,
    manager: 'AWS',
    ...membersOfMaterial(material),
    policy: policyOf(service, caller.account, region),
    tags: {},
    rotation: { periodInDays: PERIOD_DAYS, nextAt: now + PERIOD_DAYS * DAY },
  };
  const record: AliasRecord = {
    arn,
    name: alias,
    account: caller.account,
    region,
    targetArn: key.arn,
    createdAt: now,
    updatedAt: now,
  };
  return {
    changes: [{ store: 'keys', after: withDueTime(key) }, ...material.changes, { store: 'aliases', after: record }],
    events: [],
  };
}

/** Counts the AWS managed keys of an account in a Region: its key quota does not include them. */
export async function awsManagedKeysOf(account: string, region: string, reader: Reader): Promise<number> {
  const place = [account, region];
  // Only their aliases have this prefix, and none of them sorts before the slash.
  const aliases = await reader.page('aliases', 'place', place, MANAGED_SERVICES.length, [...place, 'alias/aws/']);
  return aliases.filter(({ name }) => managedService(name) !== undefined).length;
}
