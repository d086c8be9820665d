/**
 * The condition keys of KMS requests: type, whether it is multivalued, and the operations whose requests have it.
 * Sources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { OPERATION_FACTS } from './operation-facts.ts';
import { takesAliases } from './operation-keys.ts';
import { OPERATION_NAMES } from './operations.ts';

/** Type of a condition key. */
export type ConditionType = 'String' | 'Bool' | 'Numeric' | 'Date' | 'Arn' | 'IpAddress';

/**
 * One condition key. A name that ends in `:`, `/` or `PCR` is a prefix, completed by a context key, a tag key or the
 * number of a PCR.
 */
export interface ConditionKey {
  readonly name: string;
  readonly type: ConditionType;
  /** True: a request can have several values, so policies need ForAllValues or ForAnyValue. */
  readonly multiValued?: true;
  /**
   * True: key policies cannot use it. Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
   * ("Policy type")
   */
  readonly iamOnly?: true;
  /**
   * Operations whose requests have it, or a group of them: those on keys, these and CreateKey, or these and those on
   * custom key stores. Omitted: every operation.
   */
  readonly operations?: readonly string[] | 'key' | 'key and CreateKey' | 'key or store';
}

/** Operations that name no key: their requests have no condition key that describes a KMS key. */
export const KEYLESS_OPERATIONS: ReadonlySet<string> = new Set(
  OPERATION_NAMES.filter((name) => OPERATION_FACTS[name].keyless),
);

/** Operations on custom key stores. */
export const KEY_STORE_OPERATIONS: ReadonlySet<string> = new Set(
  OPERATION_NAMES.filter((name) => OPERATION_FACTS[name].group === 'key-stores'),
);

const ENCRYPTING = [
  'Encrypt',
  'Decrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'ReEncrypt',
] as const;
const WITH_CONTEXT = [...ENCRYPTING, 'CreateGrant', 'RetireGrant'] as const;
const WITH_RECIPIENT = [
  'Decrypt',
  'DeriveSharedSecret',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateRandom',
] as const;

/** The condition keys, in the order of AWS's reference. */
export const CONDITION_KEYS: readonly ConditionKey[] = [
  { name: 'kms:BypassPolicyLockoutSafetyCheck', type: 'Bool', operations: ['CreateKey', 'PutKeyPolicy'] },
  { name: 'kms:CallerAccount', type: 'String', operations: 'key or store' },
  { name: 'kms:CustomerMasterKeySpec', type: 'String', operations: 'key and CreateKey' },
  { name: 'kms:CustomerMasterKeyUsage', type: 'String', operations: 'key and CreateKey' },
  {
    name: 'kms:DataKeyPairSpec',
    type: 'String',
    operations: ['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'],
  },
  { name: 'kms:EncryptionAlgorithm', type: 'String', operations: ENCRYPTING },
  { name: 'kms:EncryptionContext:', type: 'String', operations: WITH_CONTEXT },
  { name: 'kms:EncryptionContextKeys', type: 'String', multiValued: true, operations: WITH_CONTEXT },
  { name: 'kms:ExpirationModel', type: 'String', operations: ['ImportKeyMaterial'] },
  { name: 'kms:GrantConstraintSourceArn', type: 'Arn', operations: ['CreateGrant'] },
  { name: 'kms:GrantConstraintType', type: 'String', operations: ['CreateGrant', 'RetireGrant'] },
  { name: 'kms:GrantIsForAWSResource', type: 'Bool', operations: ['CreateGrant', 'ListGrants', 'RevokeGrant'] },
  { name: 'kms:GrantOperations', type: 'String', multiValued: true, operations: ['CreateGrant'] },
  { name: 'kms:GranteePrincipal', type: 'String', operations: ['CreateGrant'] },
  { name: 'kms:GranteeServicePrincipal', type: 'String', operations: ['CreateGrant'] },
  { name: 'kms:KeyAgreementAlgorithm', type: 'String', operations: ['DeriveSharedSecret'] },
  { name: 'kms:KeyOrigin', type: 'String', operations: 'key and CreateKey' },
  { name: 'kms:KeySpec', type: 'String', operations: 'key and CreateKey' },
  { name: 'kms:KeyUsage', type: 'String', operations: 'key and CreateKey' },
  { name: 'kms:MacAlgorithm', type: 'String', operations: ['GenerateMac', 'VerifyMac'] },
  { name: 'kms:MessageType', type: 'String', operations: ['Sign', 'Verify'] },
  { name: 'kms:MultiRegion', type: 'Bool', operations: 'key and CreateKey' },
  { name: 'kms:MultiRegionKeyType', type: 'String', operations: 'key and CreateKey' },
  { name: 'kms:PrimaryRegion', type: 'String', operations: ['UpdatePrimaryRegion'] },
  { name: 'kms:ReEncryptOnSameKey', type: 'Bool', operations: ['ReEncrypt'] },
  { name: 'kms:RecipientAttestation:ImageSha384', type: 'String', operations: WITH_RECIPIENT },
  { name: 'kms:RecipientAttestation:PCR', type: 'String', operations: WITH_RECIPIENT },
  { name: 'kms:RecipientAttestation:NitroTPMPCR', type: 'String', operations: WITH_RECIPIENT },
  { name: 'kms:ReplicaRegion', type: 'String', operations: ['ReplicateKey'] },
  {
    name: 'kms:RequestAlias',
    type: 'String',
    operations: OPERATION_NAMES.filter(takesAliases),
  },
  { name: 'kms:ResourceAliases', type: 'String', multiValued: true, iamOnly: true, operations: 'key' },
  { name: 'kms:RetiringPrincipal', type: 'String', operations: ['CreateGrant'] },
  { name: 'kms:RetiringServicePrincipal', type: 'String', operations: ['CreateGrant'] },
  { name: 'kms:RotationPeriodInDays', type: 'Numeric', operations: ['EnableKeyRotation'] },
  { name: 'kms:ScheduleKeyDeletionPendingWindowInDays', type: 'Numeric', operations: ['ScheduleKeyDeletion'] },
  { name: 'kms:SigningAlgorithm', type: 'String', operations: ['Sign', 'Verify'] },
  { name: 'kms:TrailingDaysWithoutKeyUsage', type: 'Numeric', operations: ['DisableKey', 'ScheduleKeyDeletion'] },
  { name: 'kms:ValidTo', type: 'Date', operations: ['ImportKeyMaterial'] },
  { name: 'kms:ViaService', type: 'String', operations: 'key and CreateKey' },
  { name: 'kms:WrappingAlgorithm', type: 'String', operations: ['GetParametersForImport'] },
  { name: 'kms:WrappingKeySpec', type: 'String', operations: ['GetParametersForImport'] },
  { name: 'aws:ResourceTag/', type: 'String', operations: 'key' },
  { name: 'aws:RequestTag/', type: 'String', operations: ['CreateKey', 'TagResource', 'ReplicateKey'] },
  {
    name: 'aws:TagKeys',
    type: 'String',
    multiValued: true,
    operations: ['CreateKey', 'TagResource', 'UntagResource', 'ReplicateKey'],
  },
  { name: 'aws:PrincipalTag/', type: 'String' },
  { name: 'aws:PrincipalArn', type: 'Arn' },
  { name: 'aws:PrincipalAccount', type: 'String' },
  { name: 'aws:PrincipalOrgID', type: 'String' },
  { name: 'aws:PrincipalOrgPaths', type: 'String', multiValued: true },
  { name: 'aws:PrincipalType', type: 'String' },
  { name: 'aws:PrincipalIsAWSService', type: 'Bool' },
  { name: 'aws:PrincipalServiceName', type: 'String' },
  { name: 'aws:PrincipalServiceNamesList', type: 'String', multiValued: true },
  { name: 'aws:userid', type: 'String' },
  { name: 'aws:username', type: 'String' },
  { name: 'aws:CalledVia', type: 'String', multiValued: true },
  { name: 'aws:CalledViaFirst', type: 'String' },
  { name: 'aws:CalledViaLast', type: 'String' },
  { name: 'aws:ViaAWSService', type: 'Bool' },
  { name: 'aws:SourceAccount', type: 'String' },
  { name: 'aws:SourceArn', type: 'Arn' },
  { name: 'aws:SourceOrgID', type: 'String' },
  { name: 'aws:SourceOrgPaths', type: 'String', multiValued: true },
  { name: 'aws:SourceIp', type: 'IpAddress' },
  { name: 'aws:SourceVpc', type: 'String' },
  { name: 'aws:SourceVpce', type: 'String' },
  { name: 'aws:VpcSourceIp', type: 'IpAddress' },
  { name: 'aws:CurrentTime', type: 'Date' },
  { name: 'aws:EpochTime', type: 'Date' },
  { name: 'aws:TokenIssueTime', type: 'Date' },
  { name: 'aws:MultiFactorAuthPresent', type: 'Bool' },
  { name: 'aws:MultiFactorAuthAge', type: 'Numeric' },
  { name: 'aws:FederatedProvider', type: 'String' },
  { name: 'aws:SourceIdentity', type: 'String' },
  { name: 'aws:RequestedRegion', type: 'String' },
  { name: 'aws:SecureTransport', type: 'Bool' },
  { name: 'aws:UserAgent', type: 'String' },
  { name: 'aws:referer', type: 'String' },
  { name: 'aws:ResourceAccount', type: 'String' },
  { name: 'aws:ResourceOrgID', type: 'String' },
  { name: 'aws:ResourceOrgPaths', type: 'String', multiValued: true },
];

/** Whether the name in the table is only a prefix of the names in policies. */
export const isOpen = ({ name }: ConditionKey): boolean => /[:/]$|PCR$/.test(name);

const CLOSED = new Map(CONDITION_KEYS.filter((row) => !isOpen(row)).map((row) => [row.name.toLowerCase(), row]));
const OPEN = CONDITION_KEYS.filter(isOpen).map((row) => ({ row, start: row.name.toLowerCase() }));

/**
 * Returns the row of `key`, in any letter case, and the suffix that completes its name, as written. Undefined if no KMS
 * request has this key.
 */
export function conditionKeyNamed(key: string): { readonly row: ConditionKey; readonly rest: string } | undefined {
  const name = key.toLowerCase();
  const row = CLOSED.get(name);
  if (row !== undefined) return { row, rest: '' };
  const found = OPEN.find(({ start }) => name.startsWith(start) && name.length > start.length);
  return found && { row: found.row, rest: key.slice(found.start.length) };
}

const MULTIVALUED = new Set(CONDITION_KEYS.filter((row) => row.multiValued).map((row) => row.name.toLowerCase()));
const IAM_ONLY = new Set(CONDITION_KEYS.filter((row) => row.iamOnly).map((row) => row.name.toLowerCase()));

/** Whether a request can have several values of `key`, in any letter case. */
export const isMultivalued = (key: string): boolean => MULTIVALUED.has(key.toLowerCase());

/** Whether only IAM policies can use `key`, in any letter case: in a key policy no request has it. */
export const isIamOnly = (key: string): boolean => IAM_ONLY.has(key.toLowerCase());
