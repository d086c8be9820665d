import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { expect } from 'chai';
import type { KeyringOptions } from '../../../src/envelope/keyrings/create-keyring.ts';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';
import type { SuiteId } from '../../../src/envelope/suites.ts';
import { pattern, rejection } from '../streams.ts';
import { unwrapEcdh } from './independent-unwrap.ts';
import { createTestEnvelope } from './sandbox.ts';

const CONTEXT = { purpose: 'test', zürich: '✓' };
const SUITES: readonly SuiteId[] = [0x0014, 0x0146, 0x0378, 0x0478, 0x0578];
const CURVES = [
  { spec: 'ECC_NIST_P256', name: 'p256', jwk: 'P-256', openssl: 'prime256v1' },
  { spec: 'ECC_NIST_P384', name: 'p384', jwk: 'P-384', openssl: 'secp384r1' },
  { spec: 'ECC_NIST_P521', name: 'p521', jwk: 'P-521', openssl: 'secp521r1' },
] as const;

const RSA_OAEP = { name: 'RSA-OAEP', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) };

const pem = (key: KeyObject) =>
  key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString();
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = (curve: string) => generateKeyPairSync('ec', { namedCurve: curve });

/** Keyrings that encrypt, those that decrypt the same messages, and some that must not. */
interface Row {
  readonly name: string;
  readonly encrypt: KeyringOptions;
  readonly decrypt: KeyringOptions;
  readonly others: readonly KeyringOptions[];
  /** Whether the keyring binds the encryption context itself. */
  readonly bindsContext: boolean;
}

const aes = (wrappingKey: Uint8Array, keyName = 'one', keyNamespace = 'tests'): KeyringOptions => ({
  type: 'raw-aes',
  keyNamespace,
  keyName,
  wrappingKey,
});

const ROWS: Row[] = [
  ...[16, 24, 32].map((length): Row => {
    const key = Uint8Array.from(randomBytes(length));
    return {
      name: `raw AES with ${length * 8} bits`,
      encrypt: aes(key),
      decrypt: aes(key),
      others: [aes(Uint8Array.from(randomBytes(length))), aes(key, 'two'), aes(key, 'one', 'others')],
      bindsContext: true,
    };
  }),
  ...(['PKCS1', 'OAEP_SHA1_MGF1', 'OAEP_SHA256_MGF1', 'OAEP_SHA384_MGF1', 'OAEP_SHA512_MGF1'] as const).map(
    (padding): Row => {
      const names = { type: 'raw-rsa', keyNamespace: 'tests', keyName: 'pair', padding } as const;
      return {
        name: `raw RSA with ${padding}`,
        encrypt: { ...names, publicKey: pem(rsa.publicKey) },
        decrypt: { ...names, privateKey: pem(rsa.privateKey) },
        others: [
          { ...names, privateKey: pem(otherRsa.privateKey) },
          { ...names, publicKey: pem(rsa.publicKey) },
          { ...names, keyName: 'other', privateKey: pem(rsa.privateKey) },
        ],
        bindsContext: false,
      };
    },
  ),
  ...CURVES.flatMap(({ spec: curve, openssl }): Row[] => {
    const [a, b, c] = [ec(openssl), ec(openssl), ec(openssl)];
    const base = { type: 'raw-ecdh', curve } as const;
    const staticFrom = (own: KeyObject, peer: KeyObject): KeyringOptions => ({
      ...base,
      keyAgreement: 'static',
      senderPrivateKey: pem(own),
      recipientPublicKey: pem(peer),
    });
    const discovery = (own: KeyObject): KeyringOptions => ({
      ...base,
      keyAgreement: 'discovery',
      recipientPrivateKey: pem(own),
    });
    const others = [discovery(c.privateKey), staticFrom(c.privateKey, b.publicKey)];
    return [
      {
        name: `raw ECDH with a new key of ${curve}`,
        encrypt: { ...base, keyAgreement: 'ephemeral', recipientPublicKey: pem(b.publicKey) },
        decrypt: discovery(b.privateKey),
        others,
        bindsContext: true,
      },
      {
        name: `raw ECDH with fixed keys of ${curve}`,
        encrypt: staticFrom(a.privateKey, b.publicKey),
        decrypt: staticFrom(b.privateKey, a.publicKey),
        others,
        bindsContext: true,
      },
      {
        name: `raw ECDH with fixed keys of ${curve}, read by the sender`,
        encrypt: staticFrom(a.privateKey, b.publicKey),
        decrypt: staticFrom(a.privateKey, b.publicKey),
        others,
        bindsContext: true,
      },
    ];
  }),
];

describe('envelope: raw keyrings', () => {
  const { encrypt, decrypt, envelope } = createTestEnvelope();
  const policy = (suite: SuiteId) =>
    suite < 0x0400 ? ({ commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' } as const) : {};

  for (const row of ROWS) {
    it(`${row.name}: encrypts and decrypts with every length of data key`, async () => {
      for (const suite of SUITES) {
        const options = { suite, ...policy(suite), encryptionContext: CONTEXT };
        const message = await encrypt(pattern(100), { keyrings: [row.encrypt], ...options });
        const content = await decrypt(message, { keyrings: [row.decrypt], ...policy(suite) });
        expect(content, suite.toString(16)).to.deep.equal(pattern(100));
      }
    });

    it(`${row.name}: other keys and names do not decrypt, and the error names the provider`, async () => {
      const message = await encrypt(pattern(9), { keyrings: [row.encrypt] });
      const [provider] = parseMessageLayout(message).header.encryptedDataKeys.map(({ providerId }) => providerId);
      for (const other of row.others) {
        const error = await rejection(decrypt(message, { keyrings: [other] }));
        expect(error.code, JSON.stringify(other)).to.be.oneOf(['NoUsableKey', 'CommitmentMismatch']);
        if (error.message.startsWith('No encrypted data key')) expect(error.message).to.contain(provider);
      }
    });

    if (row.bindsContext) {
      it(`${row.name}: the encryption context is bound to the data key`, async () => {
        const keyring = await (await envelope.loadTools()).createKeyring(row.encrypt);
        const reader = await (await envelope.loadTools()).createKeyring(row.decrypt);
        const { suite } = parseMessageLayout(await encrypt(pattern(9), { keyrings: [row.encrypt] })).header;
        const materials = { suite, encryptionContext: CONTEXT, requiredContextKeys: [], encryptedDataKeys: [] };
        const { encryptedDataKeys, dataKey } = await keyring.onEncrypt(materials);
        const asked = { suite, requiredContextKeys: [] };
        const opened = await reader.onDecrypt({ ...asked, encryptionContext: CONTEXT }, encryptedDataKeys);
        expect(opened.dataKey).to.deep.equal(dataKey);
        for (const encryptionContext of [{}, { ...CONTEXT, more: 'x' }, { ...CONTEXT, purpose: 'other' }]) {
          const error = await rejection(reader.onDecrypt({ ...asked, encryptionContext }, encryptedDataKeys));
          expect(error.code).to.equal('NoUsableKey');
        }
      });
    }

    it(`${row.name}: refuses every changed byte of the encrypted data key`, async () => {
      const tools = await envelope.loadTools();
      const [keyring, reader] = [await tools.createKeyring(row.encrypt), await tools.createKeyring(row.decrypt)];
      const { suite } = parseMessageLayout(await encrypt(pattern(9), { keyrings: [row.encrypt] })).header;
      const made = await keyring.onEncrypt({
        suite,
        encryptionContext: {},
        requiredContextKeys: [],
        encryptedDataKeys: [],
      });
      const [key] = made.encryptedDataKeys;
      const asked = { suite, encryptionContext: {}, requiredContextKeys: [] };
      for (const member of ['providerInfo', 'ciphertext'] as const) {
        const original = key![member];
        const step = Math.max(1, Math.floor(original.length / 24));
        for (let at = 0; at < original.length; at += step) {
          const changed = original.slice();
          changed[at] = (changed[at] as number) ^ 1;
          const found = await reader.onDecrypt(asked, [{ ...key!, [member]: changed }]).catch((error: Error) => error);
          const isRefused = found instanceof Error || found.dataKey === undefined;
          // PKCS #1 v1.5 has no integrity: a changed ciphertext may decrypt to another key, which the message refuses.
          const isOther = !isRefused && !Buffer.from(found.dataKey ?? []).equals(Buffer.from(made.dataKey ?? []));
          expect(isRefused || isOther, `${member} ${at}`).to.equal(true);
        }
        for (const length of [0, 1, original.length - 1]) {
          const cut = [{ ...key!, [member]: original.slice(0, length) }];
          const found = await reader.onDecrypt(asked, cut).catch((error: Error) => error);
          expect(found instanceof Error || found.dataKey === undefined).to.equal(true);
          expect(found).not.to.be.instanceOf(RangeError);
        }
      }
    });
  }

  for (const curve of CURVES) {
    it(`writes data keys of ${curve.spec} that OpenSSL unwraps as the specification says`, async () => {
      const recipient = ec(curve.openssl);
      const tools = await envelope.loadTools();
      const recipientPublicKey = pem(recipient.publicKey);
      const keyring = await tools.createKeyring({
        type: 'raw-ecdh',
        curve: curve.spec,
        keyAgreement: 'ephemeral',
        recipientPublicKey,
      });
      const { suite } = parseMessageLayout(
        await encrypt(pattern(1), { keyrings: [keyring], encryptionContext: CONTEXT }),
      ).header;
      for (const encryptionContext of [CONTEXT, {}]) {
        const made = await keyring.onEncrypt({
          suite,
          encryptionContext,
          requiredContextKeys: [],
          encryptedDataKeys: [],
        });
        const { providerId, providerInfo, ciphertext } = made.encryptedDataKeys[0]!;
        expect(providerId).to.equal('raw-ecdh');
        const key = createPrivateKey(pem(recipient.privateKey));
        const opened = unwrapEcdh(curve, key, Buffer.from(providerInfo), Buffer.from(ciphertext), encryptionContext);
        expect(Uint8Array.from(opened)).to.deep.equal(made.dataKey);
      }
    });
  }

  it('takes keys of SubtleCrypto that are not extractable', async () => {
    const rsaPair = await crypto.subtle.generateKey(RSA_OAEP, false, ['encrypt', 'decrypt']);
    const ecPair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-384' }, false, ['deriveBits']);
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', ecPair.publicKey));
    const names = { type: 'raw-rsa', keyNamespace: 'tests', keyName: 'pair' } as const;
    const ecdh = { type: 'raw-ecdh', curve: 'ECC_NIST_P384' } as const;
    const rows: readonly (readonly [KeyringOptions, KeyringOptions])[] = [
      [
        { ...names, publicKey: rsaPair.publicKey },
        { ...names, privateKey: rsaPair.privateKey },
      ],
      [
        { ...ecdh, keyAgreement: 'ephemeral', recipientPublicKey: spki },
        { ...ecdh, keyAgreement: 'discovery', recipientPrivateKey: ecPair },
      ],
    ];
    for (const [to, from] of rows) {
      const message = await encrypt(pattern(50), { keyrings: [to], encryptionContext: CONTEXT });
      expect(await decrypt(message, { keyrings: [from] })).to.deep.equal(pattern(50));
    }
  });

  it('rejects a CryptoKey of another algorithm, hash, curve or usage with TypeError', async () => {
    const { createKeyring } = await envelope.loadTools();
    const rsaPair = await crypto.subtle.generateKey(RSA_OAEP, false, ['encrypt', 'decrypt']);
    const wrapOnly = await crypto.subtle.generateKey(RSA_OAEP, false, ['wrapKey', 'unwrapKey']);
    const p256 = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
    const deriveKey = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-384' }, false, ['deriveKey']);
    const names = { type: 'raw-rsa', keyNamespace: 'tests', keyName: 'pair' } as const;
    const ecdh = { type: 'raw-ecdh', curve: 'ECC_NIST_P384', keyAgreement: 'discovery' } as const;
    const invalid: readonly (readonly [KeyringOptions, RegExp])[] = [
      [{ ...names, publicKey: rsaPair.privateKey }, /usage encrypt/],
      [{ ...names, padding: 'OAEP_SHA512_MGF1', publicKey: rsaPair.publicKey }, /SHA-512/],
      [{ ...names, padding: 'PKCS1', privateKey: rsaPair.privateKey }, /PKCS1/],
      [{ ...names, privateKey: wrapOnly.privateKey }, /usage decrypt/],
      [{ ...names, publicKey: p256.publicKey }, /RSA-OAEP/],
      [{ ...ecdh, recipientPrivateKey: p256 }, /ECC_NIST_P384/],
      [{ ...ecdh, recipientPrivateKey: deriveKey }, /deriveBits/],
    ];
    for (const [options, message] of invalid) {
      const error = await rejection(createKeyring(options));
      expect(error, message.source).to.be.instanceOf(TypeError);
      expect(error.message).to.match(message);
    }
  });

  it('rejects invalid options with TypeError', async () => {
    const { createKeyring } = await envelope.loadTools();
    const key = new Uint8Array(32);
    const p256 = { type: 'raw-ecdh', curve: 'ECC_NIST_P256' } as const;
    const invalid: [object, RegExp][] = [
      [{ type: 'unknown' }, /type/],
      [{ ...aes(key), wrappingKey: new Uint8Array(20) }, /wrappingKey/],
      [{ ...aes(key), keyNamespace: 'aws-kms' }, /reserved/],
      [{ ...aes(key), keyNamespace: 'aws-kms-rsa' }, /reserved/],
      [{ ...aes(key), keyName: '' }, /keyName/],
      [{ type: 'raw-rsa', keyNamespace: 'a', keyName: 'b' }, /publicKey/],
      [{ type: 'raw-rsa', keyNamespace: 'a', keyName: 'b', publicKey: 'x' }, /publicKey/],
      [{ type: 'raw-rsa', keyNamespace: 'a', keyName: 'b', publicKey: pem(rsa.privateKey) }, /publicKey/],
      [{ type: 'raw-rsa', keyNamespace: 'a', keyName: 'b', padding: 'NONE', publicKey: pem(rsa.publicKey) }, /padding/],
      [{ type: 'raw-ecdh', curve: 'SM2', keyAgreement: 'ephemeral' }, /SM2 is not supported/],
      [{ ...p256, keyAgreement: 'other' }, /keyAgreement/],
      [
        { ...p256, keyAgreement: 'ephemeral', recipientPublicKey: pem(ec('secp384r1').publicKey) },
        /recipientPublicKey/,
      ],
      [
        { ...p256, keyAgreement: 'discovery', recipientPrivateKey: pem(ec('secp384r1').privateKey) },
        /recipientPrivateKey must/,
      ],
      [{ type: 'multi', keyrings: [] }, /at least one/],
    ];
    for (const [options, message] of invalid) {
      const error = await rejection(createKeyring(options as KeyringOptions));
      expect(error, JSON.stringify(options)).to.be.instanceOf(TypeError);
      expect(error.message).to.match(message);
    }
  });

  it('rejects keyrings of the wrong direction with TypeError', async () => {
    const { publicKey, privateKey } = ec('prime256v1');
    const base = { type: 'raw-ecdh', curve: 'ECC_NIST_P256' } as const;
    const ephemeral = { ...base, keyAgreement: 'ephemeral', recipientPublicKey: pem(publicKey) } as const;
    const discovery = { ...base, keyAgreement: 'discovery', recipientPrivateKey: pem(privateKey) } as const;
    const message = await encrypt(pattern(3), { keyrings: [ephemeral] });
    expect(await rejection(decrypt(message, { keyrings: [ephemeral] }))).to.be.instanceOf(TypeError);
    expect(await rejection(encrypt(pattern(3), { keyrings: [discovery] }))).to.be.instanceOf(TypeError);
    const privateOnly = { type: 'raw-rsa', keyNamespace: 'a', keyName: 'b', privateKey: pem(rsa.privateKey) } as const;
    expect(await rejection(encrypt(pattern(3), { keyrings: [privateOnly] }))).to.be.instanceOf(TypeError);
  });
});
