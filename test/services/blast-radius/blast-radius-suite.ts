/**
 * A report tells the truth: the change is made, and each dependent is tried. What was reported to stop now fails, what
 * stops later still works, and everything else works as before.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import type {
  BlastRadiusReport,
  PlannedChange,
  StoppingDependent,
} from '../../../src/services/blast-radius/blast-radius-types.ts';
import { ADMIN, ALIAS, idOf, KEY_NAMES, READER, World, type KeyName, type Plan } from './world.ts';

const keyName = fc.constantFrom(...KEY_NAMES);
const reference = fc.constantFrom<KeyName | 'alias'>(...KEY_NAMES, 'alias');
const plan: fc.Arbitrary<Plan> = fc.record(
  {
    bucket: reference,
    hasBucketKey: fc.boolean(),
    table: reference,
    recipient: keyName,
    secret: reference,
    app: reference,
    maxUses: fc.constantFrom(2, 3, 1000),
    file: fc.uniqueArray(keyName, { minLength: 1, maxLength: 2 }),
    volume: keyName,
    isAttached: fc.boolean(),
    isOtherTab: fc.boolean(),
  },
  {
    requiredKeys: ['bucket', 'hasBucketKey', 'table', 'secret', 'app', 'file', 'volume', 'isAttached', 'isOtherTab'],
  },
);

/** The pure steps around a change: what is tried before it, and how much time passes. */
const course = fc.record({ isTriedBefore: fc.boolean(), waitSeconds: fc.constantFrom(0, 400) });

async function perform({ strongroom }: World, change: PlannedChange): Promise<void> {
  const { operation, caller: _caller, region: _region, ...input } = change;
  const reply = await strongroom.kms().call(operation, input as never);
  if (!reply.ok) throw new Error(`${operation}: ${reply.error.name}`);
}

/**
 * Whether a stand-in is still there when the dependent is tried: bucket keys are those of the tab that made them, and
 * each trial is a use of a data key.
 */
function isHeld({ reason }: StoppingDependent, { isOtherTab, maxUses = 1000 }: Plan): boolean {
  return reason === 'bucket-key-cached' ? !isOtherTab : maxUses > 10;
}

/** Compares a report with what works after the change. */
function compare(
  report: BlastRadiusReport,
  before: ReadonlySet<string> | undefined,
  after: ReadonlySet<string>,
  world: World,
  given: Plan,
) {
  const stops = new Map(report.stops.map((one) => [idOf(one), one]));
  for (const id of world.uses.keys()) {
    const stop = stops.get(id);
    const when = stop?.when;
    if (stop?.when === 'later' && !isHeld(stop, given)) continue;
    if (when === 'now' || when === 'already') expect(after.has(id), `${id} was reported to fail`).to.equal(false);
    else if (before === undefined || before.has(id))
      expect(after.has(id), `${id} was reported to work (${when ?? 'not reported'})`).to.equal(true);
  }
}

/** Declares the properties, with a number of examples for each. */
export function blastRadiusSuite(numRuns: number): void {
  const operations = ['DisableKey', 'ScheduleKeyDeletion', 'DeleteImportedKeyMaterial'] as const;
  for (const operation of operations) {
    it(`of ${operation} is what really stops`, async () => {
      await fc.assert(
        fc.asyncProperty(plan, keyName, course, async (given, name, { isTriedBefore, waitSeconds }) => {
          const world = await World.create(given);
          const key = operation === 'DeleteImportedKeyMaterial' ? 'imported' : name;
          const before = isTriedBefore ? await world.tryAll() : undefined;
          await world.strongroom.sandbox.clock.advance(waitSeconds);
          const change = { operation, KeyId: world.keys[key] };
          const report = await world.services.blastRadius.preview(change);
          await perform(world, change);
          compare(report, before, await world.tryAll(), world, given);
        }),
        { numRuns },
      );
    });
  }

  it('of a disabled key is what does not work already', async () => {
    await fc.assert(
      fc.asyncProperty(plan, keyName, async (given, name) => {
        const world = await World.create(given);
        await world.strongroom.kms().disableKey({ KeyId: world.keys[name] });
        await world.strongroom.sandbox.clock.advance(400);
        const change = { operation: 'ScheduleKeyDeletion', KeyId: world.keys[name] } as const;
        const report = await world.services.blastRadius.preview(change);
        expect(report.stops.filter(({ when }) => when === 'now')).to.deep.equal([]);
        await perform(world, change);
        compare(report, undefined, await world.tryAll(), world, given);
      }),
      { numRuns },
    );
  });

  const aliasChange = fc.oneof(
    fc.constant({ operation: 'DeleteAlias' as const, target: undefined }),
    fc.record({
      operation: fc.constant('UpdateAlias' as const),
      target: fc.constantFrom('second', 'imported', 'disabled'),
    }),
  );
  it('of an alias change is what really stops', async () => {
    await fc.assert(
      fc.asyncProperty(
        plan,
        aliasChange,
        course,
        async (given, { operation, target }, { isTriedBefore, waitSeconds }) => {
          const world = await World.create(given);
          if (target === 'disabled') await world.strongroom.kms().disableKey({ KeyId: world.keys.second });
          const tried = [...(await world.tryAll())];
          // What works without its disabled key ends by itself, whatever happens to the alias: the data key of the app
          // is used up or expires, and so does a bucket key.
          const isEnding = (id: string): boolean =>
            (given.app === 'second' && /^(?:order|app)\|/.test(id)) ||
            (given.bucket === 'second' && /^(?:object|bucket)\|/.test(id));
          const before = new Set(target === 'disabled' ? tried.filter((id) => !isEnding(id)) : tried);
          if (!isTriedBefore) await world.strongroom.sandbox.clock.advance(waitSeconds);
          const key = world.keys[target === 'imported' ? 'imported' : 'second'];
          const change: PlannedChange =
            operation === 'DeleteAlias'
              ? { operation, AliasName: ALIAS }
              : { operation, AliasName: ALIAS, TargetKeyId: key };
          const report = await world.services.blastRadius.preview(change);
          await perform(world, change);
          compare(report, before, await world.tryAll(), world, given);
          for (const one of report.ciphertexts) {
            const ciphertext = world.ciphertexts.get(idOf(one));
            if (ciphertext === undefined) continue;
            const { blob, context } = ciphertext;
            const reply = await world.strongroom
              .kms()
              .call('Decrypt', { CiphertextBlob: blob, EncryptionContext: context, KeyId: ALIAS });
            expect(reply.ok ? 'decrypted' : reply.error.name).to.equal(one.error);
          }
        },
      ),
      { numRuns },
    );
  });

  const admin = { Sid: 'admin', Effect: 'Allow', Principal: { AWS: ADMIN }, Action: 'kms:*', Resource: '*' };
  const account = { ...admin, Sid: 'account', Principal: { AWS: 'arn:aws:iam::111122223333:root' } };
  const noDecrypt = { ...admin, Sid: 'deny', Effect: 'Deny', Principal: { AWS: READER }, Action: 'kms:Decrypt' };
  const noVolumes = {
    ...noDecrypt,
    Principal: '*',
    Condition: { StringEquals: { 'kms:EncryptionContextKeys': 'aws:ebs:id' } },
  };
  const onlyThroughS3 = {
    ...noDecrypt,
    Condition: { StringNotEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
  };
  const policies = [[admin], [account], [account, noDecrypt], [account, noVolumes], [account, onlyThroughS3]];
  it('of a policy change is whose reads really stop', async () => {
    await fc.assert(
      fc.asyncProperty(plan, keyName, fc.constantFrom(...policies), async (given, name, statements) => {
        const world = await World.create(given);
        const principals = [ADMIN, READER];
        const before = new Map<string, ReadonlySet<string>>();
        for (const caller of principals) before.set(caller, await world.tryAll(caller));
        await world.strongroom.sandbox.clock.advance(400);
        const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
        const change = { operation: 'PutKeyPolicy', KeyId: world.keys[name], Policy } as const;
        const report = await world.services.blastRadius.preview(change);
        expect(report.isRefused).to.equal(false);
        await perform(world, change);
        for (const caller of principals) {
          const after = await world.tryAll(caller);
          for (const one of report.stops.filter(({ principals: whose }) => whose?.includes(caller) === true))
            expect(after.has(idOf(one)), `${idOf(one)} of ${caller}: ${one.when}`).to.equal(one.when === 'later');
          const reported = new Set(report.stops.filter(({ principals: whose }) => whose?.includes(caller)).map(idOf));
          for (const id of world.uses.keys()) {
            // A file is known by hashes alone, and what encrypts next makes no Decrypt: rows of callers speak for them.
            if (!/^(?:object|table-item\|table\/red\/1\|us|secret-version)/.test(id) || reported.has(id)) continue;
            if (before.get(caller)?.has(id))
              expect(after.has(id), `${id} of ${caller} was not reported`).to.equal(true);
          }
        }
        for (const one of report.stops.filter(({ kind }) => kind === 'caller')) {
          const kms = world.strongroom.kms('us-east-1', one.id);
          if (one.operations?.includes('GenerateDataKey'))
            expect((await kms.call('GenerateDataKey', { KeyId: world.keys[name], KeySpec: 'AES_256' })).ok).to.equal(
              false,
            );
        }
      }),
      { numRuns },
    );
  });
}
