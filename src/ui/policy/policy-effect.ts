/** Access changes by principal if a key policy were stored. */
import type { AccessCondition, AccessOutcome } from '../../model/decision.ts';
import { rowId } from '../decision/access-matrix.ts';
import type { AccessChange } from '../../model/policy-check.ts';

/** How the access of a principal to an operation changes. *Conditional*: allowed only if conditions match. */
export type EffectKind =
  'gains' | 'gains-conditional' | 'keeps-conditional' | 'other-conditions' | 'loses' | 'loses-conditional';

/** The conditions of operations that stay conditional, before and after. */
export interface ConditionChange {
  readonly operations: readonly string[];
  readonly before: readonly AccessCondition[];
  readonly after: readonly AccessCondition[];
}

/** The access changes of one principal, or of one set of its credentials from AWS STS. */
export interface Effect {
  readonly principal: string;
  readonly accessKeyId?: string;
  readonly changes: readonly {
    readonly kind: EffectKind;
    readonly operations: readonly string[];
    /** Only for `other-conditions`. */
    readonly conditions?: readonly ConditionChange[];
  }[];
}

/** The kind of change by the outcome before and after. */
const KINDS: Readonly<Record<AccessOutcome, Readonly<Partial<Record<AccessOutcome, EffectKind>>>>> = {
  allowed: { conditional: 'keeps-conditional', denied: 'loses' },
  conditional: { allowed: 'gains', conditional: 'other-conditions', denied: 'loses-conditional' },
  denied: { allowed: 'gains', conditional: 'gains-conditional' },
};
const ORDER: readonly EffectKind[] = [
  'gains',
  'gains-conditional',
  'keeps-conditional',
  'other-conditions',
  'loses',
  'loses-conditional',
];

const testsOf = (conditions: readonly AccessCondition[] = []): string =>
  JSON.stringify(conditions.map(({ policyType, effect, tests }) => [policyType, effect, tests]));

/** Operations whose conditions change alike, together. */
function conditionChanges(cells: readonly AccessChange[]): readonly ConditionChange[] {
  const alike = Map.groupBy(cells, (cell) => testsOf(cell.conditionsBefore) + testsOf(cell.conditions));
  return [...alike.values()].map((own) => ({
    operations: own.map(({ operation }) => operation).toSorted(),
    before: own[0]?.conditionsBefore ?? [],
    after: own[0]?.conditions ?? [],
  }));
}

/** Groups access changes by principal and kind. */
export function effectsOf(cells: readonly AccessChange[]): readonly Effect[] {
  const found = cells.flatMap((cell) => {
    const kind = KINDS[cell.before][cell.after];
    return kind === undefined ? [] : [{ ...cell, kind }];
  });
  return [...Map.groupBy(found, rowId).values()]
    .map((own): Effect => ({
      principal: own[0]?.principal ?? '',
      ...(own[0]?.accessKeyId === undefined ? {} : { accessKeyId: own[0].accessKeyId }),
      changes: ORDER.flatMap((kind) => {
        const ofKind = own.filter((one) => one.kind === kind);
        const operations = ofKind.map(({ operation }) => operation).toSorted();
        const conditions = kind === 'other-conditions' ? { conditions: conditionChanges(ofKind) } : {};
        return operations.length === 0 ? [] : [{ kind, operations, ...conditions }];
      }),
    }))
    .toSorted((one, other) => rowId(one).localeCompare(rowId(other)));
}
