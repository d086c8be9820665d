/**
 * The AWS KMS ECDH keyring: wraps data keys with keys that KMS agrees on (DeriveSharedSecret). Source:
 * https://github.com/awslabs/aws-encryption-sdk-specification/blob/master/framework/aws-kms/aws-kms-ecdh-keyring.md
 */
import type { Bytes } from '../../base/bytes.ts';
import type { EcdhCurve } from '../../crypto/local-ecdh.ts';
import type { GetKmsClient } from '../envelope-kms.ts';
import { parseKeyArn } from '../key-arn.ts';
import type { Keyring } from '../materials.ts';
import { assembleEcdhKeyring, type EcdhAgreement } from './ecdh-keyring.ts';
import { checkEcdhCurve, compressed, ECDH_PROVIDERS } from './ecdh-wrapping.ts';
import { checkText, readKey, type KeyInput } from './key-input.ts';
import { clientFor, grantsOf, takePlaintext, unexpected, type KmsTarget } from './kms-calls.ts';
import { requireMethod } from './require-method.ts';

/**
 * Key agreement. `static`: encrypts and decrypts between the KMS key and a fixed other party. `discovery`: decrypts
 * what was encrypted to the KMS key, by any sender.
 */
export type AwsKmsEcdhKeyringOptions = KmsTarget & {
  readonly curve: EcdhCurve;
  /** KMS key with the usage KEY_AGREEMENT: of the sender (`static`) or the recipient (`discovery`). */
  readonly keyId: string;
  /** Public key of the KMS key (SPKI). Default: GetPublicKey returns it, once. */
  readonly publicKey?: KeyInput | undefined;
} & (
    { readonly keyAgreement: 'static'; readonly recipientPublicKey: KeyInput } | { readonly keyAgreement: 'discovery' }
  );

/**
 * Creates the keyring.
 * @throws {TypeError} for invalid options
 */
export function createAwsKmsEcdhKeyring(kmsFor: GetKmsClient, options: AwsKmsEcdhKeyringOptions): Keyring {
  const { curve, keyId } = options;
  checkEcdhCurve(curve);
  checkText(keyId, 'keyId');
  return assembleEcdhKeyring(ECDH_PROVIDERS.kms, curve, agreementOf(kmsFor, options));
}

function agreementOf(kmsFor: GetKmsClient, options: AwsKmsEcdhKeyringOptions): EcdhAgreement {
  const { curve } = options;
  const own = ownKeyOf(kmsFor, options);
  const derive = (peer: Bytes) => deriveWithKms(kmsFor, options, peer);
  if (options.keyAgreement === 'discovery') return { own, derive };
  if ((options.keyAgreement as unknown) !== 'static') throw new TypeError('keyAgreement must be static or discovery.');
  const peer = readKey(options.recipientPublicKey, 'PUBLIC KEY', 'recipientPublicKey');
  compressed(curve, peer, 'recipientPublicKey');
  return {
    start: async () => ({ parties: { sender: await own(), recipient: peer }, secret: await derive(peer) }),
    own,
    peer,
    derive,
  };
}

/** Returns a function that gets the public key of the KMS key, once. */
function ownKeyOf(kmsFor: GetKmsClient, options: AwsKmsEcdhKeyringOptions): () => Promise<Bytes> {
  const { curve, publicKey } = options;
  let known: Promise<Bytes> | undefined;
  if (publicKey !== undefined) {
    const spki = readKey(publicKey, 'PUBLIC KEY', 'publicKey');
    compressed(curve, spki, 'publicKey');
    known = Promise.resolve(spki);
  }
  return () => {
    known ??= fetchPublicKey(kmsFor, options);
    // A failed call is made again.
    known.catch(() => (known = undefined));
    return known;
  };
}

async function fetchPublicKey(kmsFor: GetKmsClient, options: AwsKmsEcdhKeyringOptions): Promise<Bytes> {
  const { curve, keyId } = options;
  const kms = clientFor(kmsFor, options, keyId);
  const answer = await requireMethod(kms, 'getPublicKey')({ KeyId: keyId, ...grantsOf(options) });
  if (answer.KeyUsage !== 'KEY_AGREEMENT' || answer.KeySpec !== curve)
    throw new TypeError(`Key ${keyId} is not a key of ${curve} with the usage KEY_AGREEMENT.`);
  const spki = Uint8Array.from(answer.PublicKey ?? []);
  compressed(curve, spki, `The public key of ${keyId}`);
  return spki;
}

async function deriveWithKms(kmsFor: GetKmsClient, options: AwsKmsEcdhKeyringOptions, peer: Bytes): Promise<Bytes> {
  const { keyId } = options;
  const answer = await requireMethod(
    clientFor(kmsFor, options, keyId),
    'deriveSharedSecret',
  )({ KeyId: keyId, PublicKey: peer.slice(), KeyAgreementAlgorithm: 'ECDH', ...grantsOf(options) });
  const secret = takePlaintext(answer.SharedSecret);
  if (secret.length > 0 && (!parseKeyArn(keyId) || answer.KeyId === keyId)) return secret;
  secret.fill(0);
  throw unexpected(`KMS returned no shared secret of ${keyId}`);
}
