/** The algorithms of a key, whichever member holds them. */
import type { KeyMetadata } from '../../model/sdk.ts';

/** The members of DescribeKey and GetPublicKey that list algorithms. A key has one of them. */
type Lists = Partial<
  Pick<
    KeyMetadata,
    | 'EncryptionAlgorithms'
    | 'SigningAlgorithms'
    | 'MacAlgorithms'
    | 'KeyAgreementAlgorithms'
    | 'EncapsulationAlgorithms'
  >
>;

/** The names, in AWS's order. */
export function algorithmsOf(of: Lists): readonly string[] {
  return (
    of.EncryptionAlgorithms ??
    of.SigningAlgorithms ??
    of.MacAlgorithms ??
    of.KeyAgreementAlgorithms ??
    of.EncapsulationAlgorithms ??
    []
  );
}
