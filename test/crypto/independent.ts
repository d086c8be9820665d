/**
 * For each key spec an implementation that is not the one under test: OpenSSL, sm-crypto for SM2, libsodium for
 * Ed25519ph, and for ML-DSA and ML-KEM whichever of browser and library does not serve (where the browser has neither,
 * both are the library: its published vectors are the evidence then).
 */
import sodium from 'libsodium-wrappers';
import { copyBytes, type Bytes } from '../../src/base/bytes.ts';
import { servedBy } from '../../src/crypto/capability.ts';
import type { MessageKind } from '../../src/crypto/family.ts';
import { publicKeyOf, seedOf } from '../../src/crypto/seed-encoding.ts';
import type { KeySpec } from '../../src/model/sdk.ts';
import { browserHas, mlDsaPeer, mlKemPeer, muOf } from './modern-peers.ts';
import type { OpenSsl } from './openssl.ts';
import { sm2Digest, sm2Peer } from './sm2-peer.ts';

/** A key pair; the secret in the form of `Wanted.secret`. */
export interface Pair {
  readonly secret: Bytes;
  readonly publicKey: Bytes;
}

type MlDsaSpec = Parameters<typeof mlDsaPeer>[0];
type MlKemSpec = Parameters<typeof mlKemPeer>[0];

/** Message types of an algorithm. Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export function kindsOf(algorithm: string): readonly MessageKind[] {
  if (algorithm === 'ED25519_SHA_512') return ['RAW'];
  if (algorithm === 'ED25519_PH_SHA_512') return ['DIGEST'];
  return algorithm === 'ML_DSA_SHAKE_256' ? ['RAW', 'EXTERNAL_MU'] : ['RAW', 'DIGEST'];
}

/**
 * Signs and verifies messages. `kind` is how the other side was given the message, which decides who that other side
 * was.
 */
export interface IndependentSigner {
  generate(): Promise<Pair>;
  sign(algorithm: string, secret: Bytes, message: Bytes): Promise<Bytes>;
  verify(algorithm: string, kind: MessageKind, publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean>;
  /** What a caller passes for `message` with MessageType DIGEST or EXTERNAL_MU. */
  digest(algorithm: string, publicKey: Bytes, message: Bytes): Promise<Bytes>;
}

const nameOf = (spec: KeySpec): string => spec.replaceAll('_', '-');

async function otherThan(served: 'native' | 'library', spec: KeySpec): Promise<'browser' | 'library'> {
  return served === 'library' && (await browserHas(nameOf(spec))) ? 'browser' : 'library';
}

function mlDsaSigner(spec: MlDsaSpec): IndependentSigner {
  const peer = async (kind: MessageKind) =>
    mlDsaPeer(spec, await otherThan(kind === 'RAW' ? await servedBy(spec) : 'library', spec));
  return {
    async generate() {
      const secret = crypto.getRandomValues(new Uint8Array(32));
      return { secret, publicKey: (await peer('RAW')).publicOf(secret) };
    },
    sign: async (_algorithm, secret, message) => (await peer('RAW')).sign(secret, message),
    verify: async (_algorithm, kind, publicKey, message, signature) =>
      (await peer(kind)).verify(publicKey, message, signature),
    digest: async (_algorithm, publicKey, message) => muOf(publicKeyOf(spec, publicKey)!, message),
  };
}

function sm2Signer(openssl: OpenSsl): IndependentSigner {
  return {
    generate: () => generated('SM2', openssl),
    sign: async (_algorithm, secret, message) => sm2Peer.sign(secret, message),
    verify: async (_algorithm, _kind, publicKey, message, signature) => sm2Peer.verify(publicKey, message, signature),
    digest: async (_algorithm, publicKey, message) => sm2Digest(publicKey, message),
  };
}

/** AWS hashes the digest of ED25519_PH_SHA_512 once more: it is what libsodium calls the message. */
async function prehashed(openssl: OpenSsl, message: Bytes): Promise<ReturnType<typeof sodium.crypto_sign_init>> {
  await sodium.ready;
  const state = sodium.crypto_sign_init();
  sodium.crypto_sign_update(state, await openssl.digest('sha512', message));
  return state;
}

function opensslSigner(spec: KeySpec, openssl: OpenSsl): IndependentSigner {
  return {
    generate: () => generated(spec, openssl),
    async sign(algorithm, secret, message) {
      if (algorithm !== 'ED25519_PH_SHA_512') return openssl.sign(algorithm, secret, message);
      const state = await prehashed(openssl, message);
      return copyBytes(
        sodium.crypto_sign_final_create(state, sodium.crypto_sign_seed_keypair(seedOf(spec, secret)).privateKey),
      );
    },
    async verify(algorithm, _kind, publicKey, message, signature) {
      if (algorithm !== 'ED25519_PH_SHA_512') return openssl.verify(algorithm, publicKey, message, signature);
      return sodium.crypto_sign_final_verify(
        await prehashed(openssl, message),
        signature,
        publicKeyOf(spec, publicKey)!,
      );
    },
    digest: (algorithm, _publicKey, message) => openssl.digest(`sha${algorithm.slice(-3)}`, message),
  };
}

async function generated(spec: KeySpec, openssl: OpenSsl): Promise<Pair> {
  const { privateKey, publicKey } = await openssl.generate(spec);
  return { secret: privateKey, publicKey };
}

/** Who signs and verifies beside keys of `spec`. */
export function signerBeside(spec: KeySpec, openssl: OpenSsl): IndependentSigner {
  if (spec === 'SM2') return sm2Signer(openssl);
  return spec.startsWith('ML_DSA') ? mlDsaSigner(spec as MlDsaSpec) : opensslSigner(spec, openssl);
}

/** Encrypts and decrypts. */
export interface IndependentCipher {
  generate(): Promise<Pair>;
  encrypt(algorithm: string, publicKey: Bytes, plaintext: Bytes): Promise<Bytes>;
  decrypt(algorithm: string, secret: Bytes, ciphertext: Bytes): Promise<Bytes>;
}

/** Who encrypts and decrypts beside keys of `spec`. */
export function cipherBeside(spec: KeySpec, openssl: OpenSsl): IndependentCipher {
  const generate = () => generated(spec, openssl);
  if (spec !== 'SM2') return { generate, encrypt: openssl.encrypt, decrypt: openssl.decrypt };
  return {
    generate,
    encrypt: async (_algorithm, publicKey, plaintext) => sm2Peer.encrypt(publicKey, plaintext),
    decrypt: async (_algorithm, secret, ciphertext) => sm2Peer.decrypt(secret, ciphertext),
  };
}

/** Who encapsulates beside keys of `spec`. */
export async function capsulesBeside(spec: KeySpec): Promise<ReturnType<typeof mlKemPeer>> {
  return mlKemPeer(spec as MlKemSpec, await otherThan(await servedBy(spec), spec));
}
