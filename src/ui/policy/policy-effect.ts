/** What storing a key policy would change for each principal. */
import type { AccessOutcome } from '../../model/decision.ts';
import type { AccessChange } from '../../model/policy-check.ts';

/** What becomes of a principal's right to an operation. *Held*: it depends on conditions that a request meets or not. */
export type EffectKind = 'gains' | 'gains-held' | 'keeps-held' | 'loses' | 'loses-held';

/** What would change for one principal. */
export interface Effect {
  readonly principal: string;
  readonly changes: readonly { readonly kind: EffectKind; readonly operations: readonly string[] }[];
}

/** By the outcome before and after. */
const KINDS: Readonly<Record<AccessOutcome, Readonly<Partial<Record<AccessOutcome, EffectKind>>>>> = {
  allowed: { conditional: 'keeps-held', denied: 'loses' },
  conditional: { allowed: 'gains', denied: 'loses-held' },
  denied: { allowed: 'gains', conditional: 'gains-held' },
};
const ORDER: readonly EffectKind[] = ['gains', 'gains-held', 'keeps-held', 'loses', 'loses-held'];

/** The changes by principal. */
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
