/** The page's part of B10: a file through the envelope and back, chunk after chunk as any stream is read, in this thread. */
import { createEnvelope } from '../../src/envelope/envelope.ts';
import { FakeKms, keyArn } from '../envelope/fake-kms.ts';
import { syntheticBlob } from './synthetic.ts';

const { encrypt, decrypt } = createEnvelope(new FakeKms().kmsFor);

/** Encrypts a file of `bytes`, decrypts what comes of it and drops that. Resolves with the bytes that came back. */
export async function thereAndBack(bytes: number): Promise<number> {
  const sealed = encrypt(syntheticBlob(bytes), { keyIds: [keyArn(1)] });
  const reader = decrypt(sealed.stream).stream.getReader();
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) size += read.value.length;
  return size;
}
