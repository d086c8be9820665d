/** Access changes by principal if a key policy were stored. */
import type { AccessOutcome } from '../../model/decision.ts';
import type { AccessChange } from '../../model/policy-check.ts';

/** How the access of a principal to an operation changes. *Conditional*: allowed only if conditions match. */
export type EffectKind = 'gains' | 'gains-conditional' | 'keeps-conditional' | 'loses' | 'loses-conditional';

/** The access changes of one principal. */
export interface Effect {
  readonly principal: string;
  readonly changes: readonly { readonly kind: EffectKind; readonly operations: readonly string[] }[];
}

/** The kind of change by the outcome before and after. */
const KINDS: Readonly<Record<AccessOutcome, Readonly<Partial<Record<AccessOutcome, EffectKind>>>>> = {
  allowed: { conditional: 'keeps-conditional', denied: 'loses' },
  conditional: { allowed: 'gains', denied: 'loses-conditional' },
  denied: { allowed: 'gains', conditional: 'gains-conditional' },
};
const ORDER: readonly EffectKind[] = ['gains', 'gains-conditional', 'keeps-conditional', 'loses', 'loses-conditional'];

/** Groups access changes by principal and kind. */
export function effectsOf(cells: readonly AccessChange[]): readonly Effect[] {
  const found = cells.flatMap((cell) => {
    const kind = KINDS[cell.before][cell.after];
    return kind === undefined ? [] : [{ ...cell, kind }];
  });
  return [...Map.groupBy(found, ({ principal }) => principal)]
    .map(([principal, own]) => ({
      principal,
      changes: ORDER.flatMap((kind) => {
        const operations = own.filter((one) => one.kind === kind).map(({ operation }) => operation);
        return operations.length === 0 ? [] : [{ kind, operations: operations.toSorted() }];
      }),
    }))
    .toSorted((one, other) => one.principal.localeCompare(other.principal));
}
