/**
 * Frequent statements of key policies, with placeholders. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/abac.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 */
import { rootArn } from '../../model/arn.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import {
  keyAccount,
  useActions,
  withPrincipal,
  withStatement,
  type Statement,
} from '../policy-text/console-statements.ts';

/** What is filled in. `preset` stands there until then. */
export interface Blank {
  readonly name: string;
  readonly label: string;
  readonly kind: 'principal' | 'account' | 'service' | 'text' | 'days';
  readonly preset?: string;
}

/** What was filled in, by the names of the blanks. */
export type Filled = Readonly<Record<string, string>>;

/** One template. */
export interface PolicyTemplate {
  readonly id: string;
  readonly name: string;
  /** What it is for, in a sentence or two. */
  readonly says: string;
  readonly blanks: readonly Blank[];
  /** Whether it makes sense for a key; not given: for every key. */
  fits?(key: KeyMetadata): boolean;
  /** `text`, a policy of `key`, with the statements. */
  apply(text: string, filled: Filled, key: KeyMetadata): string;
}

const WHO: Blank = { name: 'who', label: 'User or role', kind: 'principal' };
const symmetric = ({ KeySpec }: KeyMetadata): boolean => KeySpec === 'SYMMETRIC_DEFAULT';
const CONTEXT_ACTIONS = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'];

type Build = (filled: Filled, key: KeyMetadata) => Statement;
const adding =
  (build: Build) =>
  (text: string, filled: Filled, key: KeyMetadata): string =>
    withStatement(text, build(filled, key));

/** An Allow of what uses the key. */
function use(sid: string, principal: string, key: KeyMetadata, condition: Statement): Statement {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: useActions(key),
    Resource: '*',
    Condition: condition,
  };
}

/** The table. */
export const POLICY_TEMPLATES: readonly PolicyTemplate[] = [
  {
    id: 'split',
    name: 'Administrators and users apart',
    says: 'One manages the key and cannot use it, the other uses it and cannot manage it: nobody can do both alone.',
    blanks: [
      { name: 'administrator', label: 'Key administrator', kind: 'principal' },
      { name: 'user', label: 'Key user', kind: 'principal' },
    ],
    apply: (text, { administrator = '', user = '' }, key) =>
      withPrincipal(withPrincipal(text, 'administrators', administrator, key), 'users', user, key),
  },
  {
    id: 'account',
    name: 'Use from another account',
    says: 'The other account may use the key. This is one half: its own IAM policies must allow its users and roles too.',
    blanks: [{ name: 'account', label: 'Account ID', kind: 'account' }],
    apply: adding(({ account = '' }, key) => ({
      Sid: 'Use from another account',
      Effect: 'Allow',
      Principal: { AWS: rootArn(account) },
      Action: useActions(key),
      Resource: '*',
    })),
  },
  {
    id: 'service',
    name: 'Only through an AWS service',
    says: 'The key works when the service calls for them, and not when they call KMS themselves.',
    blanks: [WHO, { name: 'service', label: 'Service', kind: 'service', preset: 's3' }],
    apply: adding(({ who = '', service = '' }, key) =>
      use('Only through a service', who, key, {
        StringEquals: {
          'kms:ViaService': `${service}.${key.Arn?.split(':')[3] ?? ''}.amazonaws.com`,
          'kms:CallerAccount': keyAccount(key),
        },
      }),
    ),
  },
  {
    id: 'context',
    name: 'Only with an encryption context',
    says: 'Encrypt, Decrypt and data keys only where the call names this pair: one key for several tenants, each with its own share.',
    blanks: [
      WHO,
      { name: 'pair', label: 'Name of the pair', kind: 'text', preset: 'AppName' },
      { name: 'value', label: 'Its value', kind: 'text', preset: 'ExampleApp' },
    ],
    fits: symmetric,
    apply: adding(({ who = '', pair = '', value = '' }) => ({
      Sid: 'Only with an encryption context',
      Effect: 'Allow',
      Principal: { AWS: who },
      Action: CONTEXT_ACTIONS,
      Resource: '*',
      Condition: { StringEquals: { [`kms:EncryptionContext:${pair}`]: value } },
    })),
  },
  {
    id: 'tags',
    name: 'By tags (ABAC)',
    says: 'Whoever of the account has the same value of a tag as the key may use it. Another tag on either gives or takes access: no policy changes.',
    blanks: [{ name: 'tag', label: 'Tag', kind: 'text', preset: 'Purpose' }],
    apply: adding(({ tag = '' }, key) =>
      use('By tags', '*', key, {
        StringEquals: {
          'aws:PrincipalAccount': keyAccount(key),
          [`aws:ResourceTag/${tag}`]: `\${aws:PrincipalTag/${tag}}`,
        },
      }),
    ),
  },
  {
    id: 'alias',
    name: 'By alias (ABAC)',
    says: 'They may use the key only where they name it by this alias. Point the alias at another key, and they use that one no more.',
    blanks: [WHO, { name: 'alias', label: 'Alias', kind: 'text', preset: 'alias/app' }],
    apply: adding(({ who = '', alias = '' }, key) =>
      use('By alias', who, key, { StringEquals: { 'kms:RequestAlias': alias } }),
    ),
  },
  {
    id: 'no-context',
    name: 'Nothing without an encryption context',
    says: 'Whoever encrypts must name a context, whatever else allows them. It denies; it gives nobody access.',
    blanks: [],
    fits: symmetric,
    apply: adding(() => ({
      Sid: 'Nothing without an encryption context',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncryptTo'],
      Resource: '*',
      Condition: { Null: { 'kms:EncryptionContextKeys': 'true' } },
    })),
  },
  {
    id: 'in-use',
    name: 'No deletion of a key in use',
    says: 'Nobody may disable the key or have it deleted until nobody has used it for so many days.',
    blanks: [{ name: 'days', label: 'Days without use', kind: 'days', preset: '90' }],
    apply: adding(({ days = '' }) => ({
      Sid: 'No deletion of a key in use',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'],
      Resource: '*',
      Condition: { NumericLessThan: { 'kms:TrailingDaysWithoutKeyUsage': days } },
    })),
  },
  {
    id: 'resources',
    name: 'Grants for AWS resources only',
    says: 'They may have AWS services make grants for their resources, a volume or a database, and make none themselves.',
    blanks: [WHO],
    apply: adding(({ who = '' }) => ({
      Sid: 'Grants for AWS resources only',
      Effect: 'Allow',
      Principal: { AWS: who },
      Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      Resource: '*',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    })),
  },
];
