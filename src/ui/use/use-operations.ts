/**
 * The operations that use a key: one row each, with the fields of its form and the results that it shows. A row that
 * names a member which the operation lacks does not compile. Limits come from model/shapes.ts.
 */
import { parseArn } from '../../model/arn.ts';
import type { InputOf, OutputOf } from '../../model/operations.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import { ENUMS } from '../../model/shapes.ts';
import { TEXTS } from './use-operation-texts.ts';
import type { UseField, UseNext, UseOperation, UseResult, UseRow } from './use-row.ts';

type Members<T> = Extract<keyof T, string>;
type Row<N extends UseOperation> = Omit<UseRow<N>, 'operation' | 'says'> & {
  readonly fields: readonly UseField<Members<InputOf<N>>>[];
  readonly results: readonly UseResult<Members<OutputOf<N>>>[];
};

const { results: RESULTS } = TEXTS;

const isInChina = (key: KeyMetadata) => (parseArn(key.Arn ?? '')?.region ?? '').startsWith('cn-');

/** SM2 exists only in the China Regions, ML-KEM only outside them. */
const pairSpecs = (key: KeyMetadata) =>
  ENUMS.DataKeyPairSpec.filter((spec) => (isInChina(key) ? !spec.startsWith('ML_KEM') : spec !== 'SM2'));

const CONTEXT = {
  kind: 'context',
  member: 'EncryptionContext',
  only: 'symmetric',
} as const;
const ENCRYPTION_ALGORITHM = {
  kind: 'choice',
  member: 'EncryptionAlgorithm',
  options: (key: KeyMetadata) => key.EncryptionAlgorithms ?? [],
  only: 'asymmetric',
} as const;
const SIGNING_ALGORITHM = {
  kind: 'choice',
  member: 'SigningAlgorithm',
  options: (key: KeyMetadata) => key.SigningAlgorithms ?? [],
} as const;
const MAC_ALGORITHM = {
  kind: 'choice',
  member: 'MacAlgorithm',
  options: (key: KeyMetadata) => key.MacAlgorithms ?? [],
} as const;
const ENCAPSULATION_ALGORITHM = {
  kind: 'choice',
  member: 'EncapsulationAlgorithm',
  options: (key: KeyMetadata) => key.EncapsulationAlgorithms ?? [],
} as const;
const DATA_KEY_SIZE = [
  {
    kind: 'choice',
    member: 'KeySpec',
    options: () => ENUMS.DataKeySpec,
    optional: TEXTS.noKeySpec,
  },
  { kind: 'number', member: 'NumberOfBytes' },
] as const;
const PAIR_SPEC = { kind: 'choice', member: 'KeyPairSpec', options: pairSpecs } as const;
const MAC_MESSAGE = {
  kind: 'bytes',
  member: 'Message',
  text: true,
  sample: TEXTS.sample,
  tooLong: TEXTS.tooLong.macMessage,
} as const;

const toDecrypt = (member = 'CiphertextBlob'): UseNext => ({
  operation: 'Decrypt',
  member,
  carry: { EncryptionContext: 'EncryptionContext', EncryptionAlgorithm: 'EncryptionAlgorithm' },
});
const PUBLIC_KEY = { member: 'PublicKey', label: RESULTS.publicKey, kind: 'public', pem: 'PUBLIC KEY' } as const;
const PRIVATE_BLOB = {
  member: 'PrivateKeyCiphertextBlob',
  label: RESULTS.encryptedPrivateKey,
  kind: 'ciphertext',
  next: [toDecrypt()],
} as const;

/** The rows. An operation without a row does not compile. */
const ROWS: { readonly [N in UseOperation]: Row<N> } = {
  Encrypt: {
    fields: [
      {
        kind: 'bytes',
        member: 'Plaintext',
        text: true,
        sample: TEXTS.sample,
        tooLong: TEXTS.tooLong.plaintext,
      },
      ENCRYPTION_ALGORITHM,
      CONTEXT,
    ],
    results: [
      {
        member: 'CiphertextBlob',
        label: RESULTS.ciphertext,
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
    fields: [
      {
        kind: 'bytes',
        member: 'CiphertextBlob',
        tooLong: TEXTS.tooLong.ciphertext,
      },
      ENCRYPTION_ALGORITHM,
      CONTEXT,
    ],
    results: [
      {
        member: 'Plaintext',
        label: RESULTS.plaintext,
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
    fields: [
      { kind: 'bytes', member: 'CiphertextBlob' },
      { kind: 'key', member: 'SourceKeyId' },
      { ...ENCRYPTION_ALGORITHM, member: 'SourceEncryptionAlgorithm' },
      {
        ...CONTEXT,
        member: 'SourceEncryptionContext',
      },
      {
        kind: 'key',
        member: 'DestinationKeyId',
      },
      {
        kind: 'choice',
        member: 'DestinationEncryptionAlgorithm',
        options: (key) => [
          ...(key.EncryptionAlgorithms ?? []),
          ...ENUMS.EncryptionAlgorithmSpec.filter((name) => !key.EncryptionAlgorithms?.includes(name)),
        ],
      },
      {
        kind: 'context',
        member: 'DestinationEncryptionContext',
      },
    ],
    results: [
      {
        member: 'CiphertextBlob',
        label: RESULTS.newCiphertext,
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
    fields: [...DATA_KEY_SIZE, CONTEXT],
    results: [
      { member: 'Plaintext', label: RESULTS.dataKey, kind: 'plaintext' },
      { member: 'CiphertextBlob', label: RESULTS.encryptedDataKey, kind: 'ciphertext', next: [toDecrypt()] },
    ],
  },
  GenerateDataKeyWithoutPlaintext: {
    fields: [...DATA_KEY_SIZE, CONTEXT],
    results: [{ member: 'CiphertextBlob', label: RESULTS.encryptedDataKey, kind: 'ciphertext', next: [toDecrypt()] }],
  },
  GenerateDataKeyPair: {
    fields: [PAIR_SPEC, CONTEXT],
    results: [
      PUBLIC_KEY,
      { member: 'PrivateKeyPlaintext', label: RESULTS.privateKey, kind: 'plaintext', pem: 'PRIVATE KEY' },
      PRIVATE_BLOB,
    ],
  },
  GenerateDataKeyPairWithoutPlaintext: {
    fields: [PAIR_SPEC, CONTEXT],
    results: [PUBLIC_KEY, PRIVATE_BLOB],
  },
  Sign: {
    fields: [SIGNING_ALGORITHM, { kind: 'message', member: 'Message', sample: TEXTS.sample }],
    results: [
      {
        member: 'Signature',
        label: RESULTS.signature,
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
    fields: [
      SIGNING_ALGORITHM,
      { kind: 'message', member: 'Message' },
      {
        kind: 'bytes',
        member: 'Signature',
      },
    ],
    results: [{ member: 'SignatureValid', label: RESULTS.signatureValid, kind: 'truth' }],
  },
  GenerateMac: {
    fields: [MAC_ALGORITHM, MAC_MESSAGE],
    results: [
      {
        member: 'Mac',
        label: RESULTS.mac,
        kind: 'public',
        next: [{ operation: 'VerifyMac', member: 'Mac', carry: { Message: 'Message', MacAlgorithm: 'MacAlgorithm' } }],
      },
    ],
  },
  VerifyMac: {
    fields: [
      MAC_ALGORITHM,
      { kind: 'bytes', member: 'Message', text: true, tooLong: MAC_MESSAGE.tooLong },
      { kind: 'bytes', member: 'Mac' },
    ],
    results: [{ member: 'MacValid', label: RESULTS.macValid, kind: 'truth' }],
  },
  DeriveSharedSecret: {
    fields: [
      {
        kind: 'bytes',
        member: 'PublicKey',
        pem: true,
        peer: true,
      },
      {
        kind: 'choice',
        member: 'KeyAgreementAlgorithm',
        options: (key) => key.KeyAgreementAlgorithms ?? [],
      },
    ],
    results: [{ member: 'SharedSecret', label: RESULTS.sharedSecret, kind: 'plaintext' }],
  },
  Encapsulate: {
    fields: [ENCAPSULATION_ALGORITHM],
    results: [
      { member: 'SharedSecret', label: RESULTS.sharedSecret, kind: 'plaintext' },
      {
        member: 'SharedSecretCiphertextBlob',
        label: RESULTS.encapsulatedSecret,
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
    fields: [{ kind: 'bytes', member: 'SharedSecretCiphertextBlob' }, ENCAPSULATION_ALGORITHM],
    results: [
      {
        member: 'SharedSecret',
        label: RESULTS.sharedSecret,
        kind: 'plaintext',
        echoes: [{ operation: 'Encapsulate', side: 'output', member: 'SharedSecret' }],
      },
    ],
  },
};

/** The rows, in the order of the table. */
export const USES: readonly UseRow[] = Object.entries(ROWS).map(([operation, row]) => ({
  operation: operation as UseOperation,
  says: TEXTS.operations[operation as UseOperation],
  ...row,
}));
