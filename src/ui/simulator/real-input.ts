/** Turns the input of a simulation into the input of a call. A simulation needs no ciphertext; the call does. */
import { encodeUtf8 } from '../../base/bytes.ts';
import type { InputOf, OperationName, OutputOf } from '../../model/operations.ts';

/** Of each operation that decrypts: the members that Encrypt needs to create a ciphertext for it. */
const CIPHERTEXT_OF: Partial<Readonly<Record<OperationName, Readonly<Record<string, keyof InputOf<'Encrypt'>>>>>> = {
  Decrypt: { KeyId: 'KeyId', EncryptionContext: 'EncryptionContext', EncryptionAlgorithm: 'EncryptionAlgorithm' },
  ReEncrypt: {
    SourceKeyId: 'KeyId',
    SourceEncryptionContext: 'EncryptionContext',
    SourceEncryptionAlgorithm: 'EncryptionAlgorithm',
  },
};

type Members = Readonly<Record<string, unknown>>;

/** Whether a ciphertext must be created before the call. */
export function needsCiphertext(operation: OperationName, input: object): boolean {
  return CIPHERTEXT_OF[operation] !== undefined && !Object.hasOwn(input, 'CiphertextBlob');
}

/** Whether the call itself is a dry run, as its input says; not one that only takes the place of a ciphertext. */
export function isDryRun(operation: OperationName, input: object): boolean {
  return (input as Members).DryRun === true && !needsCiphertext(operation, input);
}

/**
 * Returns the input to send. If it has no ciphertext, `encrypt` creates one under the same key and encryption context,
 * and the dry run that takes its place in a simulation is left out. Rejects as `encrypt` does.
 */
export async function realInput<N extends OperationName>(
  operation: N,
  input: InputOf<N>,
  encrypt: (input: InputOf<'Encrypt'>) => Promise<OutputOf<'Encrypt'>>,
): Promise<InputOf<N>> {
  const members = CIPHERTEXT_OF[operation];
  if (members === undefined || !needsCiphertext(operation, input)) return input;
  const { DryRun: _dryRun, DryRunModifiers: _modifiers, ...rest } = input as unknown as Members;
  const given = Object.entries(members).flatMap(([from, to]) =>
    rest[from] === undefined ? [] : [[to, rest[from]] as const],
  );
  const { CiphertextBlob } = await encrypt({
    Plaintext: encodeUtf8('an example'),
    ...Object.fromEntries(given),
  } as unknown as InputOf<'Encrypt'>);
  return { ...rest, CiphertextBlob } as unknown as InputOf<N>;
}
