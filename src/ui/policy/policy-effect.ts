/** What storing a key policy would change for each principal: also where its statements ask for something of the request. */
import type { Sandbox } from '../../client/strongroom.ts';
import type { AccessCell } from '../../model/decision.ts';
import type { PolicyCheck } from '../../model/policy-check.ts';
import { cellName, withConditionsMet, type CellLook } from '../decision/access-matrix.ts';

/** What becomes of a principal's right to an operation. *Held*: it depends on a condition that a request meets or not. */
export type EffectKind = 'gains' | 'gains-held' | 'keeps-held' | 'loses' | 'loses-held';

/** What would change for one principal. */
export interface Effect {
  readonly principal: string;
  readonly changes: readonly { readonly kind: EffectKind; readonly operations: readonly string[] }[];
}

/** By how a cell looks before and after. */
const KINDS: Readonly<Record<CellLook, Readonly<Partial<Record<CellLook, EffectKind>>>>> = {
  yes: { depends: 'keeps-held', no: 'loses' },
  depends: { yes: 'gains', no: 'loses-held' },
  no: { yes: 'gains', depends: 'gains-held' },
};
const ORDER: readonly EffectKind[] = ['gains', 'gains-held', 'keeps-held', 'loses', 'loses-held'];

/** How each cell of a key's access matrix looks. */
export type Looks = ReadonlyMap<string, { readonly cell: AccessCell; readonly look: CellLook }>;

const allowedBy = (matrix: readonly AccessCell[], alters: readonly AccessCell[]): ReadonlyMap<string, boolean> =>
  new Map([...matrix, ...alters].map((cell) => [cellName(cell), cell.allowed]));

/**
 * The looks of `matrix` with the cells that a policy alters, `alters`, and with those that it would alter if its conditions were met, `met`; `met`
 * undefined: it has no condition.
 */
export function looksOf(
  matrix: readonly AccessCell[],
  alters: readonly AccessCell[],
  met: readonly AccessCell[] | undefined,
): Looks {
  const asked = allowedBy(matrix, alters);
  const best = met && allowedBy(matrix, met);
  return new Map(
    matrix.map((cell) => {
      const name = cellName(cell);
      return [name, { cell, look: asked.get(name) ? 'yes' : best?.get(name) ? 'depends' : 'no' }];
    }),
  );
}

/** The differences of two such looks, by principal. */
export function effectsOf(before: Looks, after: Looks): readonly Effect[] {
  const found = [...before].flatMap(([name, { cell, look }]) => {
    const kind = KINDS[look][after.get(name)?.look ?? look];
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

/** What is asked of the sandbox. */
export interface PolicyQuestion {
  readonly keyArn: string;
  /** Who would store it. */
  readonly caller: string;
}

/** The cells that `policy` would alter if its conditions were met; undefined where it has none. */
export async function altersIfMet(
  sandbox: Pick<Sandbox, 'checkPolicy'>,
  policy: string,
  { keyArn, caller }: PolicyQuestion,
): Promise<PolicyCheck['alters'] | undefined> {
  const met = withConditionsMet(policy);
  return met === undefined ? undefined : (await sandbox.checkPolicy(keyArn, met, caller)).alters;
}
