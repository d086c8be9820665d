/** Export and import of a sandbox. */
import { expect } from 'chai';
import fc from 'fast-check';
import { createStrongroom, type SeedDocument, type StrongroomLibrary } from '../../src/memory.ts';
import { seedDocuments } from './seed-arbitraries.ts';
import { secretBytesOf } from './secret-bytes.ts';

const ACCOUNT = '111122223333';

async function importIntoNew(document: SeedDocument): Promise<StrongroomLibrary> {
  const strongroom = createStrongroom();
  await strongroom.sandbox.import(document);
  return strongroom;
}

describe('Export and import', () => {
  it('give the same document again', async () => {
    await fc.assert(
      fc.asyncProperty(seedDocuments(), async (seed) => {
        const { sandbox } = createStrongroom({ seed });
        const exported = await sandbox.export();
        const again = await (
          await importIntoNew(JSON.parse(JSON.stringify(exported)) as SeedDocument)
        ).sandbox.export();
        expect(again).to.deep.equal(exported);
      }),
      { numRuns: 40 },
    );
  });

  it('keep the names and references of a document', async () => {
    const Condition = { StringEquals: { 'kms:EncryptionContext:form': 'x$${key.a}' } };
    const Statement = [{ Effect: 'Allow', Action: 'kms:*', Resource: ['${key.a}', '${key.a@eu-west-1}'], Condition }];
    const seed: SeedDocument = {
      version: 1,
      keys: [
        { name: 'b', description: 'first' },
        { name: 'a', multiRegion: true, replicas: [{ region: 'eu-west-1' }] },
      ],
      principals: [{ arn: `arn:aws:iam::${ACCOUNT}:user/ana`, policies: [{ Version: '2012-10-17', Statement }] }],
    };
    const { sandbox } = createStrongroom({ seed });
    const { keys = [], principals = [] } = await sandbox.export();
    expect(keys.map(({ name }) => name)).to.deep.equal(['b', 'a']);
    const ana = principals.find(({ arn }) => arn.endsWith('user/ana'));
    expect(ana?.policies).to.deep.equal([{ Version: '2012-10-17', Statement }]);
    const stored = await sandbox.principals.get(`arn:aws:iam::${ACCOUNT}:user/ana`);
    expect(JSON.stringify(stored?.policies)).to.include('x${key.a}');
  });

  it('carry what calls created', async () => {
    const { sandbox, kms } = createStrongroom();
    const { KeyMetadata } = await kms().createKey({ Description: 'by hand', Tags: [{ TagKey: 'a', TagValue: 'b' }] });
    const KeyId = KeyMetadata?.Arn ?? '';
    await kms().createAlias({ AliasName: 'alias/hand', TargetKeyId: KeyId });
    await kms().createKey({});
    await kms().createGrant({ KeyId, GranteePrincipal: `arn:aws:iam::${ACCOUNT}:root`, Operations: ['Decrypt'] });
    await kms().scheduleKeyDeletion({ KeyId, PendingWindowInDays: 20 });
    await sandbox.clock.advance(3 * 86_400);
    const { keys, aliases, grants } = await sandbox.export();
    expect(keys?.map(({ name }) => name)).to.deep.equal(['hand', 'key-1']);
    expect(keys?.[0]).to.deep.include({ description: 'by hand', tags: { a: 'b' }, deletionInDays: 17 });
    expect(aliases).to.deep.equal([{ name: 'alias/hand', key: 'hand' }]);
    expect(grants).to.deep.equal([{ key: 'hand', grantee: `arn:aws:iam::${ACCOUNT}:root`, operations: ['Decrypt'] }]);
  });

  it('leave out a deleted principal instead of giving its permissions to a new one', async () => {
    const { sandbox, kms } = createStrongroom();
    const arn = `arn:aws:iam::${ACCOUNT}:user/gone`;
    await sandbox.principals.put({ arn, accessKey: false });
    const root = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    };
    const gone = { Effect: 'Allow', Principal: { AWS: arn }, Action: 'kms:Decrypt', Resource: '*' };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [root, gone] });
    const { KeyMetadata } = await kms().createKey({ Policy });
    const KeyId = KeyMetadata?.Arn ?? '';
    await kms().createGrant({ KeyId, GranteePrincipal: arn, Operations: ['Decrypt'] });
    await sandbox.principals.remove(arn);
    const document = await sandbox.export();
    expect(document.omitted).to.deep.equal([
      { kind: 'deleted-principal', arn },
      { kind: 'grant-of-deleted-principal', arn: KeyId },
    ]);
    expect(document.keys?.[0]?.policy?.['Statement']).to.deep.equal([root]);
    const { sandbox: other } = createStrongroom();
    const { differences } = await other.import(document);
    expect(differences.filter(({ kind }) => kind === 'omitted')).to.have.length(2);
  });

  it('report new keys, lost key material and new periods', async () => {
    const seed: SeedDocument = {
      version: 1,
      keys: [
        { name: 'a', rotationPeriodInDays: 100 },
        { name: 'b', origin: 'EXTERNAL', deletionInDays: 8 },
      ],
      grants: [{ key: 'a', grantee: `arn:aws:iam::${ACCOUNT}:root`, operations: ['Encrypt'] }],
    };
    const { sandbox } = createStrongroom();
    const { differences, dryRun } = await sandbox.import(seed);
    expect(dryRun).to.equal(false);
    expect(differences.map(({ kind }) => kind).sort()).to.deep.equal([
      'deletion-period',
      'imported-material',
      'new-grant',
      'new-key',
      'new-key',
      'rotation-period',
    ]);
  });

  it('change nothing in a dry run', async () => {
    const { sandbox } = createStrongroom();
    const report = await sandbox.import({ version: 1, keys: [{ name: 'a' }] }, { dryRun: true });
    expect(report).to.deep.include({ dryRun: true });
    expect(report.added.keys).to.equal(1);
    expect(await sandbox.keys.list(ACCOUNT, 'us-east-1')).to.deep.equal([]);
    expect((await sandbox.events.query()).events).to.deep.equal([]);
  });

  it('do not set back the clock of a sandbox with calls, and say so', async () => {
    const { sandbox, kms } = createStrongroom();
    await kms().createKey({});
    const document: SeedDocument = {
      version: 1,
      clock: { now: '2020-01-01T00:00:00Z', paused: true },
      keys: [{ name: 'a' }],
    };
    const { differences } = await sandbox.import(document);
    const { now, paused } = await sandbox.clock.state();
    expect(differences).to.deep.include({ kind: 'clock', now: now.toISOString() });
    expect(paused).to.equal(true);
    expect(now.getTime()).to.be.closeTo(Date.now(), 60_000);
  });

  it('work in the sandbox that was exported', async () => {
    const { sandbox, kms } = createStrongroom();
    await kms().createKey({ Description: 'twice' });
    await sandbox.import(await sandbox.export());
    const keys = await sandbox.keys.list(ACCOUNT, 'us-east-1');
    expect(keys.map(({ description }) => description)).to.deep.equal(['twice', 'twice']);
  });

  it('reject an option that does not exist', async () => {
    const { sandbox } = createStrongroom();
    const error = await sandbox.import({ version: 1, keys: [{ name: 'a' }] }, { isDryRun: true } as never).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(TypeError);
    expect(await sandbox.keys.list(ACCOUNT, 'us-east-1')).to.deep.equal([]);
  });

  it('contain no byte of a key or secret', async () => {
    const { strongroom, secrets } = await secretBytesOf();
    const text = JSON.stringify(await strongroom.sandbox.export());
    expect(secrets.length).to.be.greaterThan(20);
    for (const { what, forms } of secrets)
      for (const form of forms) expect(text.includes(form), `${what} in the export`).to.equal(false);
  });
});
