/** Changes of a key policy: the authorizer decides, under the stored policy and under the draft. */
import type { AccessChange } from '../../model/policy-check.ts';
import type { KeyListing, PreviewOptions } from '../../model/contract.ts';
import type { ServiceSandbox } from '../service-store.ts';
import type { StoppingDependent } from './blast-radius-types.ts';
import { stopping } from './decide-key-change.ts';
import type { Dependency } from './dependency.ts';
import { loadDataKeyEvents, principalsByEdk } from './log-use.ts';

/** Maximum number of calls that one preview evaluates. */
const MAX_TESTS = 200;

/** A call of a dependent that the preview evaluates. */
interface Tested {
  readonly dependency: Dependency;
  readonly principal: string;
  readonly call: NonNullable<PreviewOptions['tests']>[number];
}

/** The principals that lose an operation, with these operations. */
function callers(cells: readonly AccessChange[], key: string): readonly StoppingDependent[] {
  const lost = cells.filter(({ before, after }) => before !== 'denied' && after === 'denied');
  const rows = new Map<string, AccessChange[]>();
  for (const cell of lost) {
    const row = `${cell.principal} ${cell.accessKeyId ?? ''}`.trim();
    rows.set(row, [...(rows.get(row) ?? []), cell]);
  }
  return [...rows].map(([id, own]) => ({
    kind: 'caller',
    id,
    name: own[0]?.principal ?? id,
    key,
    when: 'now',
    reason: 'access-lost',
    operations: own.map(({ operation }) => operation).toSorted(),
  }));
}

/**
 * Calls of Decrypt that the dependents make: as their configured principal, or as those that the log has. A dependent
 * whose encrypted data keys are known by hash alone makes none.
 */
function callsOf(
  dependencies: readonly Dependency[],
  key: string,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Tested[] {
  return dependencies.flatMap((dependency): readonly Tested[] => {
    const { edks = [], context = {}, requestContext, caller, dependent } = dependency;
    const edk = edks.find((one) => one.key === key && one.blob !== undefined);
    if (edk?.blob === undefined) return [];
    const principals = caller === undefined ? [...(known.get(edk.sha) ?? [])] : [caller];
    const input = { CiphertextBlob: edk.blob, EncryptionContext: { ...context } };
    return principals.map((principal) => ({
      dependency,
      principal,
      call: {
        principal,
        operation: 'Decrypt',
        input,
        ...(dependent.region === undefined ? {} : { region: dependent.region }),
        ...(requestContext === undefined ? {} : { requestContext }),
      },
    }));
  });
}

/** The rows of a dependent: for principals that a data key in memory serves meanwhile, and for the others. */
function byPrincipals(
  dependency: Dependency,
  arn: string,
  principals: readonly string[],
): readonly StoppingDependent[] {
  const { held, heldFor, ...use } = dependency;
  const isServed = (principal: string) => held !== undefined && (heldFor?.includes(principal) ?? true);
  const [served, others] = [principals.filter(isServed), principals.filter((one) => !isServed(one))];
  const later = stopping({ ...use, ...(held && { held }) }, arn, 'access-lost');
  return [
    ...(served.length === 0 ? [] : [{ ...later, principals: served }]),
    ...(others.length === 0 ? [] : [{ ...stopping(use, arn, 'access-lost'), principals: others }]),
  ];
}

/** Decides what stops when a key policy is replaced. Stores nothing. */
export async function policyChange(
  strongroom: ServiceSandbox,
  dependencies: readonly Dependency[],
  usable: ReadonlySet<string>,
  { arn }: KeyListing,
  policy: string,
  caller: string,
): Promise<{
  readonly stops: readonly StoppingDependent[];
  readonly continues: readonly { readonly dependency: Dependency; readonly key: string }[];
  readonly isRefused: boolean;
  readonly isPartial: boolean;
}> {
  const { events, isPartial } = await loadDataKeyEvents(strongroom, arn);
  const tested = callsOf(dependencies, arn, principalsByEdk(events));
  const tests = tested.slice(0, MAX_TESTS);
  const preview = await strongroom.sandbox.previewPolicy(arn, policy, { caller, tests: tests.map(({ call }) => call) });
  const isRefused = preview.locksOut || preview.findings.some(({ severity }) => severity === 'error');
  const parts = { isRefused, isPartial: isPartial || tests.length < tested.length };
  if (isRefused) return { stops: [], continues: [], ...parts };

  const lost = new Map<Dependency, string[]>();
  for (const [at, { dependency, principal }] of tests.entries()) {
    const { before, after } = preview.tests[at] ?? {};
    const isLost = before && 'allowed' in before && before.allowed && !(after && 'allowed' in after && after.allowed);
    if (isLost) lost.set(dependency, [...(lost.get(dependency) ?? []), principal]);
  }
  const stops: StoppingDependent[] = [];
  const continues: { readonly dependency: Dependency; readonly key: string }[] = [];
  for (const [dependency, principals] of lost) {
    const other = dependency.keys.find((key) => key !== arn && usable.has(key));
    if (other !== undefined) continues.push({ dependency, key: other });
    else if (dependency.held !== undefined || usable.has(arn)) stops.push(...byPrincipals(dependency, arn, principals));
  }
  return { stops: [...callers(preview.cells, arn), ...stops], continues, ...parts };
}
