/**
 * Wrapping algorithms and wrapping key specs for the import of key material, and the length of symmetric material. Sources:
 * https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-get-public-key-and-token.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-conceptual.html
 */
import { KEY_SPECS } from './algorithms.ts';
import { partitionOf } from './arn.ts';
import type { AlgorithmSpec, KeySpec, WrappingKeySpec } from './sdk.ts';

/** A wrapping algorithm with a wrapping key spec. */
export interface WrappingChoice {
  /** RSAES_PKCS1_V1_5 is still in the enum, but AWS refuses it since October 2023. */
  readonly algorithm: Exclude<AlgorithmSpec, 'RSAES_PKCS1_V1_5'>;
  readonly keySpec: WrappingKeySpec;
}

/** Length of symmetric key material in bytes: AES-256, or SM4 in the China Regions. */
export function symmetricImportBytes(region: string): number {
  return partitionOf(region) === 'aws-cn' ? 16 : 32;
}

const OAEP = ['RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1'] as const;
const AES_KEY_WRAP = ['RSA_AES_KEY_WRAP_SHA_256', 'RSA_AES_KEY_WRAP_SHA_1'] as const;
const RSA_SPECS = ['RSA_4096', 'RSA_3072', 'RSA_2048'] as const;
const SM2PKE: readonly WrappingChoice[] = [{ algorithm: 'SM2PKE', keySpec: 'SM2' }];

const withRsa = (algorithms: readonly WrappingChoice['algorithm'][]): readonly WrappingChoice[] =>
  algorithms.flatMap((algorithm) => RSA_SPECS.map((keySpec) => ({ algorithm, keySpec })));

/**
 * Returns the choices for a key, the usual one first. None if its material cannot be imported. RSA_AES_KEY_WRAP is not
 * available in the China Regions, SM2PKE only there.
 */
export function wrappingChoices(spec: KeySpec, region: string): readonly WrappingChoice[] {
  const { kind, origins } = KEY_SPECS[spec];
  if (!origins.includes('EXTERNAL')) return [];
  const isChina = partitionOf(region) === 'aws-cn';
  if (kind !== 'asymmetric') return withRsa(OAEP);
  const keyWrap = isChina ? SM2PKE : withRsa(AES_KEY_WRAP);
  if (spec.startsWith('RSA_')) return keyWrap;
  if (spec === 'SM2') return [...SM2PKE, ...withRsa(OAEP)];
  // The PKCS#8 encoding of a P-521 key does not fit into one RSA_2048 block.
  const fits = ({ keySpec }: WrappingChoice) => spec !== 'ECC_NIST_P521' || keySpec !== 'RSA_2048';
  return [...keyWrap, ...withRsa(OAEP).filter(fits)];
}
