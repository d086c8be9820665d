/** Messages of the AWS Encryption SDK for JavaScript and ours, read by each other, under the same KMS keys. */
import './buffer-global.ts';
import { buildClient, CommitmentPolicy, KmsKeyringBrowser } from '@aws-crypto/client-browser';
import { expect } from 'chai';
import type { Bytes } from '../../src/base/bytes.ts';
import { createEnvelope } from '../../src/envelope/envelope.ts';
import { FakeKms, keyArn } from './fake-kms.ts';
import { pattern, readAll, rejection, streamOf } from './streams.ts';

type Client = ReturnType<typeof buildClient>;
type SuiteId = NonNullable<NonNullable<Parameters<Client['encrypt']>[2]>['suiteId']>;

const FRAME = 4096;
const CONTEXT = { purpose: 'interop', ünïcödé: '✓ 漢字', empty: '' };
const SIZES = [0, 1, FRAME - 1, FRAME, FRAME + 1, 5 * FRAME, 5 * FRAME + 3];

describe('envelope and the AWS Encryption SDK for JavaScript', () => {
  const kms = new FakeKms();
  const { encrypt, decrypt } = createEnvelope(kms.kmsFor);
  const [near, far] = [keyArn(1), keyArn(2, 'eu-west-1')];
  const keyring = new KmsKeyringBrowser({
    generatorKeyId: near,
    keyIds: [far],
    clientProvider: ((region: string) => kms.kmsFor(region)) as unknown as NonNullable<
      NonNullable<ConstructorParameters<typeof KmsKeyringBrowser>[0]>['clientProvider']
    >,
  });
  const strict = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const old = buildClient(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);

  const seal = (client: Client, plaintext: Bytes, suiteId: number) =>
    client
      .encrypt(keyring, plaintext, { suiteId: suiteId as SuiteId, encryptionContext: CONTEXT, frameLength: FRAME })
      .then(({ result }) => Uint8Array.from(result));

  /** The suites that it writes in a browser. */
  const SUITES = [
    [strict, 0x0478],
    [strict, 0x0578],
    [old, 0x0014],
    [old, 0x0078],
    [old, 0x0114],
    [old, 0x0178],
    [old, 0x0214],
    [old, 0x0378],
  ] as const;
  const nameOf = (suite: number) => `0x${suite.toString(16).padStart(4, '0')}`;

  for (const [client, suite] of SUITES) {
    it(`theirs decrypts what ours encrypts with suite ${nameOf(suite)}`, async () => {
      for (const size of SIZES) {
        const { stream } = encrypt(streamOf(pattern(size)), {
          keyIds: [near, far],
          suite,
          commitmentPolicy: suite < 0x0400 ? 'FORBID_ENCRYPT_ALLOW_DECRYPT' : 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT',
          frameLength: FRAME,
          encryptionContext: CONTEXT,
        });
        const { plaintext, messageHeader } = await client.decrypt(keyring, await readAll(stream));
        expect(Uint8Array.from(plaintext)).to.deep.equal(pattern(size));
        expect(messageHeader.encryptionContext).to.deep.include(CONTEXT);
        expect(messageHeader.encryptedDataKeys.map(({ providerInfo }) => providerInfo)).to.deep.equal([near, far]);
      }
    });
  }

  for (const [client, suite] of SUITES) {
    it(`ours decrypts what theirs encrypts with suite ${nameOf(suite)}`, async () => {
      for (const size of SIZES) {
        const message = await seal(client, pattern(size), suite);
        for (const input of [new Blob([message]), streamOf(message)]) {
          const { stream, result } = decrypt(input, {
            encryptionContext: CONTEXT,
            commitmentPolicy: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT',
          });
          expect(await readAll(stream)).to.deep.equal(pattern(size));
          expect((await result).header.suite.id).to.equal(suite);
        }
      }
    });

    if (suite < 0x0400) {
      it(`ours refuses suite ${nameOf(suite)} by the default policy, before KMS is asked`, async () => {
        const message = await seal(client, pattern(5), suite);
        kms.calls.length = 0;
        const error = await rejection(readAll(decrypt(new Blob([message])).stream));
        expect(error.code).to.equal('CommitmentPolicy');
        expect(kms.calls).to.deep.equal([]);
      });

      it(`ours refuses any changed byte of suite ${nameOf(suite)}`, async () => {
        const message = await seal(client, pattern(5), suite);
        for (let at = 0; at < message.length; at++) {
          const other = message.slice();
          other[at] = (other[at] as number) ^ 0x10;
          await rejection(
            readAll(decrypt(new Blob([other]), { commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' }).stream),
          );
        }
      });
    }
  }
});
