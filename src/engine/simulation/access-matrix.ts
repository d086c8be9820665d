/**
 * The access matrix of a key: every action on it, for every principal of the directory and every session and service
 * that the key names, and credentials with documents. Uses the evaluator of real calls.
 */
import type { AccessCell, AccessCondition, AccessOpening, AccessOutcome } from '../../model/decision.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import { keyActions } from '../../model/operation-keys.ts';
import type { AccessChange } from '../../model/policy-check.ts';
import type { EndpointRecord, KeyRecord } from '../../model/records.ts';
import { evaluateResource } from '../authorization/authorize.ts';
import type { Verdict } from '../authorization/evaluate.ts';
import { wayOf, type Assumption, type OpenStatement } from '../authorization/policy/statement.ts';
import type { Request } from '../authorization/request.ts';
import { resolveCaller } from '../directory/principals.ts';
import type { CallContext, ResolvedResource } from '../pipeline/call-context.ts';
import { listMatrixPrincipals, rowName } from './matrix-principals.ts';

const COLUMNS = keyActions();

const newAssumption = (mode: Assumption['mode']): Assumption => ({
  mode,
  open: [],
  certain: new Set(),
  needed: new Set(),
});

/** The way to an allow that a statement or grant is part of. */
function wayOfOpen({ policyType, naming, grant }: OpenStatement): string {
  if (policyType === 'key-policy') return wayOf(policyType, naming);
  return policyType === 'grant' ? wayOf(policyType, grant) : policyType;
}

/**
 * The conditions that a request has to meet: those of every Deny, and of the Allows that some way to an allow needs.
 */
function conditionsOf({ open, certain, needed }: Assumption): readonly AccessCondition[] {
  return open
    .filter(
      (one) => one.effect === 'Deny' || (needed.has(wayOfOpen(one)) && !certain.has(wayOf(one.policyType, one.naming))),
    )
    .map(({ naming: _naming, ...condition }) => condition);
}

/** Outcome of a cell for every possible request: its best case, and its worst case if that differs. */
async function outcomeOf(
  decide: (assumption: Assumption) => Promise<Verdict>,
): Promise<Pick<AccessCell, 'allowed' | 'outcome' | 'conditions'>> {
  const best = newAssumption('best');
  if (!(await decide(best)).allowed) return { allowed: false, outcome: 'denied' };
  if (best.open.length === 0 || (await decide(newAssumption('worst'))).allowed)
    return { allowed: true, outcome: 'allowed' };
  const conditions = conditionsOf(best);
  // Where some way to an allow has no conditions, those of the other ways decide nothing.
  const isUndenied = (await decide(newAssumption('undenied'))).allowed;
  return {
    allowed: false,
    outcome: 'conditional',
    conditions: isUndenied ? conditions.filter(({ effect }) => effect === 'Deny') : conditions,
  };
}

/**
 * Evaluates every cell. `principal` of a role is its ARN; `operation` is the action without `kms:`.
 * @param rows names of the rows of the matrix before a change (`rowsOf`), which get a row again
 * @param endpoint restricts the matrix to requests through this VPC endpoint
 */
export async function accessMatrix(
  key: KeyRecord,
  context: Omit<CallContext, 'caller'>,
  rows?: Iterable<string>,
  endpoint?: EndpointRecord,
): Promise<AccessCell[]> {
  const cells: AccessCell[] = [];
  const principals = await listMatrixPrincipals(key, context.reader, context.now, rows);
  for (const { arn, accessKeyId, callerArn, everySession } of principals) {
    const caller = await resolveCaller(context.reader, callerArn, context.settings, accessKeyId);
    const row = { principal: arn, ...(accessKeyId === undefined ? {} : { accessKeyId }) };
    const through = endpoint === undefined ? {} : { endpoint: endpoint.id };
    for (const { operation, action, role } of COLUMNS) {
      const resource: ResolvedResource = { role, kind: 'key', action, arn: key.arn, key };
      const request: Request = {
        caller,
        operation,
        input: { KeyId: key.arn },
        region: key.region,
        now: context.now,
        requestContext: undefined,
        crossAccount: OPERATION_FACTS[operation].crossAccount === true,
        resources: [resource],
        endpoint,
        ...(everySession && { everySession }),
      };
      const asking = { request, context: { ...context, caller }, tokens: [] };
      const cell = await outcomeOf((assumption) => evaluateResource(asking, resource, action, {}, [], assumption));
      cells.push({ ...row, operation: action.replace(/^kms:/, ''), ...through, ...cell });
    }
  }
  return cells;
}

/** Returns the names of the rows. */
export const rowsOf = (cells: readonly AccessCell[]): ReadonlySet<string> =>
  new Set(cells.map(({ principal, accessKeyId }) => rowName(principal, accessKeyId)));

const nameOf = ({ principal, accessKeyId, operation, endpoint = '' }: AccessCell): string =>
  `${rowName(principal, accessKeyId)} ${operation} ${endpoint}`;

/** The members of a cell that name it. */
const partsOf = ({ principal, accessKeyId, operation, endpoint }: AccessCell) => ({
  principal,
  ...(accessKeyId === undefined ? {} : { accessKeyId }),
  operation,
  ...(endpoint === undefined ? {} : { endpoint }),
});

/** Cells by row and operation. */
export const cellsByName = (cells: readonly AccessCell[]): ReadonlyMap<string, AccessCell> =>
  new Map(cells.map((cell) => [nameOf(cell), cell]));

/** Identifies a condition by its tests: the version of its policy makes no difference. */
const conditionName = ({ policyType, effect, tests }: AccessCondition): string =>
  JSON.stringify([policyType, effect, tests]);

/** Returns those of `conditions` that `others` lacks. */
export function conditionsBeyond(
  conditions: readonly AccessCondition[],
  others: readonly AccessCondition[],
): readonly AccessCondition[] {
  const known = new Set(others.map(conditionName));
  return conditions.filter((condition) => !known.has(conditionName(condition)));
}

const conditionNames = ({ conditions = [] }: AccessCell): string =>
  JSON.stringify([...new Set(conditions.map(conditionName))].sort());

/** Whether the outcome or the conditions of a cell differ from `old`. Nearly all cells have no conditions. */
function differs(cell: AccessCell, old: AccessCell | undefined): boolean {
  if (cell.outcome !== old?.outcome) return true;
  if (cell.conditions === undefined && old.conditions === undefined) return false;
  return conditionNames(cell) !== conditionNames(old);
}

/** Returns the cells of `after` whose outcome or conditions differ from `before`. */
export function diffConditions(before: readonly AccessCell[], after: readonly AccessCell[]): readonly AccessCell[] {
  const known = cellsByName(before);
  return after.filter((cell) => differs(cell, known.get(nameOf(cell))));
}

const RANK: Readonly<Record<AccessOutcome, number>> = { denied: 0, conditional: 1, allowed: 2 };

/**
 * Returns the changed cells in which a fix allows more. A cell that stays conditional counts: its changed conditions
 * let further requests through.
 * @param narrow cells whose conditions count as lifted, too, where `after` does not require them
 */
export function openingsOf(
  before: readonly AccessCell[],
  after: readonly AccessCell[],
  narrow: readonly AccessCell[] = [],
): readonly AccessOpening[] {
  const known = cellsByName(before);
  const narrower = cellsByName(narrow);
  return diffConditions(before, after).flatMap((cell) => {
    const old = known.get(nameOf(cell));
    const outcome = old?.outcome ?? 'denied';
    if (RANK[cell.outcome] < RANK[outcome]) return [];
    const now = cell.conditions ?? [];
    const gone = conditionsBeyond(old?.conditions ?? [], now);
    const ofNarrow = conditionsBeyond(narrower.get(nameOf(cell))?.conditions ?? [], [...now, ...gone]);
    return [{ ...partsOf(cell), before: outcome, after: cell.outcome, lifted: [...gone, ...ofNarrow] }];
  });
}

/** Like `diffConditions`, with the previous outcome and conditions of each cell. */
export function changesOf(before: readonly AccessCell[], after: readonly AccessCell[]): readonly AccessChange[] {
  const known = cellsByName(before);
  return diffConditions(before, after).map((cell) => {
    const { outcome, conditions } = cell;
    const old = known.get(nameOf(cell));
    return {
      ...partsOf(cell),
      before: old?.outcome ?? 'denied',
      after: outcome,
      ...(old?.conditions && { conditionsBefore: old.conditions }),
      ...(conditions && { conditions }),
    };
  });
}
