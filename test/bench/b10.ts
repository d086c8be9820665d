/**
 * The page's part of B10: a file through the envelope, chunk after chunk as any stream is read, in the page's own
 * thread.
 */
import { createEnvelope } from '../../src/envelope/envelope.ts';
import { FakeKms, keyArn } from '../envelope/fake-kms.ts';
import { syntheticBlob } from './synthetic.ts';

const { encrypt } = createEnvelope(new FakeKms().kmsFor);

/** Encrypts a file of `bytes` and drops what comes of it. Resolves with the bytes that were read. */
export async function encryptFile(bytes: number): Promise<number> {
  const { stream, result } = encrypt(syntheticBlob(bytes), { keyIds: [keyArn(1)] });
  const reader = stream.getReader();
  while (!(await reader.read()).done);
  return (await result).bytesIn;
}
