/**
 * The summary of a request that a decision shows: caller, operation, Region, and each key with how KMS found it.
 */
import { accountForPeople, parseArn } from '../../model/arn.ts';
import type { RequestContext } from '../../model/contract.ts';
import type { Decision, Identification } from '../../model/decision.ts';
import { TEXTS } from './decision-texts.ts';
import { resourceWords } from './describe-decision.ts';
import { callerWords } from '../page/principal-names.ts';
import { factText } from './request-facts.ts';

/** A label and its value. */
export type Fact = readonly [label: string, value: string];

/** A call, as far as it is known: of a past call, what the audit log keeps. */
export interface Asked {
  readonly principal: string;
  readonly accessKeyId?: string;
  readonly operation: string;
  readonly region: string;
  readonly input?: object;
  readonly requestContext?: RequestContext;
}

/** The actions whose key has a label of its own. */
const OTHER_KEYS: Readonly<Record<string, string>> = {
  'kms:ReEncryptFrom': TEXTS.request.sourceKey,
  'kms:ReEncryptTo': TEXTS.request.destinationKey,
};

/** The part of a decision that names its keys. */
export type DecidedResources = Pick<Decision, 'trace' | 'resources'>;

/**
 * The keys of a decision, each with how KMS found it. An event of an earlier version does not record how, so nothing is
 * said about it.
 */
export function keyFacts({ trace, resources = [] }: DecidedResources): readonly Fact[] {
  const named = [...resources, ...trace].filter(({ resource }) => resource.includes(':key/'));
  const known = new Map<string, Identification | undefined>();
  for (const one of named) {
    const name = `${one.action} ${one.resource}`;
    if (!known.has(name)) known.set(name, 'identifiedBy' in one ? one.identifiedBy : undefined);
  }
  return [...known].map(([name, identification]): Fact => {
    const [action = '', resource = ''] = name.split(' ');
    const label = OTHER_KEYS[action] ?? TEXTS.request.key;
    const account = accountForPeople(parseArn(resource)?.account ?? '');
    const key = resourceWords(resource);
    if (identification === undefined) return [label, TEXTS.request.keyInAccount(key, account)];
    const how = TEXTS.request.identified[identification.by](identification.alias ?? '');
    return [label, TEXTS.request.identifiedKey(key, account, how)];
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
export function askedFacts(asked: Asked, decision?: DecidedResources): readonly Fact[] {
  const { principal, accessKeyId, operation, region, input = {}, requestContext = {} } = asked;
  const { request } = TEXTS;
  const caller = callerWords(principal);
  const account = parseArn(principal)?.account;
  const tokens = (input as { GrantTokens?: readonly string[] }).GrantTokens?.length ?? 0;
  return [
    [request.caller, account ? request.callerInAccount(caller, accountForPeople(account)) : caller],
    ...(accessKeyId === undefined ? [] : [[request.accessKey, accessKeyId] as const]),
    [request.operation, operation],
    [request.region, region],
    ...(decision ? keyFacts(decision) : []),
    ...contextFacts(input),
    ...(tokens > 0 ? [[request.grantTokens, String(tokens)] as const] : []),
    ...Object.entries(requestContext).map(([key, value]): Fact => [key, factText(value)]),
  ];
}
