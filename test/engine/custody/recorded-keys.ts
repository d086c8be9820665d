/**
 * Keys and materials as schema version 3 stores them, with what was made with them when they were recorded. The
 * CryptoKeys were recorded by their bytes. Databases of users hold records of this form: a change of custody must still
 * use them.
 */
import type { KeyRecord, MaterialRecord } from '../../../src/model/records.ts';

/** A material. Bytes are hexadecimal. */
export interface RecordedMaterial extends Pick<MaterialRecord, 'materialId' | 'version' | 'rotation'> {
  /** The AES-256 key behind `keys.SYMMETRIC_DEFAULT`. */
  readonly aesKey?: string;
  /** `wrapped`, with the AES-256 key behind `by`. */
  readonly wrapped?: { readonly iv: string; readonly sealed: string; readonly by: string };
}

/** The members of a key that custody reads, its materials, and what was made with them. Bytes are hexadecimal. */
export interface RecordedKey {
  readonly key: Pick<KeyRecord, 'keyId' | 'spec' | 'usage' | 'materialId' | 'materials'> & {
    readonly publicKey?: string;
  };
  readonly materials: readonly RecordedMaterial[];
}

/** A symmetric key that was rotated once. */
export const AES: RecordedKey = {
  key: {
    keyId: 'e22a5880-fb64-49a5-a146-39a2e0d7c7a7',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    materialId: 'a825b2f07e2fbc47c7a0ab0daa801b1034300e0e5baa8c721b67fd11bd02fb3c',
    materials: 2,
  },
  materials: [
    {
      materialId: '89396020c99b5c77c4d15a5370b91005b89376ef1acd1f04f2318627cc8be7aa',
      version: 1,
      aesKey: 'ba54eff2e7a6395e7402b119e18cacfb14da1b55b7d6d5239136883a3c0ef4d7',
    },
    {
      materialId: 'a825b2f07e2fbc47c7a0ab0daa801b1034300e0e5baa8c721b67fd11bd02fb3c',
      version: 2,
      rotation: { at: 1767225600000, type: 'ON_DEMAND' },
      aesKey: 'eb0b07f9f5e64a48a943049cc39563d4458bb8e7c663f63e6302ed91151945d2',
    },
  ],
};

/** What AES encrypted: with its first material and a context, then with its second and none. */
export const AES_CIPHERTEXTS = {
  first: {
    plaintext: 'before the rotation',
    context: { tenant: 'a' },
    ciphertext:
      'a711112222333300e22a5880fb6449a5a14639a2e0d7c7a789396020c99b5c77c4d15a5370b91005b89376ef1acd1f04f2318627cc8be7aae8a6acf4a90e5d22ac65ecaead762a1e04959a43c7ad514e9d1a3e67fe16fd129885c8a8f688b9443d7cf2a7da0ee8544ae8fb',
  },
  second: {
    plaintext: 'after the rotation',
    ciphertext:
      'a711112222333300e22a5880fb6449a5a14639a2e0d7c7a7a825b2f07e2fbc47c7a0ab0daa801b1034300e0e5baa8c721b67fd11bd02fb3cee2f252e3df7072d1e0db9483f4483c72ee04ee2a197c08bb01e2f1cf1e456c34f6d245cfe656a37c975ea187fb794777a9d',
  },
} as const;

/** A key that no browser has natively: it is wrapped. */
export const HMAC: RecordedKey = {
  key: {
    keyId: '2cd0d87c-2d99-45d9-bed1-946dcd9453cf',
    spec: 'HMAC_224',
    usage: 'GENERATE_VERIFY_MAC',
    materialId: '606605f78a966ff1c4cc7b42ed99744e3d8c18d15f01300972abfe978c4ef560',
    materials: 1,
  },
  materials: [
    {
      materialId: '606605f78a966ff1c4cc7b42ed99744e3d8c18d15f01300972abfe978c4ef560',
      version: 1,
      wrapped: {
        iv: '0239ce6d5f0ffb2aa08170aa',
        sealed: '020496c6299fff35bc8839a3ab532e8df966f73113d3dfa593108d81f6bb001f3d12ec54b3358a95f90fc35f',
        by: '974ae7d4f70120481ae559c4b9c4cd51d7fb112dbf9aa84784db8f0d8c0ca584',
      },
    },
  ],
};

/** The MAC of `a message` by HMAC. */
export const HMAC_MAC = 'dcd617ca8c0be3942312e338a54082bf2cb84457bb6f9fbd654e8f9b';

/**
 * A signing key of custody `complete`: the CryptoKey behind `keys.ECDSA_SHA_256` has the number that is wrapped beside
 * it.
 */
export const P256: RecordedKey = {
  key: {
    keyId: 'a8fe56e1-8e23-4539-b2b7-1db2542bcb3c',
    spec: 'ECC_NIST_P256',
    usage: 'SIGN_VERIFY',
    materialId: '47ca86ec3dc199458431e9167f3bc67d3bd904189fdb2f8a56812c1a7f37e030',
    materials: 1,
    publicKey:
      '3059301306072a8648ce3d020106082a8648ce3d03010703420004ba268a52a2fdb3a8b2aa28bcaab6542db18b5fe4947b817b52db7adf2bb1ccbdac7e2263047bb0362bd3bacf7dfdce0cc4021ddb79940ec854f71c9f84da06cc',
  },
  materials: [
    {
      materialId: '47ca86ec3dc199458431e9167f3bc67d3bd904189fdb2f8a56812c1a7f37e030',
      version: 1,
      wrapped: {
        iv: 'b5b13bf99e4dba137978bd89',
        sealed:
          'ee2c5de7597d87f823e2359e120a53e0336c3e9ef900956a4bce0acf3cb2e59cdaa92b3d2e6c73b9cb2e7de199d6475deee20871101a59239de707621e98024d255e2b046a498f534600e7843967ec5bf71b4d16e645f78699faadc4580b22fa52809f138d52d1c05dd3510fa685e9c2648ca7355f7d2a970814114203b5342cbc7453bb339ae3b89130e4d05a97d4016afceda4b1f5df390086',
        by: 'eff7d647d9f2a5f81b114f9299774342f6f7b44cb93ec0fe5d3039aa6bb3db14',
      },
    },
  ],
};

/** The signature of P256 over a digest of 32 bytes of 7. */
export const P256_SIGNATURE =
  '3045022100932ecdae3b7a8f1783166107dbd5fecee8d6d013eab9c9d7932a8f0709b36b8002200656e353ff11acdc9166cdb68b653cbc273550296c165ad88ca504198aa0dc4f';
