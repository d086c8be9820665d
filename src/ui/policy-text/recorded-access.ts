/**
 * Least-privilege statements from recorded calls: the conditions that hold a statement to the values of a call, and the
 * merging of statements that together allow exactly the same calls. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html (`${$}`)
 */
import { requestedAccess, type AuditEvent, type Json } from '../../model/audit.ts';
import { conditionKeyNamed } from '../../model/condition-keys.ts';

/** One line of a Condition block. */
export interface RecordedCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  /** The values are alternatives, so those of two statements can be merged. */
  readonly mergeable?: true;
}

/** What a statement allows besides its conditions. */
export interface RecordedAccess {
  /** Only statements of the same group are merged. */
  readonly group: string;
  readonly conditions: readonly RecordedCondition[];
}

type Parameters = Readonly<Record<string, Json>>;

const isPairs = (value: Json | undefined): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `text` as a policy value that means exactly this text. In `${name}` the dollar sign would start a variable. */
const literal = (text: string): string => text.replaceAll('${', '${$}{');

const equals = (key: string, value: string): RecordedCondition => ({
  operator: 'StringEquals',
  key,
  values: [literal(value)],
  mergeable: true,
});
const absent = (key: string): RecordedCondition => ({ operator: 'Null', key, values: ['true'] });
const equalsOrAbsent = (key: string, value: Json | undefined): RecordedCondition =>
  typeof value === 'string' ? equals(key, value) : absent(key);
const noOthers = (key: string, values: readonly string[]): RecordedCondition => ({
  operator: 'ForAllValues:StringEquals',
  key,
  values: values.map(literal).toSorted(),
});

/**
 * The conditions that match exactly this encryption context. Undefined if a policy cannot express it: a pair without a
 * name, or names that differ only in letter case, because names of condition keys are case-insensitive.
 */
function contextConditions(context: Json | undefined): readonly RecordedCondition[] | undefined {
  const pairs = Object.entries(isPairs(context) ? context : {}).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const names = pairs.map(([name]) => name);
  if (names.length === 0) return [absent('kms:EncryptionContextKeys')];
  if (names.includes('') || new Set(names.map((name) => name.toLowerCase())).size < names.length) return undefined;
  return [
    ...pairs.map(([name, value]) => equals(`kms:EncryptionContext:${name}`, value)),
    noOthers('kms:EncryptionContextKeys', names),
  ];
}

/** The grant constraints on the encryption context: their names in CloudTrail and in kms:GrantConstraintType. */
const CONSTRAINTS = {
  encryptionContextEquals: 'EncryptionContextEquals',
  encryptionContextSubset: 'EncryptionContextSubset',
} as const;

/** The conditions that match exactly this grant: who receives it, for what, and its constraints. */
function grantConditions(parameters: Parameters): readonly RecordedCondition[] | undefined {
  const constraints = (isPairs(parameters.constraints) ? parameters.constraints : {}) as Parameters;
  const [type, pairs] = Object.entries(CONSTRAINTS)
    .map(([name, type]) => [type, constraints[name]] as const)
    .find(([, pairs]) => pairs !== undefined) ?? [undefined, undefined];
  const context = contextConditions(pairs);
  if (context === undefined) return undefined;
  const operations = Array.isArray(parameters.operations) ? (parameters.operations as readonly string[]) : [];
  return [
    ...context,
    equalsOrAbsent('kms:GrantConstraintType', type),
    equalsOrAbsent('kms:GrantConstraintSourceArn', constraints.sourceArn),
    { operator: 'Null', key: 'kms:GrantOperations', values: ['false'] },
    noOthers('kms:GrantOperations', operations),
    equalsOrAbsent('kms:GranteePrincipal', parameters.granteePrincipal),
    equalsOrAbsent('kms:GranteeServicePrincipal', parameters.granteeServicePrincipal),
    equalsOrAbsent('kms:RetiringPrincipal', parameters.retiringPrincipal),
    equalsOrAbsent('kms:RetiringServicePrincipal', parameters.retiringServicePrincipal),
  ];
}

const hasContext = (operation: string): boolean =>
  conditionKeyNamed('kms:EncryptionContextKeys')?.row.operations?.includes(operation) === true;

/**
 * The conditions that hold `action` to what the call had: its encryption context, its grant, whether ReEncrypt stayed
 * on one key. Undefined if a policy cannot express them.
 */
export function conditionsOf(event: AuditEvent, action: string): readonly RecordedCondition[] | undefined {
  const { eventName } = event.record;
  const { requestParameters, resources } = requestedAccess(event);
  const parameters: Parameters = requestParameters ?? {};
  if (eventName === 'CreateGrant' && action === 'kms:CreateGrant') return grantConditions(parameters);
  // The record of RetireGrant has no parameters, and its requests have no context of their own.
  if (eventName === 'RetireGrant' || !hasContext(eventName)) return [];
  if (eventName !== 'ReEncrypt') return contextConditions(parameters.encryptionContext);
  const side = action === 'kms:ReEncryptFrom' ? 'sourceEncryptionContext' : 'destinationEncryptionContext';
  const context = contextConditions(parameters[side]);
  const [source, destination] = resources ?? [];
  if (context === undefined || source === undefined || destination === undefined) return undefined;
  const sameKey = String(source.ARN === destination.ARN);
  return [...context, { operator: 'Bool', key: 'kms:ReEncryptOnSameKey', values: [sameKey] }];
}

/** The condition that holds a call without a resource to its Region. */
export const regionCondition = ({ record }: AuditEvent): RecordedCondition =>
  equals('aws:RequestedRegion', record.awsRegion);

/** Identifies conditions. `without` leaves one out. */
export const conditionsId = (conditions: readonly RecordedCondition[], without?: number): string =>
  JSON.stringify(
    conditions.map(({ operator, key, values }, index) => [operator, key, index === without ? undefined : values]),
  );

/**
 * Merges accesses of one group whose conditions differ in the values of one condition. The result allows exactly what
 * the accesses allow. The conditions of each access must be in the same order.
 */
export function mergeAccesses<T extends RecordedAccess>(accesses: readonly T[]): readonly T[] {
  let merged = accesses;
  const places = Math.max(0, ...accesses.map(({ conditions }) => conditions.length));
  for (let place = 0; place < places; place += 1) {
    const alike = Map.groupBy(merged, ({ group, conditions }) => `${conditionsId(conditions, place)} ${group}`);
    merged = [...alike.values()].flatMap((list) => {
      const [first] = list;
      const condition = first?.conditions[place];
      if (first === undefined || list.length === 1 || condition?.mergeable !== true) return list;
      const values = [...new Set(list.flatMap(({ conditions }) => conditions[place]?.values ?? []))].toSorted();
      return [{ ...first, conditions: first.conditions.with(place, { ...condition, values }) }];
    });
  }
  return merged;
}

/** The Condition element, as a member to spread into a statement. */
export function conditionElement(conditions: readonly RecordedCondition[]): { readonly Condition?: object } {
  const block: Record<string, Record<string, string | readonly string[]>> = {};
  for (const { operator, key, values } of conditions) {
    const [only] = values;
    (block[operator] ??= {})[key] = only !== undefined && values.length === 1 ? only : values;
  }
  return conditions.length === 0 ? {} : { Condition: block };
}
