/** The table of capabilities against the world itself: every kind of key is made under every custody, every line of the table is tried, and SubtleCrypto watched. */
import { watched } from '../envelope/watch-subtle.ts';
import { expect } from 'chai';
import { createStrongroom } from '../../../src/memory.ts';
import type { KmsClient } from '../../../src/client/strongroom.ts';
import { KEY_SPECS } from '../../../src/model/algorithms.ts';
import type { Capability, Reply } from '../../../src/model/contract.ts';
import type { InputOf, OperationName } from '../../../src/model/operations.ts';
import type { Custody } from '../../../src/model/records.ts';
import type { KeySpec, KeyUsageType } from '../../../src/model/sdk.ts';
import {
  allows,
  capabilityGroups,
  keptAs,
  type CapabilityGroup,
  type CapabilityLine,
} from '../../../src/ui/settings/capabilities.ts';
import { custodyClass } from '../../../src/ui/page/custody.ts';

const CUSTODIES: readonly Custody[] = ['native', 'complete', 'strict'];

/** What SubtleCrypto calls what the page's words say. */
const NATIVE_NAMES: readonly (readonly [RegExp, RegExp])[] = [
  [/^AES-256-GCM/, /^AES-GCM$/],
  [/^RSA-OAEP$/, /^RSA-OAEP$/],
  [/^RSASSA/, /^(RSA-PSS|RSASSA-PKCS1-v1_5)$/],
  [/^ECDSA$/, /^ECDSA$/],
  [/^Ed25519$/, /^Ed25519$/],
  [/^HMAC$/, /^HMAC$/],
  [/^ECDH$/, /^ECDH$/],
  [/^ML-DSA/, /^ML-DSA-/],
  [/^ML-KEM/, /^ML-KEM-/],
];

/** A key under test, and what its operations gave so far: one's output is another's input. */
interface Tried {
  readonly kms: KmsClient;
  readonly keyId: string;
  readonly spec: KeySpec;
  ciphertext: Uint8Array;
  signature: Uint8Array;
  mac: Uint8Array;
}

const MESSAGE = new TextEncoder().encode('what it is worth');
const WHOLE = 'RAW';

function signingOf(
  spec: KeySpec,
  { detail }: CapabilityLine,
): {
  readonly algorithm: InputOf<'Sign'>['SigningAlgorithm'];
  readonly type: InputOf<'Sign'>['MessageType'];
  readonly message: Uint8Array;
} {
  const [first = ''] = KEY_SPECS[spec].signingAlgorithms ?? [];
  const algorithm = (detail?.startsWith('ED25519') ? detail : first) as InputOf<'Sign'>['SigningAlgorithm'];
  if (detail === 'MessageType EXTERNAL_MU') return { algorithm, type: 'EXTERNAL_MU', message: new Uint8Array(64) };
  if (detail !== 'MessageType DIGEST' && detail !== 'ED25519_PH_SHA_512')
    return { algorithm, type: WHOLE, message: MESSAGE };
  return { algorithm, type: 'DIGEST', message: new Uint8Array(Number(/\d+$/.exec(String(algorithm))?.[0] ?? 256) / 8) };
}

/** One operation of a line. */
async function attempt(tried: Tried, operation: OperationName, line: CapabilityLine): Promise<Reply> {
  const { kms, keyId: KeyId, spec } = tried;
  const row = KEY_SPECS[spec];
  const EncryptionAlgorithm = row.encryptionAlgorithms?.[0] as InputOf<'Encrypt'>['EncryptionAlgorithm'];
  const MacAlgorithm = row.macAlgorithms?.[0] as InputOf<'GenerateMac'>['MacAlgorithm'];
  switch (operation) {
    case 'Encrypt': {
      const reply = await kms.call('Encrypt', { KeyId, Plaintext: MESSAGE, EncryptionAlgorithm });
      if (reply.ok) tried.ciphertext = reply.output.CiphertextBlob ?? MESSAGE;
      return reply as Reply;
    }
    case 'Decrypt':
      return (await kms.call('Decrypt', { KeyId, CiphertextBlob: tried.ciphertext, EncryptionAlgorithm })) as Reply;
    case 'ReEncrypt': {
      const algorithms = {
        SourceEncryptionAlgorithm: EncryptionAlgorithm,
        DestinationEncryptionAlgorithm: EncryptionAlgorithm,
      };
      return (await kms.call('ReEncrypt', {
        SourceKeyId: KeyId,
        DestinationKeyId: KeyId,
        CiphertextBlob: tried.ciphertext,
        ...algorithms,
      })) as Reply;
    }
    case 'GenerateDataKey':
    case 'GenerateDataKeyWithoutPlaintext':
      return (await kms.call(operation, { KeyId, KeySpec: 'AES_256' })) as Reply;
    case 'GenerateDataKeyPair':
    case 'GenerateDataKeyPairWithoutPlaintext':
      return (await kms.call(operation, { KeyId, KeyPairSpec: 'ECC_NIST_P256' })) as Reply;
    case 'Sign': {
      const { algorithm, type, message } = signingOf(spec, line);
      const reply = await kms.call('Sign', { KeyId, SigningAlgorithm: algorithm, MessageType: type, Message: message });
      if (reply.ok) tried.signature = reply.output.Signature ?? MESSAGE;
      return reply as Reply;
    }
    case 'Verify': {
      const { algorithm, type, message } = signingOf(spec, line);
      return (await kms.call('Verify', {
        KeyId,
        SigningAlgorithm: algorithm,
        MessageType: type,
        Message: message,
        Signature: tried.signature,
      })) as Reply;
    }
    case 'GenerateMac': {
      const reply = await kms.call('GenerateMac', { KeyId, Message: MESSAGE, MacAlgorithm });
      if (reply.ok) tried.mac = reply.output.Mac ?? MESSAGE;
      return reply as Reply;
    }
    case 'VerifyMac':
      return (await kms.call('VerifyMac', { KeyId, Message: MESSAGE, MacAlgorithm, Mac: tried.mac })) as Reply;
    case 'DeriveSharedSecret': {
      const { PublicKey } = await kms.getPublicKey({ KeyId });
      return (await kms.call('DeriveSharedSecret', { KeyId, KeyAgreementAlgorithm: 'ECDH', PublicKey })) as Reply;
    }
    case 'Encapsulate': {
      const reply = await kms.call('Encapsulate', { KeyId, EncapsulationAlgorithm: 'ML_KEM' });
      if (reply.ok) tried.ciphertext = reply.output.SharedSecretCiphertextBlob ?? MESSAGE;
      return reply as Reply;
    }
    case 'Decapsulate':
      return (await kms.call('Decapsulate', {
        KeyId,
        SharedSecretCiphertextBlob: tried.ciphertext,
        EncapsulationAlgorithm: 'ML_KEM',
      })) as Reply;
    default:
      throw new Error(`the table names ${operation}, which is not tried here`);
  }
}

/** Whether the call was done: a signature that does not verify was looked at. */
const wasDone = (reply: Reply): boolean => reply.ok || reply.error.name === 'KMSInvalidSignatureException';

/** Registers the tests. */
export function describeCapabilities(where: string): void {
  describe(`what serves each kind of key, ${where}`, () => {
    const { sandbox, kms: kmsIn } = createStrongroom();
    let capabilities: readonly Capability[] = [];
    let groups: readonly CapabilityGroup[] = [];

    before(async () => {
      capabilities = await sandbox.capabilities();
      groups = capabilityGroups(capabilities);
    });

    /** Makes a key under `custody` and tries every line of its group. */
    async function holds(group: CapabilityGroup, spec: KeySpec, usage: KeyUsageType, custody: Custody): Promise<void> {
      const kms = kmsIn(spec === 'SM2' ? 'cn-north-1' : 'us-east-1');
      const made = await kms.call('CreateKey', { KeySpec: spec, KeyUsage: usage }, { custody });
      const kept = keptAs(group, custody);
      if (kept === 'refused') {
        expect(made.ok ? 'made' : made.error.name).to.equal('UnsupportedOperationException');
        return;
      }
      const { KeyId = '', Arn = '' } = (made.ok && made.output.KeyMetadata) || {};
      const view = await sandbox.custody.get(Arn);
      expect(view && custodyClass(view)).to.equal(kept);
      const nothing = new Uint8Array(64);
      const tried: Tried = { kms, keyId: KeyId, spec, ciphertext: nothing, signature: nothing, mac: nothing };
      for (const line of group.lines) {
        for (const operation of line.operations) {
          const { value: reply, computed } = await watched(() => attempt(tried, operation, line));
          const what = `${operation} ${line.detail ?? ''} under ${custody}`;
          const name = reply.ok ? '' : reply.error.name;
          expect(wasDone(reply), `${what}: ${name}`).to.equal(allows(group, line, custody));
          if (!wasDone(reply)) expect(name, what).to.equal('UnsupportedOperationException');
          else expectComputed(line, computed, what);
        }
      }
    }

    function expectComputed(line: CapabilityLine, computed: readonly string[], what: string): void {
      if (line.by !== 'SubtleCrypto') {
        // AES-GCM alone: it opens the wrapped key for the library.
        expect(
          computed.filter((name) => name !== 'AES-GCM'),
          what,
        ).to.deep.equal([]);
        return;
      }
      const [, native] = NATIVE_NAMES.find(([does]) => does.test(line.does)) ?? [];
      expect(native && computed.some((name) => native.test(name)), `${what} computed with ${computed.join()}`).to.equal(
        true,
      );
    }

    for (const [spec, { usages }] of Object.entries(KEY_SPECS) as [KeySpec, (typeof KEY_SPECS)[KeySpec]][]) {
      // Four times as long for the same answer: that they share a line is all there is to see.
      const slow = spec === 'RSA_3072' || spec === 'RSA_4096';
      for (const usage of usages) {
        it(`${spec} for ${usage} is as the table says, under each custody`, async () => {
          const [group, second] = groups.filter((one) => one.usage === usage && one.specs.includes(spec));
          expect(second).to.equal(undefined);
          if (!group) return expect.fail('the table lacks it');
          expect(group.servedBy).to.equal(capabilities.find((one) => one.spec === spec)?.servedBy);
          if (slow) return void expect(group.specs).to.include('RSA_2048');
          for (const custody of CUSTODIES) await holds(group, spec, usage, custody);
        });
      }
    }
  });
}
