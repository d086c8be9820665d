/**
 * Templates for common statements of key policies. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html,
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
import { TEXTS } from './policy-templates-texts.ts';

const { templates: T } = TEXTS;

/** A field of a template. `preset` is its initial value. */
export interface Blank {
  readonly name: string;
  readonly label: string;
  readonly kind: 'principal' | 'account' | 'service' | 'text' | 'days';
  readonly preset?: string;
}

/** The values of the fields, by name. */
export type Filled = Readonly<Record<string, string>>;

/** One template. */
export interface PolicyTemplate {
  readonly id: string;
  readonly name: string;
  /** What the statements do. */
  readonly says: string;
  readonly blanks: readonly Blank[];
  /** Whether the template suits a key. Without it, the template suits every key. */
  fits?(key: KeyMetadata): boolean;
  /** Adds the statements to `text`, a policy of `key`. */
  apply(text: string, filled: Filled, key: KeyMetadata): string;
}

const WHO: Blank = { name: 'who', label: TEXTS.principal, kind: 'principal' };
const symmetric = ({ KeySpec }: KeyMetadata): boolean => KeySpec === 'SYMMETRIC_DEFAULT';
const CONTEXT_ACTIONS = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'];

type Build = (filled: Filled, key: KeyMetadata) => Statement;
const adding =
  (build: Build) =>
  (text: string, filled: Filled, key: KeyMetadata): string =>
    withStatement(text, build(filled, key));

/** A statement that allows the actions that use the key. */
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

/** All templates, in the order in which they are offered. */
export const POLICY_TEMPLATES: readonly PolicyTemplate[] = [
  {
    id: 'split',
    name: T.split.name,
    says: T.split.says,
    blanks: [
      { name: 'administrator', label: T.split.administrator, kind: 'principal' },
      { name: 'user', label: T.split.user, kind: 'principal' },
    ],
    apply: (text, { administrator = '', user = '' }, key) =>
      withPrincipal(withPrincipal(text, 'administrators', administrator, key), 'users', user, key),
  },
  {
    id: 'account',
    name: T.account.name,
    says: T.account.says,
    blanks: [{ name: 'account', label: T.account.account, kind: 'account' }],
    apply: adding(({ account = '' }, key) => ({
      Sid: T.account.sid,
      Effect: 'Allow',
      Principal: { AWS: rootArn(account) },
      Action: useActions(key),
      Resource: '*',
    })),
  },
  {
    id: 'service',
    name: T.service.name,
    says: T.service.says,
    blanks: [WHO, { name: 'service', label: T.service.service, kind: 'service', preset: 's3' }],
    apply: adding(({ who = '', service = '' }, key) =>
      use(T.service.sid, who, key, {
        StringEquals: {
          'kms:ViaService': `${service}.${key.Arn?.split(':')[3] ?? ''}.amazonaws.com`,
          'kms:CallerAccount': keyAccount(key),
        },
      }),
    ),
  },
  {
    id: 'context',
    name: T.context.name,
    says: T.context.says,
    blanks: [
      WHO,
      { name: 'pair', label: T.context.pair, kind: 'text', preset: 'AppName' },
      { name: 'value', label: T.context.value, kind: 'text', preset: 'ExampleApp' },
    ],
    fits: symmetric,
    apply: adding(({ who = '', pair = '', value = '' }) => ({
      Sid: T.context.sid,
      Effect: 'Allow',
      Principal: { AWS: who },
      Action: CONTEXT_ACTIONS,
      Resource: '*',
      Condition: { StringEquals: { [`kms:EncryptionContext:${pair}`]: value } },
    })),
  },
  {
    id: 'tags',
    name: T.tags.name,
    says: T.tags.says,
    blanks: [{ name: 'tag', label: T.tags.tag, kind: 'text', preset: 'Purpose' }],
    apply: adding(({ tag = '' }, key) =>
      use(T.tags.sid, '*', key, {
        StringEquals: {
          'aws:PrincipalAccount': keyAccount(key),
          [`aws:ResourceTag/${tag}`]: `\${aws:PrincipalTag/${tag}}`,
        },
      }),
    ),
  },
  {
    id: 'alias',
    name: T.alias.name,
    says: T.alias.says,
    blanks: [WHO, { name: 'alias', label: T.alias.alias, kind: 'text', preset: 'alias/app' }],
    apply: adding(({ who = '', alias = '' }, key) =>
      use(T.alias.sid, who, key, { StringEquals: { 'kms:RequestAlias': alias } }),
    ),
  },
  {
    id: 'no-context',
    name: T.noContext.name,
    says: T.noContext.says,
    blanks: [],
    fits: symmetric,
    apply: adding(() => ({
      Sid: T.noContext.sid,
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncryptTo'],
      Resource: '*',
      Condition: { Null: { 'kms:EncryptionContextKeys': 'true' } },
    })),
  },
  {
    id: 'in-use',
    name: T.inUse.name,
    says: T.inUse.says,
    blanks: [{ name: 'days', label: T.inUse.days, kind: 'days', preset: '90' }],
    apply: adding(({ days = '' }) => ({
      Sid: T.inUse.sid,
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'],
      Resource: '*',
      Condition: { NumericLessThan: { 'kms:TrailingDaysWithoutKeyUsage': days } },
    })),
  },
  {
    id: 'resources',
    name: T.resources.name,
    says: T.resources.says,
    blanks: [WHO],
    apply: adding(({ who = '' }) => ({
      Sid: T.resources.sid,
      Effect: 'Allow',
      Principal: { AWS: who },
      Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      Resource: '*',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    })),
  },
];
