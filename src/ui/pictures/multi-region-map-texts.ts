/** Texts of the picture *multi-region-map*. */
import { countOf } from '../kit/format.ts';

export const TEXTS = {
  none: 'No customer managed key in this Region',
  types: { PRIMARY: 'Primary key', REPLICA: 'Replica key', single: 'Single-Region key' },
  primaryIn: (region: string) => `Primary key in ${region}`,
  material: (number: number) => `Key material ${number}`,
  noMaterial: 'No key material',
  shared: (count: number) => `the same in ${countOf(count, 'Region', 'Regions')}`,
  noAlias: 'No alias here',
  own: 'Aliases of this Region',
  tags: (count: number) => countOf(count, 'tag', 'tags'),
  deleted: (key: string, when: string) => `${key}: deleted on ${when}`,
  crossings: 'Ciphertexts that crossed Regions',
  noCrossing: 'No ciphertext has been decrypted in another Region yet.',
  route: (from: string, to: string) => `${from} → ${to}`,
  opened: 'Decrypted',
  refused: (error: string) => `Refused: ${error}`,
};
