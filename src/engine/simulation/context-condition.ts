/** The encryption context of a resource in a request, as conditions of the statements that a fix adds. */
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { AccessCondition, ConditionTest, GrantToCreate } from '../../model/decision.ts';
import type { Request } from '../authorization/request.ts';
import type { ResolvedResource } from '../pipeline/call-context.ts';

/** Names and values of an encryption context. */
export type Pairs = Readonly<Record<string, string>>;

const CONTEXT_KEY = /^kms:EncryptionContext:(.+)$/i;

/** Operations whose requests have an encryption context. */
const WITH_CONTEXT = /^(Encrypt|Decrypt|GenerateDataKey|ReEncrypt)/;

/** Input member with the encryption context for `resource`. Undefined if the request has none. */
export function contextMember({ operation }: Request, { key, role }: ResolvedResource): string | undefined {
  if (key === undefined || KEY_SPECS[key.spec].encryptionContext !== true || !WITH_CONTEXT.test(operation))
    return undefined;
  if (operation !== 'ReEncrypt') return 'EncryptionContext';
  return role === 'source' ? 'SourceEncryptionContext' : 'DestinationEncryptionContext';
}

/** The encryption context in `member` of a request. */
export const contextIn = ({ input }: Request, member: string): Pairs => (input[member] ?? {}) as Pairs;

/** Whether the value is compared as it is: without a policy variable. */
const isLiteral = (value: string): boolean => !value.includes('${');

/**
 * The context pair with which a test holds in an Allow, or does not hold in a Deny. Undefined for other tests.
 * @param effect of the statement
 */
export function pairOf(
  { operator, key, values }: ConditionTest,
  effect: AccessCondition['effect'],
): readonly [name: string, value: string] | undefined {
  const [value] = values;
  if (value === undefined || !isLiteral(value)) return undefined;
  if (/^EncryptionContext(Equals|Subset)$/.test(operator)) return [key, value];
  const name = CONTEXT_KEY.exec(key)?.[1];
  const wanted = effect === 'Allow' ? /^String(Equals|Like)$/i : /^StringNot(Equals|Like)(IfExists)?$/i;
  if (name === undefined || !wanted.test(operator) || (/Like/i.test(operator) && /[*?]/.test(value))) return undefined;
  return [name, value];
}

type ConditionBlock = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A `Condition` element that pins the encryption context, the constraint of a grant, and their description. */
export interface ContextCondition {
  readonly block: ConditionBlock;
  /** Omitted if the condition is that the context is empty: no constraint of a grant requires that. */
  readonly constraints?: GrantToCreate['Constraints'];
  readonly says: string;
}

const equalPairs = (pairs: readonly (readonly [string, string])[]): ConditionBlock => ({
  StringEquals: Object.fromEntries(
    // A value is compared as it is, not as a policy variable.
    pairs.map(([name, value]) => [`kms:EncryptionContext:${name}`, value.replaceAll('${', '${$}{')]),
  ),
});

/** Describes an encryption context: `tenant=eu, purpose=backup`. */
export const contextWords = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `${name}=${value}`).join(', ');

/** The pairs of the most specific statement whose conditions on the encryption context the request meets. */
function pairsMet(context: Pairs, conditions: readonly AccessCondition[]): readonly (readonly [string, string])[] {
  const met = conditions.flatMap(({ effect, tests }) => {
    if (effect !== 'Allow') return [];
    const pairs = tests.map((test) => pairOf(test, effect));
    const isMet = pairs.every((pair) => pair !== undefined && context[pair[0]] === pair[1]);
    return isMet ? [pairs.filter((pair) => pair !== undefined)] : [];
  });
  return met.toSorted((one, other) => other.length - one.length)[0] ?? [];
}

/**
 * The condition of a narrow statement: that of an existing statement or grant which the request meets, otherwise
 * exactly the encryption context of the request. Undefined if the operation has none.
 * @param conditions what the existing statements and grants for the caller require
 */
export function contextCondition(
  request: Request,
  resource: ResolvedResource,
  conditions: readonly AccessCondition[],
): ContextCondition | undefined {
  const member = contextMember(request, resource);
  if (member === undefined) return undefined;
  const context = contextIn(request, member);
  const same = pairsMet(context, conditions);
  if (same.length > 0) {
    return {
      block: equalPairs(same),
      constraints: { EncryptionContextSubset: Object.fromEntries(same) },
      says: `if the encryption context has ${contextWords(same)}`,
    };
  }
  const pairs = Object.entries(context);
  if (pairs.length === 0)
    return { block: { Null: { 'kms:EncryptionContextKeys': 'true' } }, says: 'without an encryption context' };
  return {
    block: {
      ...equalPairs(pairs),
      'ForAllValues:StringEquals': {
        'kms:EncryptionContextKeys': pairs.map(([name]) => name.replaceAll('${', '${$}{')),
      },
    },
    constraints: { EncryptionContextEquals: context },
    says: `with the encryption context ${contextWords(pairs)} only`,
  };
}
