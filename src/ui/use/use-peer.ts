/** The other party of a key agreement, simulated by this page: a key pair with a non-extractable private key. */
import type { Bytes } from '../../base/bytes.ts';
import type { KeySpec } from '../../model/sdk.ts';

/** WebCrypto's name of the curve, and the bytes of a shared secret. */
const CURVES: Partial<Readonly<Record<KeySpec, { readonly curve: string; readonly bytes: number }>>> = {
  ECC_NIST_P256: { curve: 'P-256', bytes: 32 },
  ECC_NIST_P384: { curve: 'P-384', bytes: 48 },
  ECC_NIST_P521: { curve: 'P-521', bytes: 66 },
};

/** The other party. */
export interface Peer {
  /** SPKI DER. */
  readonly publicKey: Bytes;
  /** The secret shared with the holder of `publicKey` (SPKI DER). Throws DOMException if it is not on the curve. */
  secretWith(publicKey: Bytes): Promise<Bytes>;
}

/** Whether this page can simulate the other party for a key of `spec`. */
export function canPeer(spec: KeySpec | undefined): boolean {
  return spec !== undefined && CURVES[spec] !== undefined;
}

/** A new other party for a key of `spec`. Throws TypeError unless `canPeer`. */
export async function makePeer(spec: KeySpec): Promise<Peer> {
  const row = CURVES[spec];
  if (!row) throw new TypeError(`The browser has no key agreement on the curve of ${spec}.`);
  const algorithm = { name: 'ECDH', namedCurve: row.curve };
  const { publicKey, privateKey } = await crypto.subtle.generateKey(algorithm, false, ['deriveBits']);
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
    async secretWith(other) {
      const key = await crypto.subtle.importKey('spki', other, algorithm, false, []);
      return new Uint8Array(await crypto.subtle.deriveBits({ name: 'ECDH', public: key }, privateKey, row.bytes * 8));
    },
  };
}
