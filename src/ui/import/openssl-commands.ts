/**
 * OpenSSL commands that generate key material and wrap it for import. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-encrypt-key-material.html
 * (test/ui/import/openssl-commands.test.ts runs them).
 */
import type { WrappingChoice } from '../../model/import-wrapping.ts';
import { symmetricImportBytes } from '../../model/import-wrapping.ts';
import type { KeySpec } from '../../model/sdk.ts';

const CURVES: Readonly<Partial<Record<KeySpec, string>>> = {
  ECC_NIST_P256: 'P-256',
  ECC_NIST_P384: 'P-384',
  ECC_NIST_P521: 'P-521',
  ECC_SECG_P256K1: 'secp256k1',
  SM2: 'SM2',
};

/** Names of the files that the commands read and write. */
export const FILES = { material: 'KeyMaterial.bin', wrapped: 'EncryptedKeyMaterial.bin' } as const;

/** Returns the length in bytes of the usual key material of a symmetric or HMAC key. Undefined for private keys. */
export function secretBytes(spec: KeySpec, region: string): number | undefined {
  if (spec === 'SYMMETRIC_DEFAULT') return symmetricImportBytes(region);
  return spec.startsWith('HMAC_') ? Number(spec.slice(5)) / 8 : undefined;
}

/** Commands that generate key material for a key of `spec`. */
export function generateCommands(spec: KeySpec, region: string): readonly string[] {
  const length = secretBytes(spec, region);
  if (length !== undefined) return [`openssl rand -out ${FILES.material} ${length}`];
  const algorithm = spec.startsWith('RSA_')
    ? `RSA -pkeyopt rsa_keygen_bits:${spec.slice(4)}`
    : spec === 'ECC_NIST_EDWARDS25519'
      ? 'ED25519'
      : `EC -pkeyopt ec_paramgen_curve:${CURVES[spec] ?? ''}`;
  return [
    `openssl genpkey -algorithm ${algorithm} -out PrivateKey.pem`,
    `openssl pkcs8 -topk8 -nocrypt -in PrivateKey.pem -outform DER -out ${FILES.material}`,
  ];
}

const oaep = (hash: string, input: string, output: string, key: string): string =>
  `openssl pkeyutl -encrypt -in ${input} -out ${output} -inkey ${key} -keyform DER -pubin -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:${hash} -pkeyopt rsa_mgf1_md:${hash}`;

/** Commands that wrap the key material. `key`: the file of the wrapping public key. */
export function wrapCommands({ algorithm }: WrappingChoice, key: string): readonly string[] {
  if (algorithm === 'SM2PKE')
    return [`openssl pkeyutl -encrypt -in ${FILES.material} -out ${FILES.wrapped} -inkey ${key} -keyform DER -pubin`];
  const hash = algorithm.endsWith('_256') ? 'sha256' : 'sha1';
  if (algorithm.startsWith('RSAES_OAEP')) return [oaep(hash, FILES.material, FILES.wrapped, key)];
  return [
    'openssl rand -out aes-key.bin 32',
    `openssl enc -id-aes256-wrap-pad -K "$(xxd -p < aes-key.bin | tr -d '\\n')" -iv A65959A6 -in ${FILES.material} -out key-material-wrapped.bin`,
    oaep(hash, 'aes-key.bin', 'aes-key-wrapped.bin', key),
    `cat aes-key-wrapped.bin key-material-wrapped.bin > ${FILES.wrapped}`,
  ];
}
