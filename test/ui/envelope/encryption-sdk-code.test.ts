import { Script } from 'node:vm';
import { expect } from 'chai';
import { findSuite, type Suite } from '../../../src/envelope/suites.ts';
import { canRepeat, encryptionSdkCode, type FileRunFacts } from '../../../src/ui/envelope/encryption-sdk-code.ts';
import type { KeyringFact } from '../../../src/ui/envelope/keyring-facts.ts';
import { hostilePairs as map, itWithPython, leftFiles, run } from './code-runners.ts';

const ARNS = ['arn:aws:kms:us-east-1:111122223333:key/1', 'arn:aws:kms:us-east-1:111122223333:key/2'];

describe('code of a run for the AWS Encryption SDK', () => {
  afterEach(() => expect(leftFiles()).to.deep.equal([]));

  const fileRun: FileRunFacts = {
    direction: 'encrypt',
    file: `it's "a".txt`,
    keyrings: ARNS.map((keyArn) => ({ type: 'aws-kms', keyArn })),
    suite: findSuite(0x0478) as Suite,
    region: 'us-east-1',
    encryptionContext: map,
    leftOut: [],
  };

  /** A class of the library that keeps its options. */
  const classOf = (name: string) =>
    class {
      readonly options: Record<string, unknown>;
      constructor(options: object) {
        this.options = { class: name, ...options };
      }
      toJSON() {
        return this.options;
      }
    };

  /** Runs code for the Encryption SDK with a library that notes what it is asked. */
  async function asked(facts: FileRunFacts): Promise<Record<string, unknown>> {
    const notes: Record<string, unknown> = {};
    const library = {
      readFile: (name: string) => Promise.resolve(`content of ${name}`),
      writeFile: (name: string, result: unknown) => Promise.resolve((notes.written = [name, result])),
      CommitmentPolicy: new Proxy({}, { get: (_target, name) => name }),
      KMS: 'KMS',
      getClient: (_kms: unknown, options: unknown) => options,
      RawAesWrappingSuiteIdentifier: new Proxy({}, { get: (_target, name) => name }),
      process: { env: { KMS_KEY_ARN: 'from the environment' } },
      ...Object.fromEntries(
        [
          'KmsKeyringNode',
          'RawAesKeyringNode',
          'RawRsaKeyringNode',
          'KmsHierarchicalKeyRingNode',
          'BranchKeyStoreNode',
          'MultiKeyringNode',
        ].map((name) => [name, classOf(name)]),
      ),
      buildClient: (policy: string) => ({
        encrypt: (keyring: unknown, input: unknown, options: unknown) => {
          Object.assign(notes, { policy, input, options, keyring });
          return Promise.resolve({ result: 'MESSAGE' });
        },
        decrypt: (keyring: unknown, input: unknown) => {
          Object.assign(notes, { policy, input, keyring });
          return Promise.resolve({ plaintext: 'CONTENT', messageHeader: { encryptionContext: notes.stored ?? map } });
        },
      }),
    };
    const code = encryptionSdkCode(facts).replaceAll(/^import (\{.*\}) from .*;$/gm, 'const $1 = library;');
    await (new Script(`(async () => {${code}})()`).runInNewContext({
      library,
      process: library.process,
      Uint8Array: { from: (text: string) => text },
    }) as Promise<void>);
    return notes;
  }

  it('encrypts with the AWS Encryption SDK under the same keys, suite and context', async () => {
    const notes = await asked(fileRun);
    expect(notes.policy).to.equal('REQUIRE_ENCRYPT_REQUIRE_DECRYPT');
    expect(JSON.parse(JSON.stringify(notes.keyring))).to.deep.equal({
      class: 'KmsKeyringNode',
      generatorKeyId: ARNS[0],
      keyIds: [ARNS[1]],
      clientProvider: { region: 'us-east-1' },
    });
    const { suiteId, encryptionContext } = notes.options as { suiteId: number; encryptionContext: object };
    expect(suiteId).to.equal(0x0478);
    expect(Object.entries(encryptionContext)).to.deep.equal(Object.entries(map));
    expect(notes.input).to.equal(`content of ${fileRun.file}`);
    expect(notes.written).to.deep.equal([`${fileRun.file}.encrypted`, 'MESSAGE']);
  });

  it('encrypts with raw keys and branch keys in the AWS Encryption SDK for JavaScript', async () => {
    const keyrings: readonly KeyringFact[] = [
      { type: 'raw-aes', keyNamespace: "it's", keyName: '"a"' },
      { type: 'raw-rsa', keyNamespace: 'b', keyName: 'c' },
      { type: 'aws-kms-hierarchy', branchKeyId: 'branch', keyArn: '' },
      { type: 'aws-kms', keyArn: ARNS[0] as string },
    ];
    const { keyring } = await asked({ ...fileRun, keyrings });
    const aes = {
      class: 'RawAesKeyringNode',
      keyNamespace: "it's",
      keyName: '"a"',
      unencryptedMasterKey: 'content of wrapping-key.bin',
      wrappingSuite: 'AES256_GCM_IV12_TAG16_NO_PADDING',
    };
    const rsa = { class: 'RawRsaKeyringNode', keyNamespace: 'b', keyName: 'c', oaepHash: 'sha256' };
    const store = {
      class: 'BranchKeyStoreNode',
      storage: { ddbTableName: 'branch-keys' },
      logicalKeyStoreName: 'branch-keys',
      kmsConfiguration: { identifier: 'from the environment' },
    };
    expect(JSON.parse(JSON.stringify(keyring))).to.deep.equal({
      class: 'MultiKeyringNode',
      generator: aes,
      children: [
        { ...rsa, rsaKey: { publicKey: 'content of public-key.pem' } },
        { class: 'KmsHierarchicalKeyRingNode', branchKeyId: 'branch', keyStore: store, cacheLimitTtl: 600 },
        { class: 'KmsKeyringNode', keyIds: [ARNS[0]], clientProvider: { region: 'us-east-1' } },
      ],
    });
    const reader = await asked({ ...fileRun, direction: 'decrypt', keyrings: keyrings.slice(1, 2) });
    expect(JSON.parse(JSON.stringify(reader.keyring))).to.deep.equal({
      ...rsa,
      rsaKey: { privateKey: 'content of private-key.pem' },
    });
  });

  itWithPython('encrypts and decrypts with RSA and ECDH keys in the AWS Encryption SDK for Python', () => {
    const fake = `
import json, sys, types, io, builtins
notes = []
class Noted:
    def __init__(self, name): self.name = name
    def __call__(self, *values, **options):
        found = {"call": self.name, **options}
        if values: found["value"] = list(values)
        return found
    def __getattr__(self, name): return Noted(name)
class Module(types.ModuleType):
    def __getattr__(self, name): return Noted(name)
class Kms:
    def get_public_key(self, KeyId): return {"PublicKey": b"der of " + KeyId.encode()}
class Client:
    def __init__(self, commitment_policy): pass
    def encrypt(self, **options):
        notes.append(["encrypt", options]); return (b"MESSAGE", None)
    def decrypt(self, **options):
        notes.append(["decrypt", options]); return (b"CONTENT", None)
for name in ["boto3", "aws_encryption_sdk", "aws_encryption_sdk.identifiers", "aws_cryptographic_material_providers",
             "aws_cryptographic_material_providers.mpl", "aws_cryptographic_material_providers.mpl.config",
             "aws_cryptographic_material_providers.mpl.models"]:
    sys.modules[name] = Module(name)
sys.modules["boto3"].client = lambda service, region_name: Kms()
sys.modules["aws_encryption_sdk"].EncryptionSDKClient = Client
class Providers:
    def __init__(self, config): pass
    def __getattr__(self, name): return Noted(name)
sys.modules["aws_cryptographic_material_providers.mpl"].AwsCryptographicMaterialProviders = Providers
class File(io.BytesIO):
    def __init__(self, name, mode): super().__init__(b"content of " + name.encode())
builtins.open = lambda name, mode="r": File(name, mode)
import atexit
def plain(value):
    if isinstance(value, bytes): return value.decode()
    return value.name if isinstance(value, Noted) else str(type(value))
atexit.register(lambda: print(json.dumps(notes, default=plain)))
`;
    const [rsa, sender, recipient] = ['arn:rsa', 'arn:"sender"', 'arn:recipient'] as const;
    const keyrings: readonly KeyringFact[] = [
      { type: 'aws-kms-rsa', keyArn: rsa },
      { type: 'aws-kms-ecdh', keyArn: sender, recipientArn: recipient, curve: 'ECC_NIST_P256' },
      { type: 'raw-ecdh', curve: 'ECC_NIST_P384' },
      { type: 'aws-kms', keyArn: ARNS[0] as string },
    ];
    type Noted = { readonly call: string; readonly [name: string]: unknown };
    const noted = (facts: FileRunFacts) => {
      const [[operation, options]] = JSON.parse(run('python3', ['-'], fake + encryptionSdkCode(facts))) as [
        [
          string,
          {
            readonly source: string;
            readonly encryption_context: object;
            readonly keyring?: Noted;
            readonly materials_manager?: Noted;
          },
        ],
      ];
      const manager = options.materials_manager?.input as
        { readonly required_encryption_context_keys: Noted; readonly underlying_cmm: Noted } | undefined;
      const keyring = options.keyring ?? ((manager?.underlying_cmm.input as Noted).keyring as Noted);
      const { generator, child_keyrings: children } = keyring.input as {
        readonly generator: Noted;
        readonly child_keyrings: readonly Noted[];
      };
      const all = [generator, ...children].map(({ call, input }) => ({ call, input }));
      return { operation, ...options, required: manager?.required_encryption_context_keys, all };
    };
    const utf8Pairs = Object.fromEntries(Object.entries(map).filter(([name]) => name.isWellFormed()));
    const encryption = noted({ ...fileRun, keyrings, encryptionContext: utf8Pairs });
    expect([encryption.operation, encryption.source]).to.deep.equal(['encrypt', `content of ${fileRun.file}`]);
    expect(Object.entries(encryption.encryption_context)).to.deep.equal(Object.entries(utf8Pairs));
    expect(encryption.all.map(({ call }) => call)).to.deep.equal([
      'create_aws_kms_rsa_keyring',
      'create_aws_kms_ecdh_keyring',
      'create_raw_ecdh_keyring',
      'create_aws_kms_keyring',
    ]);
    const [ofRsa, ofEcdh, ofRaw] = encryption.all.map(({ input }) => JSON.stringify(input));
    expect(ofRsa)
      .to.contain(Buffer.from(`der of ${rsa}`).toString('base64'))
      .and.to.contain('RSAES_OAEP_SHA_256');
    expect(ofEcdh).to.contain(JSON.stringify(sender)).and.to.contain(`der of ${recipient}`);
    expect(ofRaw).to.contain('content of recipient-public-key.der').and.to.contain('ECC_NIST_P384');
    const decryption = noted({
      ...fileRun,
      direction: 'decrypt',
      keyrings: keyrings.slice(1, 3),
      encryptionContext: {},
    });
    expect(decryption.operation).to.equal('decrypt');
    const [reader, raw] = decryption.all.map(({ input }) => JSON.stringify(input));
    expect(reader).to.contain('KmsPublicKeyDiscoveryInput').and.to.contain(JSON.stringify(sender));
    expect(raw).to.contain('content of private-key.pem');
    expect([encryption.required, decryption.required]).to.deep.equal([undefined, undefined]);
    // Pairs that the message does not store, with the keyring of JavaScript too.
    const leftOut = Object.keys(utf8Pairs).slice(0, 3);
    for (const direction of ['encrypt', 'decrypt'] as const) {
      const left = noted({ ...fileRun, direction, encryptionContext: utf8Pairs, leftOut });
      expect(left.operation).to.equal(direction);
      expect(left.required).to.deep.equal(leftOut);
      expect(Object.entries(left.encryption_context)).to.deep.equal(Object.entries(utf8Pairs));
      expect(left.all.map(({ call }) => call)).to.deep.equal(['create_aws_kms_keyring', 'create_aws_kms_keyring']);
    }
  });

  it('decrypts with the AWS Encryption SDK, and cannot repeat pairs that are not stored over raw keys', async () => {
    const notes = await asked({ ...fileRun, direction: 'decrypt', file: 'a.encrypted' });
    expect(notes.written).to.deep.equal(['a.decrypted', 'CONTENT']);
    const raw = { ...fileRun, keyrings: [{ type: 'raw-aes', keyNamespace: 'a', keyName: 'b' }] } as const;
    expect([fileRun, { ...fileRun, leftOut: ['a'] }, raw, { ...raw, leftOut: ['a'] }].map(canRepeat)).to.deep.equal([
      true,
      true,
      true,
      false,
    ]);
  });
});
