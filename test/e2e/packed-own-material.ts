/** Imports, multi-Region keys and custom key stores of the installed package in plain Node. */
import assert from 'node:assert/strict';
import { constants, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { encodeUtf8 } from '../../src/base/bytes.ts';
import type { HsmClusterView } from '../../src/model/hsm-cluster-view.ts';
import type { InputOf, OperationName, OutputOf } from '../../src/model/operations.ts';
import { bytes } from '../conformance/kms-world.ts';

const HOME = 'us-east-1';
const THERE = 'eu-west-1';
const MESSAGE = encodeUtf8('A message for the package.');
const PASSWORD = 'kmsPswd';
/** Simulated seconds after which no key is Creating or Updating and no key store CONNECTING or DISCONNECTING. */
const SETTLED = 60;

/** The ways to the package. */
export interface PackedSandbox {
  /** Calls KMS. Rejects if the call fails. */
  ok<N extends OperationName>(operation: N, input: InputOf<N>, region: string): Promise<OutputOf<N>>;
  /** Calls a member of `strongroom.sandbox`. */
  sandbox(member: string, ...given: unknown[]): Promise<unknown>;
}

/** Registers the tests. */
export function packedOwnMaterial({ ok, sandbox }: PackedSandbox): void {
  const settle = () => sandbox('clock.advance', SETTLED);

  async function roundTrip(KeyId: string, from: string, to: string): Promise<void> {
    const { CiphertextBlob } = await ok('Encrypt', { KeyId, Plaintext: MESSAGE }, from);
    const { Plaintext } = await ok('Decrypt', { CiphertextBlob }, to);
    assert.deepEqual(bytes(Plaintext), MESSAGE);
  }

  it('imports key material that node:crypto has wrapped', async () => {
    const { KeyMetadata } = await ok('CreateKey', { Origin: 'EXTERNAL' }, HOME);
    const KeyId = KeyMetadata?.KeyId ?? '';
    const wrapping = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' } as const;
    const { ImportToken, PublicKey } = await ok('GetParametersForImport', { KeyId, ...wrapping }, HOME);
    const key = createPublicKey({ key: Buffer.from(bytes(PublicKey)), format: 'der', type: 'spki' });
    const sealed = publicEncrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      randomBytes(32),
    );
    const EncryptedKeyMaterial = new Uint8Array(sealed);
    const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE';
    await ok('ImportKeyMaterial', { KeyId, ImportToken, EncryptedKeyMaterial, ExpirationModel }, HOME);
    await roundTrip(KeyId, HOME, HOME);
    await ok('DeleteImportedKeyMaterial', { KeyId }, HOME);
    assert.equal((await ok('DescribeKey', { KeyId }, HOME)).KeyMetadata?.KeyState, 'PendingImport');
  });

  it('replicates a key, and changes its primary Region', async () => {
    const { KeyMetadata } = await ok('CreateKey', { MultiRegion: true }, HOME);
    const KeyId = KeyMetadata?.KeyId ?? '';
    await ok('ReplicateKey', { KeyId, ReplicaRegion: THERE }, HOME);
    await settle();
    await roundTrip(KeyId, HOME, THERE);
    await ok('UpdatePrimaryRegion', { KeyId, PrimaryRegion: THERE }, HOME);
    await settle();
    const { MultiRegionConfiguration } = (await ok('DescribeKey', { KeyId }, THERE)).KeyMetadata ?? {};
    assert.equal(MultiRegionConfiguration?.MultiRegionKeyType, 'PRIMARY');
    await roundTrip(KeyId, THERE, HOME);
  });

  describe('A CloudHSM key store', () => {
    async function createStore(CustomKeyStoreName: string): Promise<string> {
      const [cluster] = (await sandbox('clusters.list')) as readonly HsmClusterView[];
      assert.ok(cluster);
      const { id: CloudHsmClusterId, trustAnchorCertificate: TrustAnchorCertificate } = cluster;
      const input = { CustomKeyStoreName, CloudHsmClusterId, TrustAnchorCertificate, KeyStorePassword: PASSWORD };
      return (await ok('CreateCustomKeyStore', input, HOME)).CustomKeyStoreId ?? '';
    }

    it('is created, renamed and deleted', async () => {
      const CustomKeyStoreId = await createStore('first');
      await ok('UpdateCustomKeyStore', { CustomKeyStoreId, NewCustomKeyStoreName: 'renamed' }, HOME);
      const { CustomKeyStores } = await ok('DescribeCustomKeyStores', { CustomKeyStoreId }, HOME);
      assert.equal(CustomKeyStores?.[0]?.CustomKeyStoreName, 'renamed');
      await ok('DeleteCustomKeyStore', { CustomKeyStoreId }, HOME);
    });

    it('holds a key, which is Unavailable without it', async () => {
      const CustomKeyStoreId = await createStore('second');
      await ok('ConnectCustomKeyStore', { CustomKeyStoreId }, HOME);
      await settle();
      const { KeyMetadata } = await ok('CreateKey', { Origin: 'AWS_CLOUDHSM', CustomKeyStoreId }, HOME);
      const KeyId = KeyMetadata?.KeyId ?? '';
      await roundTrip(KeyId, HOME, HOME);
      await ok('DisconnectCustomKeyStore', { CustomKeyStoreId }, HOME);
      await settle();
      assert.equal((await ok('DescribeKey', { KeyId }, HOME)).KeyMetadata?.KeyState, 'Unavailable');
    });
  });
}
