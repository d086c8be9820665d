/** Texts of the pictures of labs. A picture with many texts has a file of its own. */
import { bytesExactly, stateWords } from '../kit/format.ts';

export const TEXTS = {
  heading: 'Picture',
  showPicture: 'Show diagram (T)',
  showText: 'Show as text (T)',
  bytes: bytesExactly,
  /** `name` is the name of the state in the API. */
  state: (name: string) => stateWords(name),
  keyUsages: {
    usages: {
      ENCRYPT_DECRYPT: 'Encrypt and decrypt',
      SIGN_VERIFY: 'Sign and verify',
      GENERATE_VERIFY_MAC: 'Generate and verify MAC',
      KEY_AGREEMENT: 'Key agreement',
      ENCAPSULATE_DECAPSULATE: 'Encapsulate and decapsulate',
    },
    inside: 'Inside KMS',
    none: 'No key yet',
    nothingOutside: 'Nothing leaves KMS.',
    publicKey: (name: string) => `Public key of ${name} can leave KMS.`,
  },
};
