/** Checks of Sign and Verify in the order measured on AWS: algorithm, message type, digest length. */
import type { Json } from '../../model/audit.ts';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { KmsError } from '../../model/errors.ts';
import type { ValidInput } from '../../model/operations.ts';
import type { KeyRecord } from '../../model/records.ts';

/** Members of both inputs. */
export type SigningInput = ValidInput<'Sign' | 'Verify'>;

/** Length of a digest in bytes by the suffix of an algorithm name. */
const DIGEST_BYTES: readonly [RegExp, number][] = [
  [/SHA_256$/, 32],
  [/SHA_384$/, 48],
  [/SHA_512$/, 64],
  [/^SM2DSA$/, 32],
];
const MU_BYTES = 64;

/** Ed25519 accepts one message type per algorithm. */
const MESSAGE_TYPE_BY_ALGORITHM: Readonly<Record<string, string>> = {
  ED25519_SHA_512: 'RAW',
  ED25519_PH_SHA_512: 'DIGEST',
};

const invalid = (text: string): KmsError => new KmsError('ValidationException', text);

/**
 * Checks a request.
 * @throws {KmsError} InvalidKeyUsageException or ValidationException, with AWS's texts
 */
export function checkSigningRequest(input: SigningInput, { spec }: KeyRecord): void {
  const { SigningAlgorithm: algorithm, MessageType: type = 'RAW', Message } = input;
  if (!KEY_SPECS[spec].signingAlgorithms?.includes(algorithm)) {
    throw new KmsError(
      'InvalidKeyUsageException',
      `Algorithm ${algorithm} is incompatible with key spec ${spec}.`,
    ).because('key-algorithm');
  }
  if (MESSAGE_TYPE_BY_ALGORITHM[algorithm] !== undefined && MESSAGE_TYPE_BY_ALGORITHM[algorithm] !== type)
    throw invalid(`Message type ${type} is incompatible with algorithm ${algorithm}.`);
  const mlDsa = algorithm === 'ML_DSA_SHAKE_256';
  if ((mlDsa && type === 'DIGEST') || (!mlDsa && type === 'EXTERNAL_MU'))
    throw invalid(`Message type ${type} is incompatible with key spec ${spec}.`);
  const length =
    type === 'EXTERNAL_MU'
      ? MU_BYTES
      : type === 'DIGEST'
        ? DIGEST_BYTES.find(([name]) => name.test(algorithm))?.[1]
        : undefined;
  if (length !== undefined && Message.length !== length)
    throw invalid(`Digest is invalid length for algorithm ${algorithm}.`);
}

/** requestParameters of both: the message is never logged, its type always. */
export function cloudTrailSigningParameters({
  KeyId,
  MessageType,
  SigningAlgorithm,
  DryRun,
}: SigningInput): Readonly<Record<string, Json>> {
  return {
    messageType: MessageType ?? 'RAW',
    keyId: KeyId,
    signingAlgorithm: SigningAlgorithm,
    ...(DryRun ? { dryRun: true } : {}),
  };
}
