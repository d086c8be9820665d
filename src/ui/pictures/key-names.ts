/** Names of keys in pictures. */
import type { KeyListing } from '../../model/contract.ts';
import { ends } from '../kit/format.ts';
import { plainText } from '../page/lab-markup.ts';

/** The alias of a key, else its abbreviated key ID. */
export function keyName({ aliases, keyId }: Pick<KeyListing, 'aliases' | 'keyId'>): string {
  return plainText(aliases[0] ?? ends(keyId));
}
