/** Messages of the AWS Encryption SDK for JavaScript in Node and ours, read by each other, with all suites. */
import { constants, generateKeyPairSync, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import {
  buildClient,
  CommitmentPolicy,
  KmsKeyringNode,
  MultiKeyringNode,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
  RawRsaKeyringNode,
} from '@aws-crypto/client-node';
import { expect } from 'chai';
import type { KeyringOptions } from '../../../src/envelope/keyrings/create-keyring.ts';
import { SUITE_IDS } from '../../../src/envelope/suites.ts';
import { createTestEnvelope } from '../keyrings/sandbox.ts';
import { pattern } from '../streams.ts';

type Client = ReturnType<typeof buildClient>;
type SuiteOfClient = NonNullable<NonNullable<Parameters<Client['encrypt']>[2]>['suiteId']>;

const FRAME = 4096;
const CONTEXT = { purpose: 'interop', empty: '', numbers: '123' };
const SIZES = [0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME + 7];
const [WRAPPING_KEY, { publicKey, privateKey }] = [
  randomBytes(32),
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
];
const [PUBLIC_PEM, PRIVATE_PEM] = [
  publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
];

function canDecryptPkcs1(): boolean {
  const padding = constants.RSA_PKCS1_PADDING;
  try {
    privateDecrypt({ key: privateKey, padding }, publicEncrypt({ key: publicKey, padding }, Buffer.from('probe')));
    return true;
  } catch {
    return false;
  }
}

describe('envelope and the AWS Encryption SDK for JavaScript in Node', () => {
  const { encrypt, decrypt, createKey, strongroom } = createTestEnvelope();
  const strict = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const old = buildClient(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);

  const aes: KeyringOptions = {
    type: 'raw-aes',
    keyNamespace: 'interop',
    keyName: 'aes',
    wrappingKey: Uint8Array.from(WRAPPING_KEY),
  };
  const theirAes = () =>
    new RawAesKeyringNode({
      keyNamespace: 'interop',
      keyName: 'aes',
      unencryptedMasterKey: Uint8Array.from(WRAPPING_KEY),
      wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
    });

  for (const suite of SUITE_IDS) {
    const [client, commitmentPolicy] =
      suite < 0x0400
        ? ([old, 'FORBID_ENCRYPT_ALLOW_DECRYPT'] as const)
        : ([strict, 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT'] as const);
    const name = `0x${suite.toString(16).padStart(4, '0')}`;

    it(`theirs decrypts what ours encrypts with suite ${name}`, async () => {
      for (const size of SIZES) {
        const message = await encrypt(pattern(size), {
          keyrings: [aes],
          suite,
          commitmentPolicy,
          frameLength: FRAME,
          encryptionContext: CONTEXT,
        });
        const { plaintext, messageHeader } = await client.decrypt(theirAes(), message);
        expect(Uint8Array.from(plaintext)).to.deep.equal(pattern(size));
        expect(messageHeader.encryptionContext).to.deep.include(CONTEXT);
        expect(messageHeader.suiteId).to.equal(suite);
      }
    });

    it(`ours decrypts what theirs encrypts with suite ${name}`, async () => {
      for (const size of SIZES) {
        const { result } = await client.encrypt(theirAes(), pattern(size), {
          suiteId: suite as unknown as SuiteOfClient,
          encryptionContext: CONTEXT,
          frameLength: FRAME,
        });
        const options = { keyrings: [aes], commitmentPolicy, encryptionContext: CONTEXT };
        expect(await decrypt(Uint8Array.from(result), options)).to.deep.equal(pattern(size));
      }
    });
  }

  for (const [padding, theirs] of [
    ['PKCS1', { padding: 1 }],
    ['OAEP_SHA1_MGF1', { padding: 4, oaepHash: 'sha1' }],
    ['OAEP_SHA256_MGF1', { padding: 4, oaepHash: 'sha256' }],
    ['OAEP_SHA384_MGF1', { padding: 4, oaepHash: 'sha384' }],
    ['OAEP_SHA512_MGF1', { padding: 4, oaepHash: 'sha512' }],
  ] as const) {
    it(`raw RSA keyrings with ${padding} read each other's data keys`, async () => {
      const keyring = new RawRsaKeyringNode({
        keyNamespace: 'interop',
        keyName: 'rsa',
        rsaKey: { publicKey: PUBLIC_PEM, privateKey: PRIVATE_PEM },
        ...theirs,
      } as ConstructorParameters<typeof RawRsaKeyringNode>[0]);
      const names = { type: 'raw-rsa', keyNamespace: 'interop', keyName: 'rsa', padding } as const;
      const { result } = await strict.encrypt(keyring, pattern(9));
      const opened = await decrypt(Uint8Array.from(result), { keyrings: [{ ...names, privateKey: PRIVATE_PEM }] });
      expect(opened).to.deep.equal(pattern(9));
      const message = await encrypt(pattern(9), { keyrings: [{ ...names, publicKey: PUBLIC_PEM }] });
      // Some builds of Node refuse to decrypt PKCS #1 v1.5 (CVE-2023-46809).
      if (padding === 'PKCS1' && !canDecryptPkcs1()) return;
      expect(Uint8Array.from((await strict.decrypt(keyring, message)).plaintext)).to.deep.equal(pattern(9));
    });
  }

  it('KMS keyrings and multi-keyrings read each other over one sandbox', async () => {
    const [first, second] = [await createKey(), await createKey({}, 'eu-west-1')];
    const kms = new KmsKeyringNode({
      generatorKeyId: first,
      keyIds: [second],
      clientProvider: ((region: string) => strongroom.kms(region)) as unknown as NonNullable<
        NonNullable<ConstructorParameters<typeof KmsKeyringNode>[0]>['clientProvider']
      >,
    });
    const theirs = new MultiKeyringNode({ generator: kms, children: [theirAes()] });
    const ours: KeyringOptions[] = [{ type: 'aws-kms', keyIds: [first, second] }, aes];
    const message = await encrypt(pattern(9), { keyrings: ours, encryptionContext: CONTEXT });
    for (const keyring of [kms, theirAes(), theirs])
      expect(Uint8Array.from((await strict.decrypt(keyring, message)).plaintext)).to.deep.equal(pattern(9));
    const { result } = await strict.encrypt(theirs, pattern(9), { encryptionContext: CONTEXT });
    for (const keyrings of [[ours[0]!], [ours[1]!], ours])
      expect(await decrypt(Uint8Array.from(result), { keyrings })).to.deep.equal(pattern(9));
  });
});
