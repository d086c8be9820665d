/** Writes a file that was encrypted or decrypted to the ledger, and the data key of the run. */
import { concatBytes } from '../../base/bytes.ts';
import type { Recorder } from '../page/call-recorder.ts';
import type { EnvelopeRun } from './envelope-run.ts';
import type { HeldKeys } from './held-keys.ts';
import { layoutOf } from './message-head.ts';
import { noteDataKey, noteItem, noteOpened, shaOf, type LedgerSandbox } from './program-ledger.ts';

/** A run that has succeeded. */
export interface EndedRun {
  readonly run: Pick<EnvelopeRun, 'direction'>;
  /** The input: the file, or the message. */
  readonly source: Blob;
  /** The output. */
  readonly output: readonly Uint8Array<ArrayBuffer>[];
  readonly recorder: Recorder;
  /** The secrets that the page lists. Undefined: it lists none. */
  readonly held: HeldKeys | undefined;
}

/** The encrypted data key that KMS returned or decrypted, and its KMS key. Undefined: this keyring has none. */
function usedDataKey({ direction }: EndedRun['run'], recorder: Recorder) {
  if (direction === 'encrypt') {
    const { CiphertextBlob, KeyId } = recorder.last('GenerateDataKey')?.output ?? {};
    return CiphertextBlob && KeyId ? { edk: CiphertextBlob, key: KeyId } : undefined;
  }
  const { input, output } = recorder.last('Decrypt') ?? {};
  return input?.CiphertextBlob && output?.KeyId ? { edk: input.CiphertextBlob, key: output.KeyId } : undefined;
}

/** Writes the entries of a run. Never rejects: the file is encrypted or decrypted in any case. */
export async function noteEndedRun(sandbox: LedgerSandbox, ended: EndedRun): Promise<void> {
  try {
    const { run, source, output, recorder, held } = ended;
    const [input, result] = [new Uint8Array(await source.arrayBuffer()), concatBytes(...output)];
    const isEncryption = run.direction === 'encrypt';
    const [plaintext, message] = isEncryption ? [input, result] : [result, input];
    const { header, headerLength } = await layoutOf(message);
    const { encryptedDataKeys, encryptionContext } = header;
    const bodySha = await shaOf(message.subarray(headerLength));
    if (isEncryption) await noteItem(sandbox, { bodySha, encryptedDataKeys, encryptionContext, plaintext });
    else await noteOpened(sandbox, bodySha, plaintext);
    const used = usedDataKey(run, recorder);
    if (held && used)
      await noteDataKey(sandbox, { ...used, encryptionContext, copies: [...held.copies], liveKeys: held.list });
  } catch {
    // A file that changed or no longer exists cannot be hashed.
  }
}
