/**
 * The summary of a request that a decision shows: caller, operation, Region, and each key with how it was identified.
 */
import { accountForPeople, parseArn } from '../../model/arn.ts';
import type { RequestContext } from '../../model/contract.ts';
import type { Decision, TraceStep } from '../../model/decision.ts';
import { TEXTS } from './decision-texts.ts';
import { resourceWords } from './describe-decision.ts';
import { callerWords } from '../page/principal-names.ts';
import { factText } from './request-facts.ts';

/** A label and its value. */
export type Fact = readonly [label: string, value: string];

/** A call, as far as it is known: of a past call, what the audit log keeps. */
export interface Asked {
  readonly principal: string;
  readonly operation: string;
  readonly region: string;
  readonly input?: object;
  readonly requestContext?: RequestContext;
}

/** The actions whose key has a label and an input member of its own. */
const OTHER_KEYS: Readonly<Record<string, { readonly label: string; readonly member: string }>> = {
  'kms:ReEncryptFrom': { label: TEXTS.request.sourceKey, member: 'SourceKeyId' },
  'kms:ReEncryptTo': { label: TEXTS.request.destinationKey, member: 'DestinationKeyId' },
};

/**
 * How KMS came from the input to the key at `arn`. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html (KeyId, CiphertextBlob, GrantTokens)
 */
function describeLookup(input: Readonly<Record<string, unknown>>, member: string, arn: string): string {
  const { identified } = TEXTS.request;
  const given = input[member] ?? input.TargetKeyId;
  const keyId = arn.slice(arn.indexOf('key/') + 4);
  if (typeof given === 'string' && given.includes(keyId))
    return given.startsWith('arn:') ? identified.arn : identified.id;
  if (typeof given === 'string' && given.includes('alias/'))
    return identified.alias(parseArn(given)?.resource ?? given);
  // Of UpdateAlias: the current target of the alias.
  if (typeof input.AliasName === 'string') return identified.alias(input.AliasName);
  if (input.GrantToken !== undefined) return identified['grant-token'];
  return member === 'DestinationKeyId' || given !== undefined ? '' : identified.ciphertext;
}

/** The keys of a decision, each with how it was identified. */
export function keyFacts({ input }: Pick<Asked, 'input'>, { trace }: Pick<Decision, 'trace'>): readonly Fact[] {
  const asked = new Map(
    trace.filter(({ resource }) => resource.includes(':key/')).map((step) => [`${step.action} ${step.resource}`, step]),
  );
  return [...asked.values()].map(({ action, resource }: TraceStep): Fact => {
    const { label, member } = OTHER_KEYS[action] ?? { label: TEXTS.request.key, member: 'KeyId' };
    const account = accountForPeople(parseArn(resource)?.account ?? '');
    const how = input && describeLookup(input as Readonly<Record<string, unknown>>, member, resource);
    const key = resourceWords(resource);
    return [label, how ? TEXTS.request.identifiedKey(key, account, how) : TEXTS.request.keyInAccount(key, account)];
  });
}

/** The encryption contexts of an input. */
function contextFacts(input: object): readonly Fact[] {
  return Object.entries(input)
    .filter(([name, value]) => name.endsWith('EncryptionContext') && typeof value === 'object' && value !== null)
    .map(([name, value]): Fact => {
      const pairs = Object.entries(value as Readonly<Record<string, string>>).map(([key, one]) => `${key} = ${one}`);
      return [TEXTS.request.contexts[name] ?? name, pairs.join(', ')];
    });
}

/** The whole summary. Without a decision it names no key: only KMS knows which keys a call uses. */
export function askedFacts(asked: Asked, decision?: Pick<Decision, 'trace'>): readonly Fact[] {
  const { principal, operation, region, input = {}, requestContext = {} } = asked;
  const { request } = TEXTS;
  const caller = callerWords(principal);
  const account = parseArn(principal)?.account;
  const tokens = (input as { GrantTokens?: readonly string[] }).GrantTokens?.length ?? 0;
  return [
    [request.caller, account ? request.callerInAccount(caller, accountForPeople(account)) : caller],
    [request.operation, operation],
    [request.region, region],
    ...(decision ? keyFacts(asked, decision) : []),
    ...contextFacts(input),
    ...(tokens > 0 ? [[request.grantTokens, String(tokens)] as const] : []),
    ...Object.entries(requestContext).map(([key, value]): Fact => [key, factText(value)]),
  ];
}
