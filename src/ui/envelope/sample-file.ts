/** The sample file of Home: text, so that the result of decryption can be read. */
import { withFileIdentity, type FileIdentity } from './encrypted-name.ts';
import { TEXTS } from './home-texts.ts';

/** Name, type and content. */
export const SAMPLE = { name: 'letter.txt', type: 'text/plain', text: TEXTS.created.letter };

/** The encryption context of a file that Home encrypts. It is not secret. */
export function contextFor(file: FileIdentity): Readonly<Record<string, string>> {
  return withFileIdentity({ purpose: 'first-light' }, file);
}
