/** What the visitor has entered in the playground, kept while the tab lives. */
import { fromBase64 } from '../../base/base64.ts';
import { keepDraft, readDraft } from '../page/tab-draft.ts';

/** The fields of the playground. */
export interface PlaygroundDraft {
  readonly key: string;
  readonly pairs: Readonly<Record<string, string>>;
  readonly text: string;
  /** Base64, as it is entered. */
  readonly ciphertext: string;
}

const NAME = 'playground';

const isDraft = (value: unknown): value is PlaygroundDraft => {
  const { key, pairs, text, ciphertext } = Object(value) as Record<string, unknown>;
  return (
    [key, text, ciphertext].every((one) => typeof one === 'string') &&
    Object.values(Object(pairs) as object).every((one) => typeof one === 'string')
  );
};

/** The fields of an earlier visit in this tab. */
export function readPlaygroundDraft(): PlaygroundDraft | undefined {
  return readDraft(NAME, isDraft);
}

/** Keeps the fields. */
export function keepPlaygroundDraft({ key, pairs, text, ciphertext }: PlaygroundDraft): void {
  keepDraft(NAME, { key, pairs, text, ciphertext });
}

/** The bytes of a ciphertext that was entered. Throws TypeError when it is not base64. */
export function ciphertextFrom(text: string): Uint8Array {
  try {
    return fromBase64(text.replace(/\s+/g, ''));
  } catch (error) {
    throw new TypeError('The ciphertext is not base64: check that nothing is missing at its ends. Nothing was sent.', {
      cause: error,
    });
  }
}
