/** The words that the policy editor offers at each place of a policy. */
import { rootArn } from '../../model/arn.ts';
import { CONDITION_KEYS, type ConditionKey } from '../../model/condition-keys.ts';
import { CONDITION_OPERATORS } from '../../model/condition-operators.ts';
import { keyActions, LISTED_OPERATIONS } from '../../model/operation-keys.ts';
import type { PolicyPath } from '../../model/policy-check.ts';
import { ENUMS, type EnumName } from '../../model/shapes.ts';
import { TEXTS } from './policy-text-texts.ts';

/** One word and a short description. */
export interface Offer {
  readonly word: string;
  readonly detail?: string;
}

/** The principals and accounts that the editor offers. */
export interface Nameable {
  /** ARNs of the principals of the directory. */
  readonly principals: readonly string[];
  /** Account ids. */
  readonly accounts: readonly string[];
}

const words = (...list: string[]): readonly Offer[] => list.map((word) => ({ word }));

const IN_POLICY = words('Version', 'Id', 'Statement');
const IN_STATEMENT: readonly Offer[] = [
  { word: 'Sid', detail: TEXTS.offers.Sid },
  { word: 'Effect', detail: TEXTS.offers.Effect },
  { word: 'Principal', detail: TEXTS.offers.Principal },
  { word: 'NotPrincipal', detail: TEXTS.offers.NotPrincipal },
  { word: 'Action', detail: TEXTS.offers.Action },
  { word: 'NotAction', detail: TEXTS.offers.NotAction },
  { word: 'Resource', detail: TEXTS.offers.Resource },
  { word: 'NotResource' },
  { word: 'Condition', detail: TEXTS.offers.Condition },
];

const ACTIONS: readonly Offer[] = [
  { word: 'kms:*', detail: TEXTS.offers.allActions },
  { word: 'kms:ReEncrypt*', detail: TEXTS.offers.reEncrypt },
  { word: 'kms:GenerateDataKey*', detail: TEXTS.offers.generateDataKey },
  // Includes operations that the sandbox does not support, because a policy can be meant for AWS. RetireGrant has no
  // effect in a key policy.
  ...keyActions(LISTED_OPERATIONS)
    .map(({ action }) => ({ word: action }))
    .toSorted((one, other) => (one.word < other.word ? -1 : 1)),
];

const OPERATORS: readonly Offer[] = [
  ...CONDITION_OPERATORS.map((word) => ({ word })),
  ...['ForAnyValue:', 'ForAllValues:'].flatMap((quantifier) =>
    ['StringEquals', 'StringLike', 'ArnLike'].map((name) => ({
      word: `${quantifier}${name}`,
      detail: TEXTS.offers.setOperator,
    })),
  ),
];

const KEYS: readonly Offer[] = CONDITION_KEYS.filter(({ name }) => name !== 'kms:ResourceAliases').map(
  ({ name, type, multiValued }) => ({
    word: name,
    detail: multiValued ? TEXTS.offers.multivalued(type) : type,
  }),
);

/** The condition keys whose values are those of an enumeration. */
const ENUMERATED: Readonly<Record<string, EnumName>> = {
  'kms:DataKeyPairSpec': 'DataKeyPairSpec',
  'kms:EncryptionAlgorithm': 'EncryptionAlgorithmSpec',
  'kms:GrantOperations': 'GrantOperation',
  'kms:KeyAgreementAlgorithm': 'KeyAgreementAlgorithmSpec',
  'kms:KeyOrigin': 'OriginType',
  'kms:KeySpec': 'KeySpec',
  'kms:KeyUsage': 'KeyUsageType',
  'kms:MacAlgorithm': 'MacAlgorithmSpec',
  'kms:MessageType': 'MessageType',
  'kms:SigningAlgorithm': 'SigningAlgorithmSpec',
};

const NAMES_PRINCIPAL: ReadonlySet<string> = new Set([
  'aws:PrincipalArn',
  'kms:GranteePrincipal',
  'kms:RetiringPrincipal',
]);
const NAMES_ACCOUNT: ReadonlySet<string> = new Set([
  'kms:CallerAccount',
  'aws:PrincipalAccount',
  'aws:SourceAccount',
  'aws:ResourceAccount',
]);

function valuesOf(operator: string, key: string, { principals, accounts }: Nameable): readonly Offer[] {
  const row: ConditionKey | undefined = CONDITION_KEYS.find(({ name }) => name.toLowerCase() === key.toLowerCase());
  if (row?.type === 'Bool' || operator === 'Null') return words('true', 'false');
  const listed = row && ENUMERATED[row.name];
  if (listed) return words(...ENUMS[listed]);
  if (NAMES_PRINCIPAL.has(row?.name ?? '')) return words(...principals);
  return NAMES_ACCOUNT.has(row?.name ?? '') ? words(...accounts) : [];
}

/** The names that a member of the object at `path` can have. */
export function namesAt(path: PolicyPath): readonly Offer[] {
  const [first, , element, operator] = path;
  if (path.length === 0) return IN_POLICY;
  if (first !== 'Statement') return [];
  if (element === undefined) return IN_STATEMENT;
  if (element === 'Principal' || element === 'NotPrincipal') return words('AWS', 'Service', 'Federated');
  if (element !== 'Condition') return [];
  return operator === undefined ? OPERATORS : path.length === 4 ? KEYS : [];
}

/** The values that `path` can have. The path of an item of a list ends with its index. */
export function valuesAt(path: PolicyPath, nameable: Nameable): readonly Offer[] {
  const [first, , element, under, key] = path;
  if (first === 'Version') return words('2012-10-17', '2008-10-17');
  if (first !== 'Statement') return [];
  switch (element) {
    case 'Effect':
      return words('Allow', 'Deny');
    case 'Action':
    case 'NotAction':
      return ACTIONS;
    case 'Resource':
      return [{ word: '*', detail: TEXTS.offers.thisKey }];
    case 'Principal':
    case 'NotPrincipal': {
      const everyone = { word: '*', detail: TEXTS.offers.everyone };
      if (under === undefined) return [everyone];
      if (under !== 'AWS') return [];
      return [
        ...nameable.principals.map((word) => ({ word })),
        ...nameable.accounts.map((account) => ({ word: rootArn(account), detail: TEXTS.offers.account })),
        everyone,
      ].filter((offer, index, all) => all.findIndex(({ word }) => word === offer.word) === index);
    }
    case 'Condition':
      return typeof under === 'string' && typeof key === 'string' ? valuesOf(under, key, nameable) : [];
    default:
      return [];
  }
}
