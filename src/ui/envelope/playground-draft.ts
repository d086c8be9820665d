/** The fields of the Playground, kept until the tab is closed. */
import { fromBase64 } from '../../base/base64.ts';
import { keepDraft, readDraft } from '../page/tab-draft.ts';
import { TEXTS } from './playground-texts.ts';

/** The fields of the Playground. */
export interface PlaygroundDraft {
  readonly key: string;
  readonly pairs: Readonly<Record<string, string>>;
  readonly text: string;
  /** Base64, as entered. */
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

/** Reads the fields of an earlier visit in this tab. */
export function readPlaygroundDraft(): PlaygroundDraft | undefined {
  return readDraft(NAME, isDraft);
}

/** Stores the fields. */
export function keepPlaygroundDraft({ key, pairs, text, ciphertext }: PlaygroundDraft): void {
  keepDraft(NAME, { key, pairs, text, ciphertext });
}

/** The bytes of an entered ciphertext. Throws TypeError if it is not base64. */
export function ciphertextFrom(text: string): Uint8Array {
  try {
    return fromBase64(text.replace(/\s+/g, ''));
  } catch (error) {
    throw new TypeError(TEXTS.ciphertext.notBase64, { cause: error });
  }
}
