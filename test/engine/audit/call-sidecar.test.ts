/** What an event keeps beside its CloudTrail record: hashes, lengths and what the client reports. */
import { expect } from 'chai';
import { toHex } from '../../../src/base/hex.ts';
import type { CallSidecar } from '../../../src/model/audit.ts';
import type { Call } from '../../../src/model/contract.ts';
import { testWorld } from '../world.ts';

async function sha256(bytes: Uint8Array = new Uint8Array()): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice())));
}

describe('the sidecar of a call', () => {
  it('has the hash of a ciphertext when it is made and when it is decrypted', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const made = await world.reply('Encrypt', { KeyId, Plaintext: new Uint8Array(5) });
    const CiphertextBlob = made.ok ? made.output.CiphertextBlob : undefined;
    const hash = await sha256(CiphertextBlob);
    const materialId = (await world.ok('DescribeKey', { KeyId })).KeyMetadata?.CurrentKeyMaterialId;
    expect(made.event?.sidecar).to.deep.equal({ ctSha: hash, plaintextLen: 5, materialId });
    const opened = await world.reply('Decrypt', { CiphertextBlob });
    expect(opened.event?.sidecar).to.deep.equal({ ctSha: hash, edkSha: hash, plaintextLen: 5, materialId });
  });

  it('has the hash of an encrypted data key under its own name', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const { event, ...made } = await world.reply('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
    const hash = await sha256(made.ok ? made.output.CiphertextBlob : undefined);
    expect(event?.sidecar).to.deep.include({ edkSha: hash, plaintextLen: 32 });
    expect(event?.sidecar).not.to.have.property('ctSha');
    const pair = await world.reply('GenerateDataKeyPairWithoutPlaintext', { KeyId, KeyPairSpec: 'ECC_NIST_P256' });
    const blob = pair.ok ? pair.output.PrivateKeyCiphertextBlob : undefined;
    expect(pair.event?.sidecar?.edkSha).to.equal(await sha256(blob));
  });

  it('has the hash of a shared secret, the same for both sides', async () => {
    const world = await testWorld();
    const spec = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' } as const;
    const [one, other] = [await world.key(spec), await world.key(spec)];
    const derive = async (KeyId: string, from: string) => {
      const { PublicKey = new Uint8Array() } = await world.ok('GetPublicKey', { KeyId: from });
      return await world.reply('DeriveSharedSecret', { KeyId, PublicKey, KeyAgreementAlgorithm: 'ECDH' });
    };
    const first = await derive(one, other);
    const hash = await sha256(first.ok ? first.output.SharedSecret : undefined);
    expect(first.event?.sidecar?.secretSha).to.equal(hash);
    expect((await derive(other, one)).event?.sidecar?.secretSha).to.equal(hash);
    expect((await derive(one, one)).event?.sidecar?.secretSha).not.to.equal(hash);
  });

  it('has the hash of a public key that the call returned', async () => {
    const world = await testWorld();
    const KeyId = await world.key({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const read = await world.reply('GetPublicKey', { KeyId });
    expect(read.event?.sidecar?.spkiSha).to.equal(await sha256(read.ok ? read.output.PublicKey : undefined));
    expect((await world.reply('DescribeKey', { KeyId })).event?.sidecar?.spkiSha).to.equal(undefined);
  });

  it('has the length of a plaintext that was too long, and the hash of a ciphertext that was refused', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const long = await world.reply('Encrypt', { KeyId, Plaintext: new Uint8Array(4097) });
    expect(long.ok).to.equal(false);
    expect(long.event?.sidecar).to.deep.equal({ plaintextLen: 4097 });
    const CiphertextBlob = new Uint8Array(150);
    const refused = await world.reply('Decrypt', { CiphertextBlob });
    expect(refused.event?.sidecar?.ctSha).to.equal(await sha256(CiphertextBlob));
  });

  it('names the material of keys whose record does not', async () => {
    const world = await testWorld();
    const KeyId = await world.key({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
    const { event } = await world.reply('GenerateMac', {
      KeyId,
      MacAlgorithm: 'HMAC_SHA_256',
      Message: new Uint8Array(4),
    });
    expect(event?.sidecar?.materialId).to.match(/^[\da-f]{64}$/);
    expect(event?.record.additionalEventData).to.equal(undefined);
  });

  it('is omitted if nothing applies', async () => {
    const world = await testWorld();
    const { event } = await world.reply('ListKeys', {});
    expect(event).not.to.have.property('sidecar');
  });
});

describe('what a client reports', () => {
  const call = async (report: Pick<Call, 'accessKeyId' | 'client' | 'attempt' | 'delayMs'>) => {
    const world = await testWorld();
    const { event } = await world.engine.call({ operation: 'ListKeys', input: {}, region: 'us-east-1', ...report });
    return event;
  };

  it('is in record and sidecar', async () => {
    const event = await call({ client: { host: 'localhost:4173' }, attempt: 2, delayMs: 150 });
    expect(event?.record.tlsDetails?.clientProvidedHostHeader).to.equal('localhost:4173');
    expect(event?.sidecar satisfies CallSidecar | undefined).to.deep.equal({ attempt: 2, delayMs: 150 });
  });

  it('names no access key that is not of the caller', async () => {
    const event = await call({ accessKeyId: 'AKIAOFANOTHERCALLER0' });
    expect(event?.record.userIdentity.accessKeyId).to.equal('AKIAIOSFODNN7EXAMPLE');
  });

  for (const bad of [
    { attempt: 0 },
    { attempt: 1.5 },
    { delayMs: -1 },
    { delayMs: Infinity },
    { client: { host: 1 } },
  ]) {
    it(`is rejected as ${Object.entries(bad)
      .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
      .join()}`, async () => {
      const error = await call(bad as object).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(TypeError);
    });
  }
});
