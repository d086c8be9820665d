import { expect } from 'chai';
import fileWorkerUrl from '../../../src/envelope/files/file-worker.ts?worker&url';
import { openOutputFolder } from '../../../src/envelope/files/output-folder.ts';
import { BatchRun } from '../../../src/ui/envelope/batch-run.ts';
import { decryptBatch, encryptBatch, type Batch, type FileResult } from '../../../src/ui/envelope/file-batch.ts';
import { FIRST_KEYRING, KEYRING_TYPES, type KeyringSettings } from '../../../src/ui/envelope/keyring-type.ts';
import { headerOf } from '../../../src/ui/envelope/message-head.ts';
import { encryptionKeyring } from '../../../src/ui/envelope/run-keyring.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { newKey, pageContext } from '../context.ts';
import { until } from '../fixture.ts';

/** Large enough for a file worker. */
const CONTENT = new Uint8Array(4 * 2 ** 20).fill(7);
const files = ['a', 'b'].map((name) => ({ file: new File([CONTENT, name], name), path: name }));

/** A context that counts the file workers that it starts. */
function workerContext() {
  const started: Worker[] = [];
  const startFileWorker = () => {
    const worker = new Worker(fileWorkerUrl, { type: 'module' });
    started.push(worker);
    return worker;
  };
  return { context: { ...pageContext(), startFileWorker }, started };
}

/** Encrypts the files with the keyring of `settings`. */
async function encryption(context: PageContext, settings: KeyringSettings): Promise<Batch> {
  const kmsKey = settings.type === 'aws-kms-hierarchy' ? ((await newKey(context)).Arn ?? '') : '';
  return encryptBatch(context, files, {
    pairs: { purpose: 'test' },
    keyring: (recorder) => encryptionKeyring(recorder, context, settings, kmsKey, []),
  });
}

/** Runs a batch to its end. Every file must succeed. */
async function resultsOf(batch: Batch): Promise<readonly FileResult[]> {
  const run = new BatchRun(batch);
  await run.finished;
  expect(run.outcomes.map(({ state }) => state)).to.deep.equal(['done', 'done']);
  return run.results.map(({ result }) => result);
}

async function decryptEvents({ strongroom }: PageContext): Promise<number> {
  return (await strongroom.sandbox.events.query({ operation: 'Decrypt' })).events.length;
}

describe('lists of large files with other keyrings', function () {
  this.timeout(60_000);

  for (const type of KEYRING_TYPES) {
    if (type === 'aws-kms') continue;
    it(`${type}: each file is encrypted and decrypted in a worker of its own`, async () => {
      const { context, started } = workerContext();
      const settings = { ...FIRST_KEYRING, type };
      const encrypted = await resultsOf(await encryption(context, settings));
      expect(started).to.have.length(2);
      const providers = { 'raw-aes': 'playground-aes', 'raw-rsa': 'playground-rsa' } as Record<string, string>;
      for (const { blob } of encrypted)
        expect((await headerOf(blob))?.encryptedDataKeys.map(({ providerId }) => providerId)).to.deep.equal([
          providers[type] ?? type,
        ]);
      const dropped = encrypted.map(({ blob, name }) => ({ file: new File([blob], name), path: name }));
      const decrypted = await resultsOf(decryptBatch(context, dropped, {}, settings));
      expect(started).to.have.length(4);
      for (const [index, { blob }] of decrypted.entries()) {
        expect(blob.size).to.equal(CONTENT.length + 1);
        expect(await blob.slice(-1).text()).to.equal(files[index]?.file.name);
      }
      for (const { remove } of [...encrypted, ...decrypted]) await remove?.();
    });
  }

  it('aws-kms-hierarchy: all files of a list use one cached branch key', async () => {
    const { context } = workerContext();
    const results = await resultsOf(await encryption(context, { ...FIRST_KEYRING, type: 'aws-kms-hierarchy' }));
    expect(await decryptEvents(context)).to.equal(1);
    for (const { remove } of results) await remove?.();
  });

  it('keeps nothing of a file with a raw key that is canceled while it is paused', async () => {
    const { context, started } = workerContext();
    const run = new BatchRun(await encryption(context, { ...FIRST_KEYRING, type: 'raw-aes' }));
    run.addEventListener('strong-change-run', () => run.pause(), { once: true });
    await until(() => started.length === 1);
    run.cancel();
    await run.finished;
    expect(run.outcomes.map(({ state }) => state)).to.deep.equal(['canceled', 'canceled']);
    const names: string[] = [];
    for await (const name of (await openOutputFolder()).keys()) names.push(name);
    expect(names).to.deep.equal([]);
  });
});
