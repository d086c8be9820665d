/**
 * ECDH on P-256, P-384 and P-521 by SubtleCrypto. The shared secret is the raw x-coordinate (NIST SP 800-56A, cofactor
 * 1). Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html
 */
import type { Bytes } from '../base/bytes.ts';
import type { KeySpec } from '../model/sdk.ts';
import { pointOf } from './ec-encoding.ts';
import type { Family, Material } from './family.ts';
import { generateNativePair, importNativePair, importPublicKey, nativeKeyFor, type NativePair } from './native-keys.ts';

interface Row {
  readonly pair: NativePair;
  /** Length of the shared secret in bits, rounded up to whole bytes. */
  readonly bits: number;
}

function rowFor(namedCurve: string, bits: number): Row {
  const parameters = { name: 'ECDH', namedCurve };
  return {
    pair: {
      generate: parameters,
      keys: { ECDH: parameters },
      privateUsage: 'deriveBits',
      publicUsages: [],
      secretFormat: 'pkcs8',
    },
    bits,
  };
}

const ROWS: Readonly<Partial<Record<KeySpec, Row>>> = {
  ECC_NIST_P256: rowFor('P-256', 256),
  ECC_NIST_P384: rowFor('P-384', 384),
  ECC_NIST_P521: rowFor('P-521', 528),
};

function rowOf(spec: KeySpec): Row {
  const row = ROWS[spec];
  if (!row) throw new TypeError(`${spec} does not support ECDH`);
  return row;
}

async function agree(spec: KeySpec, material: Material, peer: Bytes): Promise<Bytes | undefined> {
  const { pair, bits } = rowOf(spec);
  if (!pointOf(spec, peer)) return undefined;
  const key = await nativeKeyFor(pair, material, 'ECDH');
  const publicKey = await importPublicKey(peer, pair.generate, []);
  if (!publicKey) return undefined;
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, key, bits));
}

/** ECC_NIST_P256, P384 and P521 for KEY_AGREEMENT. */
export const ecdh: Family = {
  generate: async (spec, _usage, wanted) => generateNativePair(rowOf(spec).pair, wanted),
  importSecret: async (spec, _usage, secret, wanted) => {
    const { readNistKey } = await import('./ecdsa.ts');
    const key = await readNistKey(spec, secret);
    return key && importNativePair(rowOf(spec).pair, key, wanted);
  },
  agree,
};
