/** A sandbox with keys of each kind of custody, and the bytes of its secrets, which only the test can see. */
import { toBase64 } from '../../src/base/base64.ts';
import { toHex } from '../../src/base/hex.ts';
import { createChangeNotices } from '../../src/client/change-notices.ts';
import { createSandboxClient } from '../../src/client/sandbox-client.ts';
import type { Strongroom } from '../../src/client/strongroom.ts';
import { createMemoryDatabase } from '../../src/storage/memory.ts';
import { createHost } from '../../src/worker/host.ts';

/** A secret in the forms in which a text could contain it. */
export interface Secret {
  readonly what: string;
  readonly forms: readonly string[];
}

/** Creates the sandbox, and collects its secrets: random bytes, and every byte array of its records. */
export async function secretBytesOf(): Promise<{
  readonly strongroom: Strongroom;
  readonly secrets: readonly Secret[];
}> {
  const secrets: Secret[] = [];
  const note = (what: string, bytes: Uint8Array) => {
    if (bytes.length >= 12) secrets.push({ what, forms: [toBase64(bytes), toHex(bytes), [...bytes].join(',')] });
  };
  const database = createMemoryDatabase();
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const host = createHost({
    openStorage: () => Promise.resolve({ database, state: { kind: 'memory', reason: 'test' } }),
    initialSettings: { custody: 'complete' },
    random: {
      bytes: (length) => {
        const bytes = random(length);
        note('random secret', bytes);
        return bytes;
      },
      publicBytes: random,
    },
  });
  const strongroom = createSandboxClient(host, createChangeNotices(), 'default');
  const kms = strongroom.kms();
  await kms.createKey({});
  await kms.createKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
  await kms.createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  await kms.createKey({ KeySpec: 'ECC_SECG_P256K1', KeyUsage: 'SIGN_VERIFY' });
  const { KeyMetadata } = await kms.createKey({ Origin: 'EXTERNAL' });
  await kms.getParametersForImport({
    KeyId: KeyMetadata?.KeyId,
    WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    WrappingKeySpec: 'RSA_2048',
  });
  const key = await strongroom.sandbox.principals.put({ arn: 'arn:aws:iam::111122223333:user/ana' });
  if (key.secretAccessKey !== undefined)
    secrets.push({ what: 'secret access key', forms: [key.secretAccessKey, key.accessKeyId] });
  const { sessionToken = '', secretAccessKey = '' } = await strongroom.sandbox.principals.put({
    arn: 'arn:aws:iam::111122223333:role/Learner',
    accessKey: true,
  });
  secrets.push({ what: 'session credentials', forms: [sessionToken, secretAccessKey] });

  const collect = (what: string, value: unknown): void => {
    if (value instanceof Uint8Array) note(what, value);
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) collect(`${what}.${name}`, member);
  };
  for (const [store, index] of [
    ['materials', 'key'],
    ['keys', 'place'],
    ['accessKeys', 'principal'],
    ['importParameters', 'key'],
  ] as const)
    collect(store, await database.page(store, index as never, [], 1000));
  return { strongroom, secrets };
}
