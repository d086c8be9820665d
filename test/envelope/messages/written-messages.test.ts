import { createDecipheriv, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { concatBytes, encodeUint32, type Bytes } from '../../../src/base/bytes.ts';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';
import { MAX_FRAME_CONTENT_BYTES } from '../../../src/envelope/limits.ts';
import { SUITE_IDS, type SuiteId } from '../../../src/envelope/suites.ts';
import type { CommitmentPolicy } from '../../../src/envelope/commitment-policy.ts';
import { canonical } from '../keyrings/independent-unwrap.ts';
import { createTestEnvelope } from '../keyrings/sandbox.ts';
import { pattern, readAll, rejection } from '../streams.ts';
import { readIndependently, type IndependentMessage } from './independent-reader.ts';

const WRAPPING_KEY = randomBytes(32);
const AES = {
  type: 'raw-aes',
  keyNamespace: 'tests',
  keyName: 'one',
  wrappingKey: Uint8Array.from(WRAPPING_KEY),
} as const;

/** Unwraps the data key of the raw AES keyring, as its specification says. */
function unwrapAes(required: Readonly<Record<string, string>> = {}) {
  return ({ dataKeys, context }: Omit<IndependentMessage, 'plaintext'>) => {
    const { info, ciphertext } = dataKeys[0]!;
    const decipher = createDecipheriv('aes-256-gcm', WRAPPING_KEY, info.subarray(-12));
    decipher.setAAD(canonical({ ...context, ...required }));
    decipher.setAuthTag(ciphertext.subarray(-16));
    return Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()]);
  };
}

const policyOf = (suite: SuiteId): CommitmentPolicy =>
  suite < 0x0400 ? 'FORBID_ENCRYPT_ALLOW_DECRYPT' : 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT';

describe('envelope: written messages', () => {
  const { encrypt, decrypt, envelope } = createTestEnvelope();

  for (const suite of SUITE_IDS) {
    it(`suite 0x${suite.toString(16).padStart(4, '0')} is read by an independent reader`, async () => {
      for (const [size, frameLength] of [
        [0, 4096],
        [1, 1],
        [7, 3],
        [4096, 4096],
        [10_000, 4096],
        [100, 0xffffffff],
      ] as const) {
        for (const encryptionContext of [{}, { purpose: 'test', zürich: '✓' }]) {
          const message = await encrypt(pattern(size), {
            keyrings: [AES],
            suite,
            commitmentPolicy: policyOf(suite),
            frameLength,
            encryptionContext,
          });
          const read = readIndependently(message, unwrapAes());
          expect(Uint8Array.from(read.plaintext)).to.deep.equal(pattern(size));
          expect(read.suite).to.equal(suite);
          expect(read.context).to.include(encryptionContext);
          const commitmentPolicy = policyOf(suite);
          expect(await decrypt(message, { keyrings: [AES], commitmentPolicy })).to.deep.equal(pattern(size));
        }
      }
    });
  }

  it('each policy allows and defaults to its own suites', async () => {
    const seal = (options: object) => encrypt(pattern(3), { keyrings: [AES], ...options });
    const suiteOf = async (options: object) => parseMessageLayout(await seal(options)).header.suite.id;
    expect(await suiteOf({})).to.equal(0x0478);
    expect(await suiteOf({ commitmentPolicy: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT' })).to.equal(0x0478);
    expect(await suiteOf({ commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' })).to.equal(0x0178);
    for (const suite of SUITE_IDS) {
      for (const commitmentPolicy of [
        'REQUIRE_ENCRYPT_REQUIRE_DECRYPT',
        'REQUIRE_ENCRYPT_ALLOW_DECRYPT',
        'FORBID_ENCRYPT_ALLOW_DECRYPT',
      ] as const) {
        const isAllowed = suite >= 0x0400 === commitmentPolicy.startsWith('REQUIRE');
        if (isAllowed) expect(await suiteOf({ suite, commitmentPolicy })).to.equal(suite);
        else expect(() => seal({ suite, commitmentPolicy })).to.throw(TypeError, /key commitment/);
      }
    }
    const message = await seal({ commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' });
    expect((await rejection(decrypt(message, { keyrings: [AES] }))).code).to.equal('CommitmentPolicy');
    for (const commitmentPolicy of ['REQUIRE_ENCRYPT_ALLOW_DECRYPT', 'FORBID_ENCRYPT_ALLOW_DECRYPT'] as const)
      expect(await decrypt(message, { keyrings: [AES], commitmentPolicy })).to.deep.equal(pattern(3));
  });

  describe('pairs that are authenticated but not stored', () => {
    const context = { purpose: 'test', tenant: '7', project: 'x' };
    const required = { tenant: '7', project: 'x' };

    for (const suite of [0x0178, 0x0378, 0x0478, 0x0578] as const) {
      it(`are left out of a message of suite 0x0${suite.toString(16)}, and needed to read it`, async () => {
        const commitmentPolicy = policyOf(suite);
        const message = await encrypt(pattern(9), {
          keyrings: [AES],
          suite,
          commitmentPolicy,
          encryptionContext: context,
          requiredContextKeys: ['tenant', 'project'],
        });
        const { header } = parseMessageLayout(message);
        expect(header.encryptionContext)
          .to.include({ purpose: 'test' })
          .and.not.to.have.any.keys(['tenant', 'project']);
        expect(Buffer.from(message).includes('project')).to.equal(false);
        const read = readIndependently(message, unwrapAes(required), required);
        expect(Uint8Array.from(read.plaintext)).to.deep.equal(pattern(9));
        const reading = { keyrings: [AES], commitmentPolicy };
        expect(await decrypt(message, { ...reading, reproducedContext: required })).to.deep.equal(pattern(9));
        // Pairs that the message stores may be brought too, with the stored value.
        expect(await decrypt(message, { ...reading, reproducedContext: context })).to.deep.equal(pattern(9));
        for (const reproducedContext of [{}, { tenant: '7' }, { ...required, tenant: '8' }, { ...required, more: 'x' }])
          expect((await rejection(decrypt(message, { ...reading, reproducedContext }))).code).to.equal('NoUsableKey');
        const other = { ...required, purpose: 'other' };
        const error = await rejection(decrypt(message, { ...reading, reproducedContext: other }));
        expect(error.code).to.equal('EncryptionContextMismatch');
      });
    }

    it('are authenticated by the header too, if the keyring does not bind them', async () => {
      const { generateKeyPairSync } = await import('node:crypto');
      const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const names = { type: 'raw-rsa', keyNamespace: 'tests', keyName: 'pair' } as const;
      const spki = publicKey.export({ type: 'spki', format: 'der' });
      const message = await encrypt(pattern(9), {
        keyrings: [{ ...names, publicKey: spki }],
        encryptionContext: context,
        requiredContextKeys: ['tenant'],
      });
      const reader = { ...names, privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }) };
      const open = (reproducedContext: Record<string, string>) =>
        decrypt(message, { keyrings: [reader], reproducedContext });
      expect(await open({ tenant: '7' })).to.deep.equal(pattern(9));
      for (const wrong of [{}, { tenant: '8' }, { tenant: '7', more: 'x' }])
        expect((await rejection(open(wrong as Record<string, string>))).code).to.equal('HeaderAuthentication');
    });

    it('must exist in the encryption context', async () => {
      for (const key of ['other', 'toString']) {
        const options = { keyrings: [AES], encryptionContext: context, requiredContextKeys: [key] };
        const error = await rejection(encrypt(pattern(1), options));
        expect(error.code).to.equal('InvalidEncryptionContext');
        expect(error.message).to.contain(`no pair "${key}"`);
      }
    });
  });

  describe('limits', () => {
    it('writes and reads a header of many MiB', async () => {
      const manager = await envelope.loadTools().then(({ createKeyring }) => createKeyring(AES));
      const keyring = {
        ...manager,
        onEncrypt: async (materials: Parameters<typeof manager.onEncrypt>[0]) => {
          const made = await manager.onEncrypt(materials);
          const filler = { providerId: 'filler', providerInfo: pattern(60_000), ciphertext: pattern(60_000) };
          return { ...made, encryptedDataKeys: [...Array<typeof filler>(60).fill(filler), ...made.encryptedDataKeys] };
        },
      };
      const message = await encrypt(pattern(9), { keyrings: [keyring], suite: 0x0578 });
      expect(message.length).to.be.greaterThan(7_000_000);
      expect(await decrypt(message, { keyrings: [AES] })).to.deep.equal(pattern(9));
      const error = await rejection(decrypt(message, { keyrings: [AES], maxEncryptedDataKeys: 60 }));
      expect(error.code).to.equal('TooManyEncryptedDataKeys');
      const writing = await rejection(encrypt(pattern(9), { keyrings: [keyring], maxEncryptedDataKeys: 60 }));
      expect(writing.code).to.equal('TooManyEncryptedDataKeys');
    });

    it('holds 65,535 encrypted data keys, and not one more', async () => {
      const one = await envelope.loadTools().then(({ createKeyring }) => createKeyring(AES));
      const many = (count: number) => ({
        ...one,
        onEncrypt: async (materials: Parameters<typeof one.onEncrypt>[0]) => {
          const made = await one.onEncrypt(materials);
          const filler = { providerId: 'f', providerInfo: pattern(1), ciphertext: pattern(1) };
          return {
            ...made,
            encryptedDataKeys: [...made.encryptedDataKeys, ...Array<typeof filler>(count - 1).fill(filler)],
          };
        },
      });
      const message = await encrypt(pattern(9), { keyrings: [many(65_535)] });
      expect(await decrypt(message, { keyrings: [AES] })).to.deep.equal(pattern(9));
      const error = await rejection(encrypt(pattern(9), { keyrings: [many(65_536)] }));
      expect(error.code).to.equal('TooManyEncryptedDataKeys');
    });

    it('reads no content of a frame or block that is declared too long', async () => {
      const message = await encrypt(pattern(9), { keyrings: [AES], frameLength: 0xffffffff });
      const { headerLength } = parseMessageLayout(message);
      const endless = (front: Bytes) => {
        let given = 0;
        const stream = new ReadableStream<Uint8Array>({
          pull: (controller) => controller.enqueue(given++ === 0 ? front : new Uint8Array(65_536)),
        });
        return { stream, given: () => given };
      };
      const frame = concatBytes(message.slice(0, headerLength), encodeUint32(1));
      const final = concatBytes(
        message.slice(0, headerLength),
        encodeUint32(0xffffffff),
        encodeUint32(1),
        new Uint8Array(12),
        encodeUint32(MAX_FRAME_CONTENT_BYTES + 1),
      );
      for (const front of [frame, final]) {
        const { stream, given } = endless(front);
        const error = await rejection(readAll(envelope.decrypt(stream, { keyrings: [AES] }).stream));
        expect(error.code).to.equal('LimitExceeded');
        expect(given()).to.be.lessThan(40);
      }
    });
  });
});
