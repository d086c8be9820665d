/** ReEncrypt: from one key to another, the plaintext never leaving KMS. The source side is checked before the destination. */
import type { Bytes } from '../../base/bytes.ts';
import type { KeyRecord } from '../../model/records.ts';
import type { Operation, Run } from '../pipeline/operation.ts';
import { parseBlob, type Blob } from '../custody/ciphertext-blob.ts';
import { open, seal } from '../custody/symmetric-material.ts';
import { checkAsymmetric, decryptWith, encryptFor } from '../keys/asymmetric-use.ts';
import { checkAlgorithm, checkCiphertextInput, symmetricBlob } from '../keys/symmetric-use.ts';

/** The plaintext of the source; the material only where it is symmetric. */
async function opened(
  { input, reader }: Run<'ReEncrypt'>,
  source: KeyRecord,
): Promise<{ plaintext: Bytes; materialId?: string }> {
  const ciphertext = input.CiphertextBlob as Uint8Array;
  if (source.publicKey !== undefined)
    return { plaintext: await decryptWith(reader, source, input.SourceEncryptionAlgorithm ?? '', ciphertext) };
  const blob = parseBlob(ciphertext) as Blob;
  return { plaintext: await open(reader, source, blob, input.SourceEncryptionContext), materialId: blob.materialId };
}

/** The ciphertext for the destination. */
async function sealed(
  { input, reader, random }: Run<'ReEncrypt'>,
  to: KeyRecord,
  plaintext: Bytes,
): Promise<{ blob: Bytes; materialId?: string }> {
  if (to.publicKey !== undefined) {
    // How much fits is known only now: the caller never saw the plaintext.
    checkAsymmetric(to, input.DestinationEncryptionAlgorithm ?? '', undefined, plaintext);
    return { blob: await encryptFor(to, input.DestinationEncryptionAlgorithm ?? '', plaintext) };
  }
  return {
    blob: await seal(reader, random, to, plaintext, input.DestinationEncryptionContext),
    materialId: to.materialId,
  };
}

/** The ReEncrypt operation. */
export const reEncrypt: Operation<'ReEncrypt'> = {
  name: 'ReEncrypt',
  readOnly: true,
  crossAccount: true,
  usage: 'ENCRYPT_DECRYPT',
  resources: [
    {
      role: 'source',
      kind: 'ciphertext',
      action: 'kms:ReEncryptFrom',
      from: (input) => input.SourceKeyId,
      blob: (input) => symmetricBlob(input.CiphertextBlob, input.SourceEncryptionAlgorithm, input.DryRunModifiers),
      byAlias: true,
      as: 'ReEncryptFrom',
    },
    {
      role: 'destination',
      kind: 'key',
      action: 'kms:ReEncryptTo',
      from: (input) => input.DestinationKeyId,
      byAlias: true,
      as: 'ReEncryptTo',
    },
  ],
  logged: (input) => ({
    sourceEncryptionAlgorithm: input.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
    ...(input.SourceEncryptionContext === undefined
      ? {}
      : { sourceEncryptionContext: { ...input.SourceEncryptionContext } }),
    ...(input.SourceKeyId === undefined ? {} : { sourceKeyId: input.SourceKeyId }),
    destinationEncryptionAlgorithm: input.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
    ...(input.DestinationEncryptionContext === undefined
      ? {}
      : { destinationEncryptionContext: { ...input.DestinationEncryptionContext } }),
    destinationKeyId: input.DestinationKeyId ?? '',
    ...(input.DryRun ? { dryRun: true } : {}),
  }),
  validate(input) {
    checkCiphertextInput({
      blob: input.CiphertextBlob,
      keyId: input.SourceKeyId,
      algorithm: input.SourceEncryptionAlgorithm,
      dryRun: input.DryRun,
      modifiers: input.DryRunModifiers,
    });
  },
  check({ input, key }) {
    const source = key('source');
    const destination = key('destination');
    checkAlgorithm(source, input.SourceEncryptionAlgorithm);
    checkAlgorithm(destination, input.DestinationEncryptionAlgorithm);
    if (source.publicKey !== undefined)
      checkAsymmetric(source, input.SourceEncryptionAlgorithm ?? '', input.SourceEncryptionContext);
    if (destination.publicKey !== undefined)
      checkAsymmetric(destination, input.DestinationEncryptionAlgorithm ?? '', input.DestinationEncryptionContext);
  },
  async run(run) {
    const { input, key } = run;
    const source = key('source');
    const destination = key('destination');
    const from = await opened(run, source);
    const to = await sealed(run, destination, from.plaintext);
    from.plaintext.fill(0);
    return {
      output: {
        CiphertextBlob: to.blob,
        SourceKeyId: source.arn,
        KeyId: destination.arn,
        SourceEncryptionAlgorithm: input.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
        DestinationEncryptionAlgorithm: input.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
        ...(from.materialId === undefined ? {} : { SourceKeyMaterialId: from.materialId }),
        ...(to.materialId === undefined ? {} : { DestinationKeyMaterialId: to.materialId }),
      },
      additional: {
        ...(from.materialId === undefined ? {} : { sourceKeyMaterialId: from.materialId }),
        ...(to.materialId === undefined ? {} : { destinationKeyMaterialId: to.materialId }),
      },
    };
  },
};
