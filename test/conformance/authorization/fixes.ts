/** Applies what `simulate` proposes to a denied call, as its reader would. */
import { expect } from 'chai';
import type { AccessCell, Fix, FixChange } from '../../../src/model/decision.ts';
import fixedNames from './names.json';
import type { Judged } from './judge.ts';
import type { CaseWorld } from './worlds.ts';

/** What a fixed call may still fail with: nothing of it is authorization. */
const MAY_STILL_FAIL = new Set([
  'DisabledException',
  'DryRunOperationException',
  'InvalidCiphertextException',
  'InvalidKeyUsageException',
  'KMSInvalidStateException',
  'MalformedPolicyDocumentException',
  'UnsupportedOperationException',
]);

async function apply(world: CaseWorld, change: FixChange): Promise<void> {
  const { sandbox } = world;
  switch (change.kind) {
    case 'put-key-policy': {
      const [, , , region = '', account] = change.keyArn.split(':');
      const caller = account === fixedNames.A ? fixedNames['keeper A'] : fixedNames['keeper B'];
      const input = { KeyId: change.keyArn, Policy: change.policy, BypassPolicyLockoutSafetyCheck: true };
      await world.ok({ caller, operation: 'PutKeyPolicy', region, input });
      return;
    }
    case 'put-principal': {
      const { kind: _kind, ...principal } = change;
      await sandbox.principals.put(principal);
      return;
    }
    case 'put-account': {
      const { kind: _kind, ...account } = change;
      await sandbox.accounts.put(account);
      return;
    }
    case 'put-group':
      await sandbox.groups.put({ arn: change.arn, policies: change.policies });
      return;
    case 'put-endpoint': {
      const endpoint = (await sandbox.endpoints.list()).find(({ id }) => id === change.id);
      if (endpoint === undefined) throw new Error(`There is no endpoint ${change.id}.`);
      await sandbox.endpoints.put({ ...endpoint, policy: change.policy });
      return;
    }
    case 'create-grant': {
      const [, , , region = ''] = change.keyArn.split(':');
      const { GranteePrincipal, Operations, Constraints } = change.grant;
      const grant = { GranteePrincipal, Operations: [...Operations], ...(Constraints && { Constraints }) };
      const input = { KeyId: change.keyArn, ...grant };
      await world.ok({ caller: change.callers[0] ?? '', operation: 'CreateGrant', region, input });
    }
  }
}

const cell = ({ principal, operation }: AccessCell): string => `${principal} ${operation}`;

/** A cell with its outcome and the tests of its conditions. */
const cellText = ({ conditions = [], ...each }: AccessCell): string => {
  const tests = new Set(conditions.map(({ policyType, effect, tests }) => JSON.stringify([policyType, effect, tests])));
  return `${cell(each)} ${each.outcome} ${[...tests].sort().join()}`;
};
const sorted = (cells: readonly AccessCell[]): string[] => cells.map(cellText).sort();

/**
 * The key whose matrix a fix speaks of: that of the denied resource, or for an alias that of the case; none where the
 * call has no resource.
 */
function fixedKey({ scene, simulation }: Judged): string | undefined {
  const denied = 'decision' in simulation ? simulation.decision.trace.at(-1)?.resource : undefined;
  if (denied === '*' || denied?.endsWith(':key/*')) return undefined;
  return denied?.includes(':key/') ? denied : scene.names.get('key');
}

/** Throws unless the call of a scene passes authorization. */
async function judgeAllowed({ scene: { world, asked } }: Judged, fix: Fix): Promise<void> {
  const { error } = await world.call(asked);
  if (error !== undefined && !MAY_STILL_FAIL.has(error.name))
    throw new Error(`After "${fix.says}": ${error.name}: ${error.message ?? ''}`);
}

/** Throws unless the call would pass with the request that a fix proposes. It is not made: it may change the policy. */
async function judgeRequest({ scene: { world, asked } }: Judged, fix: Fix): Promise<void> {
  const { caller, ...call } = asked;
  const input = { ...call.input, ...fix.input };
  const { allowed } = await world.sandbox.simulate({ ...call, principal: caller, input: input as never });
  expect(allowed, fix.says).to.equal(true);
}

/**
 * Simulates the call with each request that `fixes` propose, applies the first change of policies, and makes the call.
 * Throws unless they are allowed, and the matrix has changed in exactly the cells that the fix announced.
 */
export async function judgeFixes(judged: Judged, fixes: readonly Fix[]): Promise<void> {
  const { world } = judged.scene;
  for (const fix of fixes) if (fix.kind === 'request') await judgeRequest(judged, fix);
  const fix = fixes.find(({ kind }) => kind !== 'request');
  if (fix === undefined) return;
  const key = fixedKey(judged);
  const cells = async (): Promise<readonly AccessCell[]> => (key === undefined ? [] : world.sandbox.accessMatrix(key));
  const before = await cells();
  for (const change of fix.changes) await apply(world, change);
  const after = await cells();
  const known = new Map(before.map((each) => [cell(each), cellText(each)]));
  // A service has a row only from when the key names it.
  const textBefore = (each: AccessCell): string =>
    known.get(cell(each)) ?? cellText({ ...each, outcome: 'denied', conditions: [] });
  const changed = after.filter((each) => textBefore(each) !== cellText(each));
  // The matrix of a fix has a row for the caller too, which the matrix of the key has only for some sessions.
  const rows = new Set([...before, ...after].map(({ principal }) => principal));
  // Cells of requests through an endpoint are in no matrix of a key: the property of fixes makes such requests.
  const announced = fix.alters.filter(({ principal, endpoint }) => endpoint === undefined && rows.has(principal));
  expect(sorted(changed), `cells changed by: ${fix.says}`).to.deep.equal(sorted(announced));
  await judgeAllowed(judged, fix);
}
