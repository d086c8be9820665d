/** The fields of the Playground, kept until the tab is closed. */
import { keepDraft, readDraft } from '../page/tab-draft.ts';
import type { ByteEntry } from '../operation-form/byte-entry.ts';

/** The fields of the Playground. */
export interface PlaygroundDraft {
  readonly key: string;
  readonly pairs: Readonly<Record<string, string>>;
  readonly plaintext: ByteEntry;
  readonly ciphertext: ByteEntry;
}

/** The fields as they are stored. */
interface Stored extends Pick<PlaygroundDraft, 'key' | 'pairs'> {
  readonly text: string;
  /** As entered. */
  readonly ciphertext: string;
  /** Form of `ciphertext`. Absent: base64. */
  readonly form?: 'hex';
}

const NAME = 'playground';

const isStored = (value: unknown): value is Stored => {
  const { key, pairs, text, ciphertext } = Object(value) as Record<string, unknown>;
  return (
    [key, text, ciphertext].every((one) => typeof one === 'string') &&
    Object.values(Object(pairs) as object).every((one) => typeof one === 'string')
  );
};

/** Reads the fields of an earlier visit in this tab. */
export function readPlaygroundDraft(): PlaygroundDraft | undefined {
  const stored = readDraft(NAME, isStored);
  if (!stored) return undefined;
  const { key, pairs, text, ciphertext, form } = stored;
  return {
    key,
    pairs,
    plaintext: { form: 'text', text },
    ciphertext: { form: form === 'hex' ? 'hex' : 'base64', text: ciphertext },
  };
}

/** Stores the fields. A file is not stored. */
export function keepPlaygroundDraft({ key, pairs, plaintext, ciphertext }: PlaygroundDraft): void {
  const form = ciphertext.form === 'hex' ? { form: ciphertext.form } : {};
  keepDraft(NAME, { key, pairs, text: plaintext.text, ciphertext: ciphertext.text, ...form } satisfies Stored);
}
