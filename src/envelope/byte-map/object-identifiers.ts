/**
 * Names of object identifiers in keys, certificates and signatures. Sources: RFC 8017, RFC 5480, RFC 8410, RFC 5652,
 * https://csrc.nist.gov/projects/computer-security-objects-register/algorithm-registration, GB/T 33560 (SM2).
 */

/** Names by dotted identifier. */
export const OBJECT_IDENTIFIERS: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.7': 'RSAES-OAEP',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.113549.1.1.11': 'RSA with SHA-256',
  '1.2.840.10045.2.1': 'EC',
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
  '1.3.132.0.10': 'secp256k1',
  '1.2.156.10197.1.301': 'SM2',
  '1.2.840.10045.4.3.2': 'ECDSA with SHA-256',
  '1.2.840.10045.4.3.3': 'ECDSA with SHA-384',
  '1.3.101.110': 'X25519',
  '1.3.101.112': 'Ed25519',
  '2.16.840.1.101.3.4.3.17': 'ML-DSA-44',
  '2.16.840.1.101.3.4.3.18': 'ML-DSA-65',
  '2.16.840.1.101.3.4.3.19': 'ML-DSA-87',
  '2.16.840.1.101.3.4.4.1': 'ML-KEM-512',
  '2.16.840.1.101.3.4.4.2': 'ML-KEM-768',
  '2.16.840.1.101.3.4.4.3': 'ML-KEM-1024',
  '1.2.840.113549.1.7.1': 'CMS data',
  '1.2.840.113549.1.7.2': 'CMS signed data',
  '1.2.840.113549.1.7.3': 'CMS enveloped data',
  '2.5.4.3': 'common name',
};
