/** Port of ListPublicKeys: the public keys that verify the digest files of log files. */

/** The public key of a key pair that signed digest files. */
export interface DigestPublicKey {
  /** DER, PKCS #1. */
  readonly value: Uint8Array<ArrayBuffer>;
  /** Simulated times in milliseconds since 1970. */
  readonly validFrom: number;
  readonly validTo: number;
  /** MD5 of `value` in hex. */
  readonly fingerprint: string;
}

/** Keys of one account and Region whose validity overlaps the range. */
export interface DigestKeyQuery {
  readonly account: string;
  readonly region: string;
  readonly from: number;
  readonly to: number;
}

/** Lists the public keys, oldest first. */
export type ListDigestKeys = (query: DigestKeyQuery) => Promise<readonly DigestPublicKey[]>;
