/** What was asked, in label and value, as a decision shows it: who, what, where, and which key, with how it was found. */
import { accountForPeople, parseArn } from '../../model/arn.ts';
import type { RequestContext } from '../../model/contract.ts';
import type { Decision, TraceStep } from '../../model/decision.ts';
import { resourceWords } from './decision-texts.ts';
import { callerWords } from '../page/principal-names.ts';
import { factText } from './request-facts.ts';

/** A label and its value. */
export type Fact = readonly [label: string, value: string];

/** A call, as far as it is known: of a past one what the log keeps. */
export interface Asked {
  readonly principal: string;
  readonly operation: string;
  readonly region: string;
  readonly input?: object;
  readonly requestContext?: RequestContext;
}

/** Of the actions that mean another key than the others: what it is called, and the member of the input that names it. */
const OTHER_KEYS: Readonly<Record<string, { readonly label: string; readonly member: string }>> = {
  'kms:ReEncryptFrom': { label: 'Source key', member: 'SourceKeyId' },
  'kms:ReEncryptTo': { label: 'Destination key', member: 'DestinationKeyId' },
};

/**
 * How KMS found the key at `arn` from the input. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html (KeyId, CiphertextBlob, GrantTokens)
 */
function foundBy(input: Readonly<Record<string, unknown>>, member: string, arn: string): string {
  const given = input[member] ?? input.TargetKeyId;
  const keyId = arn.slice(arn.indexOf('key/') + 4);
  if (typeof given === 'string' && given.includes(keyId)) return given.startsWith('arn:') ? 'by its ARN' : 'by its ID';
  if (typeof given === 'string' && given.includes('alias/')) return `behind ${parseArn(given)?.resource ?? given}`;
  // Of UpdateAlias: the key that the alias leads to now.
  if (typeof input.AliasName === 'string') return `behind ${input.AliasName}`;
  if (input.GrantToken !== undefined) return 'by the grant token';
  return member === 'DestinationKeyId' || given !== undefined ? '' : 'named by the ciphertext';
}

/** The keys of a decision, each with how it was found. */
export function keyFacts({ input }: Pick<Asked, 'input'>, { trace }: Pick<Decision, 'trace'>): readonly Fact[] {
  const asked = new Map(
    trace.filter(({ resource }) => resource.includes(':key/')).map((step) => [`${step.action} ${step.resource}`, step]),
  );
  return [...asked.values()].map(({ action, resource }: TraceStep): Fact => {
    const { label, member } = OTHER_KEYS[action] ?? { label: 'Key', member: 'KeyId' };
    const account = accountForPeople(parseArn(resource)?.account ?? '');
    const how = input && foundBy(input as Readonly<Record<string, unknown>>, member, resource);
    return [label, `${resourceWords(resource)} of account ${account}${how ? `, ${how}` : ''}`];
  });
}

/** The encryption contexts of an input. */
function contextFacts(input: object): readonly Fact[] {
  return Object.entries(input)
    .filter(([name, value]) => name.endsWith('EncryptionContext') && typeof value === 'object' && value !== null)
    .map(([name, value]): Fact => {
      const pairs = Object.entries(value as Readonly<Record<string, string>>).map(([key, one]) => `${key} = ${one}`);
      return [name.replace(/(?<=[a-z])E/, ' e').replace('nC', 'n c'), pairs.join(', ')];
    });
}

/** All of it. Without a decision the keys are not named: only KMS knows which they are. */
export function askedFacts(asked: Asked, decision?: Pick<Decision, 'trace'>): readonly Fact[] {
  const { principal, operation, region, input = {}, requestContext = {} } = asked;
  const account = parseArn(principal)?.account;
  const tokens = (input as { GrantTokens?: readonly string[] }).GrantTokens?.length ?? 0;
  return [
    ['Who', `${callerWords(principal)}${account ? ` in account ${accountForPeople(account)}` : ''}`],
    ['Operation', operation],
    ['Region', region],
    ...(decision ? keyFacts(asked, decision) : []),
    ...contextFacts(input),
    ...(tokens > 0 ? [['Grant tokens', String(tokens)] as const] : []),
    ...Object.entries(requestContext).map(([key, value]): Fact => [key, factText(value)]),
  ];
}
