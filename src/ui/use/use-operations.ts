/**
 * What can be done with a key: one row per cryptographic operation, with the fields of its form and what its answer shows.
 * Names of members are AWS's; a row that names one which the operation lacks does not compile. Limits come from model/shapes.ts.
 */
import { parseArn } from '../../model/arn.ts';
import type { InputOf, OutputOf } from '../../model/operations.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { ENUMS } from '../../model/shapes.ts';
import type { UseField, UseNext, UseOperation, UseResult, UseRow } from './use-row.ts';

type Members<T> = Extract<keyof T, string>;
type Row<N extends UseOperation> = Omit<UseRow<N>, 'operation'> & {
  readonly fields: readonly UseField<Members<InputOf<N>>>[];
  readonly results: readonly UseResult<Members<OutputOf<N>>>[];
};

const chinese = (key: KeyMetadata) => (parseArn(key.Arn ?? '')?.region ?? '').startsWith('cn-');

/** SM2 is in the China Regions alone, ML-KEM everywhere else. */
const pairSpecs = (key: KeyMetadata) =>
  ENUMS.DataKeyPairSpec.filter((spec) => (chinese(key) ? !spec.startsWith('ML_KEM') : spec !== 'SM2'));

const CONTEXT = {
  kind: 'context',
  member: 'EncryptionContext',
  label: 'Encryption context',
  hint: 'Not secret: it is logged in clear. To decrypt, give the same pairs again.',
  only: 'symmetric',
} as const;
const ENCRYPTION_ALGORITHM = {
  kind: 'choice',
  member: 'EncryptionAlgorithm',
  label: 'Encryption algorithm',
  options: (key: KeyMetadata) => key.EncryptionAlgorithms ?? [],
  only: 'asymmetric',
} as const;
const SIGNING_ALGORITHM = {
  kind: 'choice',
  member: 'SigningAlgorithm',
  label: 'Signing algorithm',
  options: (key: KeyMetadata) => key.SigningAlgorithms ?? [],
} as const;
const MAC_ALGORITHM = {
  kind: 'choice',
  member: 'MacAlgorithm',
  label: 'MAC algorithm',
  options: (key: KeyMetadata) => key.MacAlgorithms ?? [],
} as const;
const ENCAPSULATION_ALGORITHM = {
  kind: 'choice',
  member: 'EncapsulationAlgorithm',
  label: 'Encapsulation algorithm',
  options: (key: KeyMetadata) => key.EncapsulationAlgorithms ?? [],
} as const;
const DATA_KEY_SIZE = [
  {
    kind: 'choice',
    member: 'KeySpec',
    label: 'Key spec of the data key',
    options: () => ENUMS.DataKeySpec,
    optional: 'none: a number of bytes instead',
  },
  { kind: 'number', member: 'NumberOfBytes', label: 'Number of bytes', hint: '1 to 1,024, in place of a key spec.' },
] as const;
const PAIR_SPEC = { kind: 'choice', member: 'KeyPairSpec', label: 'Key pair spec', options: pairSpecs } as const;
const MAC_MESSAGE = {
  kind: 'bytes',
  member: 'Message',
  label: 'Message',
  text: true,
  sample: 'Attack at dawn.',
  tooLong: 'Make a hash of it in your program, and the MAC of that hash.',
} as const;

const toDecrypt = (member = 'CiphertextBlob'): UseNext => ({
  operation: 'Decrypt',
  member,
  carry: { EncryptionContext: 'EncryptionContext', EncryptionAlgorithm: 'EncryptionAlgorithm' },
});
const PUBLIC_KEY = { member: 'PublicKey', label: 'Public key', kind: 'public', pem: 'PUBLIC KEY' } as const;
const PRIVATE_BLOB = {
  member: 'PrivateKeyCiphertextBlob',
  label: 'Encrypted private key',
  kind: 'ciphertext',
  next: [toDecrypt()],
} as const;

/** The table. An operation without a row does not compile. */
const ROWS: { readonly [N in UseOperation]: Row<N> } = {
  Encrypt: {
    says: 'KMS encrypts a small piece of data under this key: a password, a key, a token.',
    fields: [
      {
        kind: 'bytes',
        member: 'Plaintext',
        label: 'Plaintext',
        text: true,
        sample: 'Attack at dawn.',
        tooLong: 'Seal it in an envelope instead: the Playground does that with files of any size.',
      },
      ENCRYPTION_ALGORITHM,
      CONTEXT,
    ],
    results: [
      {
        member: 'CiphertextBlob',
        label: 'Ciphertext',
        kind: 'ciphertext',
        next: [
          toDecrypt(),
          {
            operation: 'ReEncrypt',
            member: 'CiphertextBlob',
            carry: { EncryptionContext: 'SourceEncryptionContext', EncryptionAlgorithm: 'SourceEncryptionAlgorithm' },
          },
        ],
      },
    ],
  },
  Decrypt: {
    says: 'KMS opens what was encrypted under this key: by Encrypt, by ReEncrypt, or as a data key.',
    fields: [
      {
        kind: 'bytes',
        member: 'CiphertextBlob',
        label: 'Ciphertext',
        tooLong: 'A sealed file is opened in the Playground.',
      },
      ENCRYPTION_ALGORITHM,
      { ...CONTEXT, hint: 'Exactly the pairs that it was encrypted with.' },
    ],
    results: [
      {
        member: 'Plaintext',
        label: 'Plaintext',
        kind: 'plaintext',
        echoes: [
          { operation: 'Encrypt', side: 'input', member: 'Plaintext' },
          { operation: 'GenerateDataKey', side: 'output', member: 'Plaintext' },
          { operation: 'GenerateDataKeyPair', side: 'output', member: 'PrivateKeyPlaintext' },
        ],
      },
    ],
  },
  ReEncrypt: {
    says: 'KMS opens a ciphertext and encrypts it again under another key, or with another context. The plaintext never leaves KMS.',
    fields: [
      { kind: 'bytes', member: 'CiphertextBlob', label: 'Ciphertext' },
      { kind: 'key', member: 'SourceKeyId', label: 'Source key', hint: 'The key that encrypted it.' },
      { ...ENCRYPTION_ALGORITHM, member: 'SourceEncryptionAlgorithm', label: 'Source encryption algorithm' },
      {
        ...CONTEXT,
        member: 'SourceEncryptionContext',
        label: 'Source encryption context',
        hint: 'Exactly the pairs that it was encrypted with.',
      },
      {
        kind: 'key',
        member: 'DestinationKeyId',
        label: 'Destination key',
        hint: 'Key ID, alias or ARN. The caller needs ReEncryptTo on it.',
      },
      {
        kind: 'choice',
        member: 'DestinationEncryptionAlgorithm',
        label: 'Destination encryption algorithm',
        options: (key) => [
          ...(key.EncryptionAlgorithms ?? []),
          ...ENUMS.EncryptionAlgorithmSpec.filter((name) => !key.EncryptionAlgorithms?.includes(name)),
        ],
        hint: 'One that the destination key has.',
      },
      {
        kind: 'context',
        member: 'DestinationEncryptionContext',
        label: 'Destination encryption context',
        hint: 'The pairs to decrypt it with from now on; none where the destination is an asymmetric key.',
      },
    ],
    results: [
      {
        member: 'CiphertextBlob',
        label: 'New ciphertext',
        kind: 'ciphertext',
        next: [
          {
            operation: 'Decrypt',
            member: 'CiphertextBlob',
            carry: {
              DestinationEncryptionContext: 'EncryptionContext',
              DestinationEncryptionAlgorithm: 'EncryptionAlgorithm',
            },
          },
        ],
      },
    ],
  },
  GenerateDataKey: {
    says: 'A fresh key for your own program, twice: in the clear, to use at once and forget, and encrypted under this key, to store beside the data.',
    fields: [...DATA_KEY_SIZE, CONTEXT],
    results: [
      { member: 'Plaintext', label: 'Data key', kind: 'plaintext' },
      { member: 'CiphertextBlob', label: 'Encrypted data key', kind: 'ciphertext', next: [toDecrypt()] },
    ],
  },
  GenerateDataKeyWithoutPlaintext: {
    says: 'Only the encrypted copy of a fresh key: for whoever hands keys out and never uses them. Decrypt gives the key when it is needed.',
    fields: [...DATA_KEY_SIZE, CONTEXT],
    results: [{ member: 'CiphertextBlob', label: 'Encrypted data key', kind: 'ciphertext', next: [toDecrypt()] }],
  },
  GenerateDataKeyPair: {
    says: 'An asymmetric key pair for use outside KMS: the public key, the private key in the clear, and the private key encrypted under this key.',
    fields: [PAIR_SPEC, CONTEXT],
    results: [
      PUBLIC_KEY,
      { member: 'PrivateKeyPlaintext', label: 'Private key', kind: 'plaintext', pem: 'PRIVATE KEY' },
      PRIVATE_BLOB,
    ],
  },
  GenerateDataKeyPairWithoutPlaintext: {
    says: 'The same pair without the private key in the clear: Decrypt gives it when something is to be signed or opened.',
    fields: [PAIR_SPEC, CONTEXT],
    results: [PUBLIC_KEY, PRIVATE_BLOB],
  },
  Sign: {
    says: 'A signature by the private key, which stays in KMS. Whoever has the public key can verify it, in KMS or anywhere else.',
    fields: [SIGNING_ALGORITHM, { kind: 'message', member: 'Message', label: 'Message', sample: 'Attack at dawn.' }],
    results: [
      {
        member: 'Signature',
        label: 'Signature',
        kind: 'public',
        next: [
          {
            operation: 'Verify',
            member: 'Signature',
            carry: { Message: 'Message', Digest: 'Digest', SigningAlgorithm: 'SigningAlgorithm' },
          },
        ],
      },
    ],
  },
  Verify: {
    says: 'Says whether a signature is by this key over this message. Message, how it is sent, and algorithm must be those of Sign.',
    fields: [
      SIGNING_ALGORITHM,
      { kind: 'message', member: 'Message', label: 'Message' },
      {
        kind: 'bytes',
        member: 'Signature',
        label: 'Signature',
        hint: 'ECDSA and SM2 in DER, the others as their raw bytes.',
      },
    ],
    results: [{ member: 'SignatureValid', label: 'The signature is valid', kind: 'truth' }],
  },
  GenerateMac: {
    says: 'A code that only this key can make for this message: whoever may use the key can check that the message is unchanged.',
    fields: [MAC_ALGORITHM, MAC_MESSAGE],
    results: [
      {
        member: 'Mac',
        label: 'MAC',
        kind: 'public',
        next: [{ operation: 'VerifyMac', member: 'Mac', carry: { Message: 'Message', MacAlgorithm: 'MacAlgorithm' } }],
      },
    ],
  },
  VerifyMac: {
    says: 'Says whether a MAC belongs to this message under this key.',
    fields: [
      MAC_ALGORITHM,
      { kind: 'bytes', member: 'Message', label: 'Message', text: true, tooLong: MAC_MESSAGE.tooLong },
      { kind: 'bytes', member: 'Mac', label: 'MAC' },
    ],
    results: [{ member: 'MacValid', label: 'The MAC is valid', kind: 'truth' }],
  },
  DeriveSharedSecret: {
    says: 'One secret for two: KMS computes it from this private key and the other side’s public key, the other side from its private key and this public key. It is raw ECDH: derive keys from it with a KDF.',
    fields: [
      {
        kind: 'bytes',
        member: 'PublicKey',
        label: 'Public key of the other side',
        pem: true,
        peer: true,
        hint: 'On the same curve, as SubjectPublicKeyInfo (what GetPublicKey gives).',
      },
      {
        kind: 'choice',
        member: 'KeyAgreementAlgorithm',
        label: 'Key agreement algorithm',
        options: (key) => key.KeyAgreementAlgorithms ?? [],
      },
    ],
    results: [{ member: 'SharedSecret', label: 'Shared secret', kind: 'plaintext' }],
  },
  Encapsulate: {
    says: 'A fresh secret, and its ciphertext for whoever may use this key. It needs only the public key: a program can do the same outside KMS.',
    fields: [ENCAPSULATION_ALGORITHM],
    results: [
      { member: 'SharedSecret', label: 'Shared secret', kind: 'plaintext' },
      {
        member: 'SharedSecretCiphertextBlob',
        label: 'Encapsulated secret',
        kind: 'ciphertext',
        next: [
          {
            operation: 'Decapsulate',
            member: 'SharedSecretCiphertextBlob',
            carry: { EncapsulationAlgorithm: 'EncapsulationAlgorithm' },
          },
        ],
      },
    ],
  },
  Decapsulate: {
    says: 'The secret of an encapsulation. A changed ciphertext of the right length gives another secret and no error: ML-KEM refuses that way.',
    fields: [
      { kind: 'bytes', member: 'SharedSecretCiphertextBlob', label: 'Encapsulated secret' },
      ENCAPSULATION_ALGORITHM,
    ],
    results: [
      {
        member: 'SharedSecret',
        label: 'Shared secret',
        kind: 'plaintext',
        echoes: [{ operation: 'Encapsulate', side: 'output', member: 'SharedSecret' }],
      },
    ],
  },
};

/** The rows, in the order of the table. */
export const USES: readonly UseRow[] = Object.entries(ROWS).map(([operation, row]) => ({
  operation: operation as UseOperation,
  ...row,
}));
