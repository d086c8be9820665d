/**
 * Sign and Verify against implementations that share no code with them, over messages, digests and mu; keys of KMS, and
 * keys made elsewhere.
 */
import { expect } from 'chai';
import { encodeUtf8, type Bytes } from '../../src/base/bytes.ts';
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import type { MessageKind } from '../../src/crypto/family.ts';
import type { InputOf } from '../../src/model/operations.ts';
import type { KeySpec } from '../../src/model/sdk.ts';
import { kindsOf, signerBeside, type IndependentSigner } from '../crypto/independent.ts';
import { bytes, newKey, regionOf, specsFor, type Home, type KmsWorld } from './kms-world.ts';
import { formsOf, plant } from './plant.ts';

const MESSAGE = encodeUtf8('A message that both sides sign.');

interface Signing {
  readonly world: KmsWorld;
  readonly peer: IndependentSigner;
  readonly spec: KeySpec;
  readonly KeyId: string;
  readonly publicKey: Bytes;
}

/** What Sign and Verify take for `message` in one of the types of message. */
async function inputOf(
  { peer, KeyId, publicKey }: Signing,
  algorithm: string,
  kind: MessageKind,
  message: Bytes,
): Promise<InputOf<'Sign'>> {
  const Message = kind === 'RAW' ? message : await peer.digest(algorithm, publicKey, message);
  return {
    KeyId,
    SigningAlgorithm: algorithm as NonNullable<InputOf<'Sign'>['SigningAlgorithm']>,
    MessageType: kind,
    Message,
  };
}

/** Ours: made by Sign, verified elsewhere over the message, and not over what was passed in its place. */
async function signsForOthers(signing: Signing, algorithm: string, kind: MessageKind): Promise<void> {
  const { world, peer, spec, publicKey } = signing;
  const how = regionOf(spec);
  const input = await inputOf(signing, algorithm, kind, MESSAGE);
  const signature = bytes((await world.ok('Sign', input, how)).Signature);
  const label = `${algorithm} ${kind}`;
  expect(await peer.verify(algorithm, kind, publicKey, MESSAGE, signature), label).to.equal(true);
  expect(await peer.verify(algorithm, kind, publicKey, encodeUtf8('Another message.'), signature), label).to.equal(
    false,
  );
  if (kind === 'RAW') return;
  const digest = bytes(input.Message);
  expect(await peer.verify(algorithm, kind, publicKey, digest, signature), `${label}, hashed again`).to.equal(false);
  // The same, asked of ourselves.
  const again = await inputOf(signing, algorithm, kind, digest);
  expect(await world.error('Verify', { ...again, Signature: signature }, how), label).to.match(
    /^KMSInvalidSignatureException/,
  );
}

/**
 * Theirs: made elsewhere, taken by Verify in each type of message; over the digest as a message, it is no signature
 * over the digest.
 */
async function verifiesOthers(signing: Signing, secret: Bytes, algorithm: string): Promise<void> {
  const { world, peer, spec, publicKey } = signing;
  const how = regionOf(spec);
  const theirs = await peer.sign(algorithm, secret, MESSAGE);
  for (const kind of kindsOf(algorithm)) {
    const input = await inputOf(signing, algorithm, kind, MESSAGE);
    expect(
      (await world.ok('Verify', { ...input, Signature: theirs }, how)).SignatureValid,
      `${algorithm} ${kind}`,
    ).to.equal(true);
    if (kind === 'RAW') continue;
    const overDigest = await peer.sign(algorithm, secret, await peer.digest(algorithm, publicKey, MESSAGE));
    expect(await world.error('Verify', { ...input, Signature: overDigest }, how), `${algorithm} ${kind}`).to.match(
      /^KMSInvalidSignatureException/,
    );
  }
}

/** What a native key alone cannot do. */
async function refusesNatively(signing: Signing, algorithm: string, kind: MessageKind): Promise<void> {
  const input = await inputOf(signing, algorithm, kind, MESSAGE);
  const answer = await signing.world.error('Sign', input, regionOf(signing.spec));
  expect(answer, `${algorithm} ${kind}`).to.match(/^UnsupportedOperationException/);
}

/** Every key spec that signs, with every algorithm and type of message. */
export function signingInterop({ describe, it, open, openssl }: Home): void {
  describe('Sign and Verify with other libraries', () => {
    for (const spec of specsFor('SIGN_VERIFY')) {
      const algorithms = KEY_SPECS[spec].signingAlgorithms ?? [];
      const started = async (): Promise<Omit<Signing, 'publicKey'>> => {
        const world = await open();
        return { world, spec, peer: signerBeside(spec, openssl), KeyId: await newKey(world, spec, 'SIGN_VERIFY') };
      };

      it(`${spec}: other libraries verify signatures of a KMS key`, async () => {
        const start = await started();
        const { PublicKey } = await start.world.ok('GetPublicKey', { KeyId: start.KeyId }, regionOf(spec));
        const signing = { ...start, publicKey: bytes(PublicKey) };
        for (const algorithm of algorithms)
          for (const kind of kindsOf(algorithm)) await signsForOthers(signing, algorithm, kind);
      });

      it(`${spec}: an external key signs and verifies in both directions, native and wrapped`, async () => {
        for (const form of await formsOf(spec)) {
          const start = await started();
          const pair = await start.peer.generate();
          await plant(start.world.database, start.KeyId, form, pair);
          const signing = { ...start, publicKey: pair.publicKey };
          for (const algorithm of algorithms) {
            await verifiesOthers(signing, pair.secret, algorithm);
            for (const kind of kindsOf(algorithm)) {
              if (form === 'wrapped' || kind === 'RAW') await signsForOthers(signing, algorithm, kind);
              else await refusesNatively(signing, algorithm, kind);
            }
          }
        }
      });
    }
  });
}
