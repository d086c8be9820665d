/** The input of a simulated call as it is made for real. A question about rights needs no ciphertext; the call itself does. */
import { encodeUtf8 } from '../../base/bytes.ts';
import type { InputOf, OperationName, OutputOf } from '../../model/operations.ts';

/** For each operation that decrypts: the members that Encrypt needs to make a ciphertext for it. */
const CIPHERTEXT_OF: Partial<Readonly<Record<OperationName, Readonly<Record<string, keyof InputOf<'Encrypt'>>>>>> = {
  Decrypt: { KeyId: 'KeyId', EncryptionContext: 'EncryptionContext', EncryptionAlgorithm: 'EncryptionAlgorithm' },
  ReEncrypt: {
    SourceKeyId: 'KeyId',
    SourceEncryptionContext: 'EncryptionContext',
    SourceEncryptionAlgorithm: 'EncryptionAlgorithm',
  },
};

type Members = Readonly<Record<string, unknown>>;

/** Whether a ciphertext has to be made before the call can be made for real. */
export function needsCiphertext(operation: OperationName, input: object): boolean {
  return CIPHERTEXT_OF[operation] !== undefined && !Object.hasOwn(input, 'CiphertextBlob');
}

/** Whether the call is a dry run even when it is made for real: the visitor asks for one. */
export function isDryRun(operation: OperationName, input: object): boolean {
  return (input as Members).DryRun === true && !needsCiphertext(operation, input);
}

/**
 * `input` as it is sent: without a ciphertext, `encrypt` makes one on the same key and context, and the dry run that stood in its place is left out.
 * Rejects as `encrypt` does.
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
