/**
 * The worker of B9: one file of some MiB through ours and through three libraries. All take the file from the same
 * Blob; output is discarded.
 */
import '../envelope/buffer-global.ts';
import { buildClient, CommitmentPolicy, KmsKeyringBrowser } from '@aws-crypto/client-browser';
import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { expose } from 'comlink';
import sodium from 'libsodium-wrappers';
import { FakeKms, keyArn } from '../envelope/fake-kms.ts';
import { FRAME, readAlone, seal } from './file-sides.ts';

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
  await client.encrypt(keyring, new Uint8Array(await file.arrayBuffer()), options);
}

async function secretstream(file: Blob): Promise<void> {
  await sodium.ready;
  const { state } = sodium.crypto_secretstream_xchacha20poly1305_init_push(
    sodium.crypto_secretstream_xchacha20poly1305_keygen(),
  );
  const { crypto_secretstream_xchacha20poly1305_push: push, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE: tag } =
    sodium;
  await readAlone(file, FRAME, (frame) => void push(state, frame, null, tag));
}

async function age(file: Blob): Promise<void> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
  const reader = (await encrypter.encrypt(file.stream())).getReader();
  while (!(await reader.read()).done);
}

const discard = (): void => undefined;

/** The pieces of work, each by its name. */
const WORK: Readonly<Record<string, (file: Blob) => Promise<void>>> = {
  'envelope, unsigned': (file) => seal(file, discard),
  'envelope, signed': (file) => seal(file, discard, 0x0578),
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
