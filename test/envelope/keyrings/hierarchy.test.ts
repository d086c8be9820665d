import { expect } from 'chai';
import { createMemoryBranchKeyTable } from '../../../src/envelope/branch-keys/branch-key-table.ts';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';
import { pattern, rejection } from '../streams.ts';
import { unwrapHierarchy } from './independent-unwrap.ts';
import { createTestEnvelope } from './sandbox.ts';

const CONTEXT = { tenant: '7' };

describe('envelope: hierarchical keyring', () => {
  async function setUp() {
    const test = createTestEnvelope();
    const tools = await test.envelope.loadTools();
    const kmsKeyArn = await test.createKey();
    const table = createMemoryBranchKeyTable();
    const store = tools.createKmsBranchKeyStore({ kmsKeyArn, table, logicalKeyStoreName: 'tests' });
    return { ...test, tools, kmsKeyArn, table, store };
  }

  for (const kind of ['memory', 'KMS'] as const) {
    it(`encrypts and decrypts with a branch key store in ${kind}, across versions of the branch key`, async () => {
      const { tools, store: kmsStore, encrypt, decrypt } = await setUp();
      const store = kind === 'KMS' ? kmsStore : tools.createMemoryBranchKeyStore();
      const branchKeyId = await store.createBranchKey();
      const keyring = () =>
        ({ type: 'aws-kms-hierarchy', branchKeyStore: store, branchKeyId, cacheTtlSeconds: 60 }) as const;
      const options = { keyrings: [keyring()], encryptionContext: CONTEXT };
      const old = await encrypt(pattern(9), { ...options, suite: 0x0578 });
      const before = await store.getActiveBranchKey(branchKeyId);
      await store.versionBranchKey(branchKeyId);
      const after = await store.getActiveBranchKey(branchKeyId);
      expect(after.version).not.to.equal(before.version);
      expect(after.material).not.to.deep.equal(before.material);
      const current = await encrypt(pattern(10), options);
      expect(await decrypt(old, { keyrings: [keyring()] })).to.deep.equal(pattern(9));
      expect(await decrypt(current, { keyrings: [keyring()] })).to.deep.equal(pattern(10));
      const other = { ...keyring(), branchKeyId: await store.createBranchKey() };
      const error = await rejection(decrypt(old, { keyrings: [other] }));
      expect(error.code).to.equal('NoUsableKey');
      expect(error.message).to.contain(`aws-kms-hierarchy (${branchKeyId})`);
    });
  }

  it('writes what OpenSSL unwraps as the specification says', async () => {
    const { tools, encrypt } = await setUp();
    const store = tools.createMemoryBranchKeyStore();
    const branchKeyId = await store.createBranchKey({ branchKeyId: 'tenant-7' });
    for (const encryptionContext of [CONTEXT, {}]) {
      const message = await encrypt(pattern(9), {
        keyrings: [{ type: 'aws-kms-hierarchy', branchKeyStore: store, branchKeyId, cacheTtlSeconds: 60 }],
        encryptionContext,
      });
      const { material, version } = await store.getActiveBranchKey(branchKeyId);
      const { ciphertext } = parseMessageLayout(message).header.encryptedDataKeys[0]!;
      expect(Buffer.from(ciphertext.subarray(28, 44)).toString('hex')).to.equal(version.replaceAll('-', ''));
      const dataKey = unwrapHierarchy(Buffer.from(material), branchKeyId, Buffer.from(ciphertext), encryptionContext);
      expect(dataKey).to.have.length(32);
    }
  });

  it('asks KMS once per branch key and period, and per branch key that the supplier names', async () => {
    const { kms, store, encrypt, decrypt, tools } = await setUp();
    for (const branchKeyId of ['one', 'two'])
      await store.createBranchKey({ branchKeyId, encryptionContext: { owner: branchKeyId } });
    const now = { value: 0 };
    let asked = 0;
    const keyring = await tools.createKeyring({
      type: 'aws-kms-hierarchy',
      branchKeyStore: {
        getActiveBranchKey: (id) => (asked++, store.getActiveBranchKey(id)),
        getBranchKeyVersion: (id, version) => (asked++, store.getBranchKeyVersion(id, version)),
      },
      branchKeyId: ({ tenant }) => tenant ?? 'none',
      cacheTtlSeconds: 10,
      now: () => now.value,
    });
    const seal = (tenant: string) => encrypt(pattern(9), { keyrings: [keyring], encryptionContext: { tenant } });
    const messages = [await seal('one'), await seal('one'), await seal('two')];
    expect(asked).to.equal(2);
    now.value = 9_999;
    await seal('one');
    expect(asked).to.equal(2);
    now.value = 10_000;
    await seal('one');
    expect(asked).to.equal(3);
    for (const message of messages) expect(await decrypt(message, { keyrings: [keyring] })).to.deep.equal(pattern(9));
    expect(asked).to.equal(5);
    const missing = await rejection(seal('three'));
    expect(missing.code).to.equal('NoUsableKey');
    expect((await kms().listKeys({})).Keys).not.to.equal(undefined);
  });

  it('stores records that only their own key store name, attributes and KMS key decrypt', async () => {
    const { store, table, tools, kmsKeyArn, createKey } = await setUp();
    const branchKeyId = await store.createBranchKey({ branchKeyId: 'one', encryptionContext: { owner: 'a' } });
    const active = await store.getActiveBranchKey(branchKeyId);
    expect(active.encryptionContext).to.deep.equal({ owner: 'a' });
    const record = (await table.get('one', 'branch:ACTIVE'))!;
    expect(record.attributes).to.include({
      'kms-arn': kmsKeyArn,
      'hierarchy-version': '1',
      'aws-crypto-ec:owner': 'a',
    });
    expect(record.attributes['create-time']).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(await table.get('one', 'beacon:ACTIVE')).not.to.equal(undefined);
    const other = tools.createKmsBranchKeyStore({ kmsKeyArn, table, logicalKeyStoreName: 'others' });
    expect((await rejection(other.getActiveBranchKey('one'))).name).to.equal('InvalidCiphertextException');
    const elsewhere = tools.createKmsBranchKeyStore({ kmsKeyArn: await createKey(), table });
    expect((await rejection(elsewhere.getActiveBranchKey('one'))).message).to.contain('another KMS key');
    const forged = { ...record, attributes: { ...record.attributes, 'aws-crypto-ec:owner': 'b' } };
    await table.put([{ record: forged, replaces: record.enc }]);
    expect((await rejection(store.getActiveBranchKey('one'))).name).to.equal('InvalidCiphertextException');
    expect((await rejection(store.versionBranchKey('one'))).name).to.equal('InvalidCiphertextException');
    expect((await rejection(store.createBranchKey({ branchKeyId: 'one' }))).message).to.contain('changed');
    expect((await rejection(store.getBranchKeyVersion('one', 'none'))).code).to.equal('NoUsableKey');
  });

  it('rejects invalid options with TypeError', async () => {
    const { tools, store } = await setUp();
    const base = { type: 'aws-kms-hierarchy', branchKeyStore: store, branchKeyId: 'a', cacheTtlSeconds: 1 } as const;
    for (const wrong of [
      { branchKeyStore: {} },
      { branchKeyId: '' },
      { cacheTtlSeconds: 0 },
      { cacheTtlSeconds: NaN },
      { maxCacheEntries: 0 },
    ]) {
      const error = await rejection(tools.createKeyring({ ...base, ...wrong } as typeof base));
      expect(error, JSON.stringify(Object.keys(wrong))).to.be.instanceOf(TypeError);
    }
    expect(() => tools.createKmsBranchKeyStore({ kmsKeyArn: 'alias/x' })).to.throw(TypeError);
  });
});
