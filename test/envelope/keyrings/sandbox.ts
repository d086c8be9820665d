/** A sandbox in memory, and messages in one piece. */
import type { Bytes } from '../../../src/base/bytes.ts';
import { createStrongroom } from '../../../src/memory.ts';
import type { DecryptOptions } from '../../../src/envelope/decrypt.ts';
import type { EncryptOptions } from '../../../src/envelope/encrypt.ts';
import { readAll } from '../streams.ts';

export type KeySettings = Parameters<ReturnType<ReturnType<typeof createStrongroom>['kms']>['createKey']>[0];

/** Creates a sandbox with its envelope. */
export function createTestEnvelope() {
  const strongroom = createStrongroom();
  const { envelope } = strongroom;
  return {
    strongroom,
    kms: (region?: string) => strongroom.kms(region),
    envelope,
    encrypt: (content: Bytes, options: EncryptOptions) =>
      readAll(envelope.encrypt(new Blob([content]), options).stream),
    decrypt: (message: Bytes, options?: DecryptOptions) =>
      readAll(envelope.decrypt(new Blob([message]), options).stream),
    /** Creates a KMS key. Returns its ARN. */
    async createKey(settings: KeySettings = {}, region?: string): Promise<string> {
      const { KeyMetadata } = await strongroom.kms(region).createKey(settings);
      return KeyMetadata?.Arn as string;
    },
    async publicKeyOf(keyId: string): Promise<Bytes> {
      return Uint8Array.from((await strongroom.kms().getPublicKey({ KeyId: keyId })).PublicKey ?? []);
    },
  };
}
