/**
 * The worker of B9: one file of some MiB through ours and through three libraries, and its frames by bare SubtleCrypto
 * and by AES-GCM in WebAssembly. All take the file from the same Blob. Output is freed by `releaseChunk` on every side,
 * as file workers do: on the rate of ours that has more influence than all other code (B9 has the figures).
 *
 * How each library works when nothing is said:
 *
 * - libsodium: XChaCha20-Poly1305 in WebAssembly, in this thread. It has no chunk length; ours is used.
 * - age: ChaCha20-Poly1305 of @noble/ciphers in JavaScript, in this thread, in the 64 KiB chunks of its format.
 * - AWS Encryption SDK: SubtleCrypto, in frames of 4 KiB, one after the other.
 */
import '../envelope/buffer-global.ts';
import { buildClient, CommitmentPolicy, KmsKeyringBrowser } from '@aws-crypto/client-browser';
import { createEncryptionStream, init as initWebAssembly } from '@transcend-io/encrypt-web-streams';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expose } from 'comlink';
import sodium from 'libsodium-wrappers';
import { releaseChunk } from '../../src/envelope/release-chunk.ts';
import { FakeKms, keyArn } from '../envelope/fake-kms.ts';
import { FRAME, parametersOf, readAlone, seal, sealFromMemory, sealOverlapped, type Take } from './file-sides.ts';

type KeyringInput = NonNullable<ConstructorParameters<typeof KmsKeyringBrowser>[0]>;
type Client = ReturnType<typeof buildClient>;
type SuiteId = NonNullable<NonNullable<Parameters<Client['encrypt']>[2]>['suiteId']>;

const kms = new FakeKms();
const client = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const keyring = new KmsKeyringBrowser({
  generatorKeyId: keyArn(1),
  clientProvider: ((region: string) => kms.kmsFor(region)) as unknown as NonNullable<KeyringInput['clientProvider']>,
});

/** The AWS Encryption SDK takes the whole file at once. Its frames have 4 KiB where nothing is said. */
async function encryptionSdk(file: Blob, suite: number, frameLength?: number): Promise<void> {
  const options = { suiteId: suite as SuiteId, ...(frameLength === undefined ? {} : { frameLength }) };
  const { result } = await client.encrypt(keyring, new Uint8Array(await file.arrayBuffer()), options);
  releaseChunk(result);
}

async function secretstream(file: Blob): Promise<void> {
  await sodium.ready;
  const { state } = sodium.crypto_secretstream_xchacha20poly1305_init_push(
    sodium.crypto_secretstream_xchacha20poly1305_keygen(),
  );
  const { crypto_secretstream_xchacha20poly1305_push: push, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: tag } =
    sodium;
  await readAlone(file, FRAME, (frame) => releaseChunk(push(state, frame, null, tag)));
}

async function age(file: Blob): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
  await release(await encrypter.encrypt(file.stream()));
}

async function release(stream: ReadableStream<Uint8Array>): Promise<void> {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) releaseChunk(read.value);
}

/** The frames of the file by AES-GCM in WebAssembly, which takes a stream for each. */
async function webAssembly(file: Blob): Promise<void> {
  await initWebAssembly();
  const key = crypto.getRandomValues(new Uint8Array(32));
  let sequence = 0;
  await readAlone(file, FRAME, async (frame) => {
    const { iv, additionalData } = parametersOf(++sequence);
    const { readable, writable } = createEncryptionStream(key, iv, { additionalData });
    const writer = writable.getWriter();
    await Promise.all([writer.write(frame), writer.close(), release(readable)]);
  });
}

const ignore: Take = () => undefined;

/** The pieces of work, each by its name. */
const WORK: Readonly<Record<string, (file: Blob) => Promise<void>>> = {
  'envelope, unsigned': (file) => seal(file, releaseChunk),
  'envelope, unsigned, chunks left to garbage collection': (file) => seal(file, ignore),
  'envelope, signed': (file) => seal(file, releaseChunk, 0x0578),
  'file read alone': (file) => readAlone(file, FRAME, ignore),
  'bare SubtleCrypto, the same frames': (file) => sealOverlapped(file, releaseChunk),
  'bare SubtleCrypto, as many bytes of memory': (file) => sealFromMemory(file.size, releaseChunk),
  'AES-GCM in WebAssembly, the same frames': webAssembly,
  'libsodium secretstream': secretstream,
  age,
  'AWS Encryption SDK, unsigned': (file) => encryptionSdk(file, 0x0478),
  'AWS Encryption SDK, unsigned, frames of our length': (file) => encryptionSdk(file, 0x0478, FRAME),
  'AWS Encryption SDK, signed': (file) => encryptionSdk(file, 0x0578),
  'AWS Encryption SDK, signed, frames of our length': (file) => encryptionSdk(file, 0x0578, FRAME),
};

let file = new Blob();

/** What the page asks of this worker. */
const rivals = {
  take(input: Blob): void {
    file = input;
  },
  /** MB of plaintext in a second. */
  async run(name: string): Promise<number> {
    const start = performance.now();
    await WORK[name]?.(file);
    return file.size / 1e6 / ((performance.now() - start) / 1000);
  },
};

/** The type of this worker. */
export type Rivals = typeof rivals;

expose(rivals);
