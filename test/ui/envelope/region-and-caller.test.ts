import { expect } from 'chai';
import fileWorkerUrl from '../../../src/envelope/files/file-worker.ts?worker&url';
import { decryptBatch, encryptBatch, type Batch } from '../../../src/ui/envelope/file-batch.ts';
import { decryptFile, encryptFile } from '../../../src/ui/envelope/envelope-calls.ts';
import '../../../src/ui/envelope/playground-page.ts';
import { Recorder } from '../../../src/ui/page/call-recorder.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { pageContext } from '../context.ts';
import { inside, place, until } from '../fixture.ts';

const REGION = 'eu-west-1';
const CALLER = 'arn:aws:iam::111122223333:user/ana';

/** Large enough for a worker. */
const LARGE_BYTES = 4 * 2 ** 20;

/** A page in another Region than the default one, and as another caller, who may do everything. */
async function otherContext(): Promise<PageContext> {
  const context = pageContext(REGION);
  await context.strongroom.sandbox.principals.put({
    arn: CALLER,
    policies: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] }],
  });
  return { ...context, caller: CALLER, kms: context.strongroom.kms(REGION, CALLER) };
}

/** Operation, Region and caller of every event that uses a key. */
async function usesOf({ strongroom }: PageContext): Promise<string[]> {
  const { events } = await strongroom.sandbox.events.query({});
  return events
    .map(({ record }) => record)
    .filter(({ eventName }) => ['Encrypt', 'Decrypt', 'GenerateDataKey'].includes(eventName))
    .map(({ eventName, awsRegion, userIdentity }) => `${eventName} ${awsRegion} ${userIdentity.arn}`)
    .toReversed();
}

const expected = (...operations: string[]) => operations.map((operation) => `${operation} ${REGION} ${CALLER}`);

const blobOf = (stream: ReadableStream<Uint8Array>) =>
  new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();

const resultOf = async ({ files: [first], process }: Batch) => process((first as { file: File }).file, {});

describe('Region and caller of the Playground', () => {
  beforeEach(() => sessionStorage.clear());

  it('count for text, on encryption and decryption', async () => {
    const context = await otherContext();
    const page = await place('strong-playground-page', { context, what: 'text' });
    const form = inside<HTMLElementTagNameMap['strong-text-form']>(page, 'strong-text-form');
    inside(form, '#encrypt').click();
    await until(() => page.ciphertext.text !== '');
    await form.updateComplete;
    await until(() => !inside<HTMLButtonElement>(form, '#decrypt').disabled);
    inside(form, '#decrypt').click();
    await until(() => page.shadowRoot?.querySelector('#opened'));
    expect(await usesOf(context)).to.deep.equal(expected('Encrypt', 'Decrypt'));
  });

  it('count for a file, under every key', async () => {
    const context = await otherContext();
    const keyIds: string[] = [];
    for (let n = 0; n < 2; n++) keyIds.push((await context.kms.createKey({})).KeyMetadata?.Arn ?? '');
    const recorder = new Recorder(context.kms);
    const source = { name: 'a', blob: new Blob(['content']) };
    const { kept } = await encryptFile(recorder, context, source, { keyIds, encryptionContext: {} }, blobOf);
    const back = await decryptFile(recorder, context, { name: 'a', blob: kept }, blobOf);
    expect(await back.kept.text()).to.equal('content');
    expect(await usesOf(context)).to.deep.equal(expected('GenerateDataKey', 'Encrypt', 'Decrypt'));
  });

  it('count for a large file, which a worker processes', async () => {
    const startFileWorker = () => new Worker(fileWorkerUrl, { type: 'module' });
    const context = { ...(await otherContext()), startFileWorker };
    const file = new File([new Uint8Array(LARGE_BYTES)], 'large');
    const encrypted = await resultOf(encryptBatch(context, [{ file, path: 'large' }], {}));
    const again = new File([encrypted.blob], encrypted.name);
    const batch = decryptBatch(context, [{ file: again, path: encrypted.name }]);
    const decrypted = await resultOf(batch);
    expect(decrypted.blob.size).to.equal(LARGE_BYTES);
    expect(await usesOf(context)).to.deep.equal(expected('GenerateDataKey', 'Decrypt'));
    // The Region that is chosen counts, not that of the key in the message.
    const elsewhere = { ...context, region: 'us-east-1', kms: context.strongroom.kms('us-east-1', CALLER) };
    const small = await resultOf(encryptBatch(context, [{ file: new File(['a'], 'small'), path: 'small' }], {}));
    for (const { blob, name } of [encrypted, small]) {
      const refused = decryptBatch(elsewhere, [{ file: new File([blob], name), path: name }]);
      const error = await resultOf(refused).then(
        () => undefined,
        (thrown: unknown) => thrown as Error,
      );
      expect(error?.name).to.be.oneOf(['NotFoundException', 'AccessDeniedException', 'ValidationException']);
    }
    expect((await usesOf(context)).at(-1)).to.equal(`Decrypt us-east-1 ${CALLER}`);
    await Promise.all([encrypted.remove?.(), decrypted.remove?.()]);
  });
});
