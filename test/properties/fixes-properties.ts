/**
 * What holds of every suggested fix: it allows the request, and it allows no other request that it does not announce,
 * whatever the encryption context is.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type { AccessCell, AccessCondition, ConditionTest, Fix, FixChange, FixKind } from '../../src/model/decision.ts';
import type { PolicyDocument } from '../../src/model/policy-document.ts';
import { testWorld, type TestWorld } from '../engine/world.ts';
import {
  ADMIN,
  ANN,
  BOB,
  CALLERS,
  CONTEXTS,
  ENDPOINT,
  EVE,
  OPERATIONS,
  ROLE,
  TAGGED,
  askedGrant,
  calls,
  context,
  grantConditions,
  parentGrant,
  policies,
  principalOf,
  rowOf,
  type Asked,
  type Pairs,
  type Policies,
  type Statement,
} from './fixes-arbitraries.ts';

const document = (statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [...statements, { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});
const KEEP: Statement = { Sid: 'Keep', Effect: 'Allow', Principal: { AWS: ADMIN }, Action: 'kms:*', Resource: '*' };
const keyPolicy = ({ key }: Policies): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [...key.map((one, at) => ({ Sid: `S${at}`, ...one })), KEEP] });

const endpointPolicy = (statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [...statements, { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }],
});

/** Stores the policies of `all`, for `key`. */
async function put(world: TestWorld, all: Policies, key: string): Promise<void> {
  const { directory } = world.engine;
  await world.ok('PutKeyPolicy', { KeyId: key, Policy: keyPolicy(all), BypassPolicyLockoutSafetyCheck: true });
  await directory.putPrincipal({
    arn: ANN,
    policies: [document(all.ann)],
    boundary: all.boundary === undefined ? null : document(all.boundary),
  });
  const policy = all.endpoint === undefined ? undefined : endpointPolicy(all.endpoint);
  await directory.putEndpoint({ id: ENDPOINT, vpc: 'vpc-1', ...(policy && { policy }) });
  await directory.putPrincipal({ arn: EVE, policies: [] });
  await directory.putPrincipal({ arn: BOB, policies: [document(all.bob)] });
  await directory.putPrincipal({ arn: ROLE, policies: [document(all.role)], accessKey: false });
}

/** Applies a change. Returns what undoes it, unless `put` does. */
async function apply(world: TestWorld, change: FixChange): Promise<(() => Promise<unknown>) | undefined> {
  if (change.kind === 'create-grant') {
    const { keyArn: KeyId, grant, callers } = change;
    expect(callers).to.include(ADMIN);
    const { GrantId } = await world.ok('CreateGrant', { KeyId, ...grant } as never);
    return () => world.ok('RevokeGrant', { KeyId, GrantId } as never);
  }
  if (change.kind === 'put-key-policy') {
    const input = { KeyId: change.keyArn, Policy: change.policy, BypassPolicyLockoutSafetyCheck: true };
    await world.ok('PutKeyPolicy', input);
  } else if (change.kind === 'put-principal') {
    const { kind: _kind, ...principal } = change;
    await world.engine.directory.putPrincipal(principal);
  } else if (change.kind === 'put-endpoint') {
    await world.engine.directory.putEndpoint({ id: change.id, vpc: 'vpc-1', policy: change.policy });
  } else throw new Error(`No other policies exist here: ${change.kind}.`);
  return undefined;
}

const inputOf = (key: string, { operation, context: EncryptionContext }: Asked): Record<string, unknown> => ({
  KeyId: key,
  EncryptionContext,
  ...(operation === 'Encrypt' && { Plaintext: Uint8Array.of(1) }),
  ...(operation === 'GenerateDataKey' && { KeySpec: 'AES_256' }),
  // Nothing is encrypted that could be decrypted.
  ...(operation === 'Decrypt' && { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] }),
});

/** A world, with the access key of the tagged session. */
interface Scene {
  readonly world: TestWorld;
  readonly accessKeyId: string;
}

/** Calls of the tagged session are signed with the access key that STS gave it. */
const callerOf = ({ caller }: Asked, accessKeyId: string) => ({
  caller,
  ...(caller === TAGGED && { accessKeyId }),
});

const contextOf = ({ through }: Asked) => (through === true ? { requestContext: { 'aws:SourceVpce': ENDPOINT } } : {});

/** Assumes the role with a session tag. Returns the ID of the access key. */
async function assumeTagged(world: TestWorld): Promise<string> {
  const Principal = { AWS: ADMIN };
  const trust = { Effect: 'Allow', Principal, Action: ['sts:AssumeRole', 'sts:TagSession'] } as const;
  const trustPolicy = { Version: '2012-10-17', Statement: trust } as PolicyDocument;
  await world.engine.directory.putPrincipal({ arn: ROLE, trustPolicy, accessKey: false });
  const Tags = [{ Key: 'team', Value: 'red' }];
  const input = { RoleArn: ROLE, RoleSessionName: 'tagged', DurationSeconds: 3600, Tags };
  const call = { service: 'sts' as const, operation: 'AssumeRole', input, region: 'us-east-1', caller: ADMIN };
  const reply = await world.engine.serviceCall(call);
  if (!reply.ok) throw new Error(reply.error.message);
  return (reply.output.Credentials as { readonly AccessKeyId: string }).AccessKeyId;
}

async function people(): Promise<TestWorld> {
  const world = await testWorld();
  for (const arn of [ANN, EVE, BOB, ROLE]) await world.engine.directory.putPrincipal({ arn });
  return world;
}

async function setScene(): Promise<Scene> {
  const world = await people();
  return { world, accessKeyId: await assumeTagged(world) };
}

/** Whether KMS allows a call. */
async function isAllowed({ world, accessKeyId }: Scene, key: string, call: Asked): Promise<boolean> {
  const reply = await world.engine.call({
    operation: call.operation,
    input: { ...inputOf(key, call), DryRun: true } as never,
    region: 'us-east-1',
    ...callerOf(call, accessKeyId),
    ...contextOf(call),
  });
  if (!reply.ok && reply.error.name === 'DryRunOperationException') return true;
  if (!reply.ok && reply.error.name === 'AccessDeniedException') return false;
  throw new Error(reply.ok ? 'The call was made.' : reply.error.name);
}

const foldedPair = (pairs: Pairs, name: string): string | undefined =>
  Object.entries(pairs).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** Whether a context meets one test. Written from AWS's description of the operators. */
function meets({ operator, key, values }: ConditionTest, { caller, context: pairs }: Asked): boolean {
  if (key === 'aws:userid') return values.some((pattern) => caller.endsWith(pattern.replace('*:', '/')));
  const names = Object.keys(pairs);
  const wanted = values.map((text) => text.replaceAll('${$}', '$'));
  if (operator === 'EncryptionContextSubset' || operator === 'EncryptionContextEquals')
    return foldedPair(pairs, key) === wanted[0];
  if (key === 'kms:EncryptionContextKeys') {
    if (operator === 'Null') return (wanted[0] === 'true') === (names.length === 0);
    if (operator.startsWith('ForAllValues')) return names.every((name) => wanted.includes(name));
    return names.some((name) => wanted.includes(name));
  }
  const given = foldedPair(pairs, key.slice('kms:EncryptionContext:'.length));
  if (operator === 'Null') return (wanted[0] === 'true') === (given === undefined);
  if (operator === 'StringNotEquals') return given === undefined || !wanted.includes(given);
  return given !== undefined && wanted.includes(given);
}

const takesEffect = ({ tests }: AccessCondition, asked: Asked): boolean =>
  tests.every((test) => meets(test, asked)) &&
  (tests[0]?.operator !== 'EncryptionContextEquals' || tests.length === Object.keys(asked.context).length);

/** Whether a fix announces that a call will be allowed. */
function announces({ alters, opens }: Fix, asked: Asked, all: Policies): boolean {
  const row = rowOf(asked.caller, all);
  // The cells of all requests, and those of requests through the endpoint.
  return [undefined, ...(asked.through === true ? [ENDPOINT] : [])].some((endpoint) => {
    const isIt = (cell: Pick<AccessCell, 'principal' | 'operation' | 'endpoint'>): boolean =>
      cell.principal === row && cell.operation === asked.operation && cell.endpoint === endpoint;
    return opens.some(isIt) && isAllowedBy(alters.find(isIt), asked);
  });
}

/** Whether a cell, as it will be, allows a call. */
function isAllowedBy(cell: AccessCell | undefined, asked: Asked): boolean {
  if (cell === undefined) return false;
  if (cell.outcome !== 'conditional') return cell.outcome === 'allowed';
  const { conditions = [] } = cell;
  const allows = conditions.filter(({ effect }) => effect === 'Allow');
  return (
    (allows.length === 0 || allows.some((one) => takesEffect(one, asked))) &&
    !conditions.some((one) => one.effect === 'Deny' && takesEffect(one, asked))
  );
}

/** Runs the properties, `times` as often as in a quick run, which always tries the same. */
export function fixesProperties(times: number): void {
  const runs = (quick: number) => ({ numRuns: quick * times, ...(times === 1 && { seed: 1 }) });
  describe('a suggested fix', () => {
    const found: Record<FixKind, number> = { request: 0, narrow: 0, grant: 0, wide: 0 };

    it('allows the request, and no request that it does not announce', async () => {
      let endpointFixes = 0;
      const property = fc.asyncProperty(
        policies,
        calls,
        fc.array(context, { maxLength: 2 }),
        async (all, call, more) => {
          // A simulation compares the access to every key: with those of earlier runs it would take ever longer.
          const scene = await setScene();
          const { world } = scene;
          const key = await world.key({ Policy: keyPolicy({ ...all, key: [] }), BypassPolicyLockoutSafetyCheck: true });
          await put(world, all, key);
          for (const { grantee, operations, constraint } of all.grants) {
            const grant = { GranteePrincipal: grantee, Operations: [...operations], Constraints: constraint };
            await world.ok('CreateGrant', { KeyId: key, ...grant });
          }
          const { caller: principal, operation } = call;
          const input = inputOf(key, call);
          const { accessKeyId } = { accessKeyId: undefined, ...callerOf(call, scene.accessKeyId) };
          const credentials = accessKeyId === undefined ? {} : { accessKeyId };
          const asking = await world.engine.simulate({
            principal,
            ...credentials,
            operation,
            input: input as never,
            ...contextOf(call),
          });
          if (!asking.ok) throw new Error(asking.error.name);
          const { fixes = [] } = asking.decision;
          const contexts = [...CONTEXTS, call.context, ...more];
          const probes = CALLERS.flatMap((caller) =>
            OPERATIONS.flatMap((each) => [
              ...contexts.map((pairs): Asked => ({ caller, operation: each, context: pairs })),
              ...[{}, { tenant: 'eu' }, call.context].map((pairs): Asked => ({
                caller,
                operation: each,
                context: pairs,
                through: true,
              })),
            ]),
          );
          const allowedNow = (): Promise<boolean[]> => Promise.all(probes.map((probe) => isAllowed(scene, key, probe)));
          const before = await allowedNow();
          for (const fix of fixes) {
            found[fix.kind] += 1;
            if (fix.changes.some(({ kind }) => kind === 'put-endpoint')) endpointFixes += 1;
            const undo: (() => Promise<unknown>)[] = [];
            for (const change of fix.changes) undo.push(...[(await apply(world, change)) ?? []].flat());
            const sent = { ...call, context: (fix.input?.EncryptionContext as Pairs | undefined) ?? call.context };
            expect(await isAllowed(scene, key, sent), `the request: ${fix.says}`).to.equal(true);
            const after = await allowedNow();
            const gained = probes.filter((_, at) => after[at] && !before[at]);
            if (fix.kind === 'request') expect(gained).to.deep.equal([]);
            for (const probe of gained) {
              expect(announces(fix, probe, all), `${JSON.stringify(probe)}: ${fix.says}`).to.equal(true);
              if (fix.kind === 'narrow' || fix.kind === 'grant')
                expect([principalOf(probe.caller), probe.operation], fix.says).to.deep.equal([
                  principalOf(principal),
                  operation,
                ]);
            }
            for (const each of undo) await each();
            if (fix.changes.length > 0) await put(world, all, key);
          }
        },
      );
      await fc.assert(property, runs(15));
      // Otherwise the property would hold because no call was denied.
      for (const kind of ['request', 'narrow', 'grant', 'wide'] as const)
        expect(found[kind], kind).to.be.greaterThan(times);
      expect(endpointFixes, 'of endpoint policies').to.be.greaterThan(0);
    });

    it('that changes a request of CreateGrant gives no further operation, and KMS accepts it', async () => {
      let changed = 0;
      const property = fc.asyncProperty(grantConditions, askedGrant, parentGrant, async (conditions, input, parent) => {
        const world = await people();
        const allow = { Principal: { AWS: ANN }, Action: 'kms:CreateGrant', Resource: '*' };
        const statements = conditions.map(({ Effect, Condition }, at) => ({
          Sid: `G${at}`,
          Effect,
          ...allow,
          Condition,
        }));
        const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [...statements, KEEP] });
        const KeyId = await world.key({ Policy, BypassPolicyLockoutSafetyCheck: true });
        if (parent !== undefined) await world.ok('CreateGrant', { KeyId, GranteePrincipal: ANN, ...parent } as never);
        const call = { KeyId, ...input };
        const question = { principal: ANN, operation: 'CreateGrant', input: call } as const;
        const asking = await world.engine.simulate(question as never);
        if (!asking.ok) throw new Error(asking.error.name);
        for (const { kind, input: sent, changes, opens } of asking.decision.fixes ?? []) {
          if (kind !== 'request') continue;
          changed += 1;
          expect([changes, opens]).to.deep.equal([[], []]);
          const { Operations } = { ...call, ...sent } as typeof input;
          expect(input.Operations).to.include.members([...Operations]);
          await world.ok('CreateGrant', { ...call, ...sent } as never, { caller: ANN });
        }
      });
      await fc.assert(property, runs(25));
      expect(changed).to.be.greaterThan(3 * times);
    });
  });
}
