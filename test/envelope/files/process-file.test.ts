import { expect } from 'chai';
import fileWorkerUrl from '../../../src/envelope/files/file-worker.ts?worker&url';
import { createEnvelope } from '../../../src/envelope/envelope.ts';
import { removeAbandonedFiles, openOutputFolder } from '../../../src/envelope/files/output-folder.ts';
import { PauseSwitch, processFile, type FileDependencies } from '../../../src/envelope/files/process-file.ts';
import { FakeKms, keyArn } from '../fake-kms.ts';
import { pattern, readAll, rejection } from '../streams.ts';

const kms = new FakeKms();
const startFileWorker = () => new Worker(fileWorkerUrl, { type: 'module' });
const dependencies: FileDependencies = { startFileWorker, kmsFor: kms.kmsFor };
const encryption = (options: object = {}) =>
  ({ direction: 'encrypt', options: { keyIds: [keyArn(1)], encryptionContext: { a: 'b' }, ...options } }) as const;
const decryption = { direction: 'decrypt', options: {} } as const;

const content = pattern(3_000_000);
const file = new Blob([content]);

/** Names of the output files that exist. */
async function outputNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await openOutputFolder()).keys()) names.push(name);
  return names;
}

describe('processFile', () => {
  it('encrypts and decrypts a file in a worker, and removes its output', async () => {
    const encrypted = await processFile(dependencies, encryption(), file);
    expect(encrypted.facts).to.deep.equal({ encryptionContext: { a: 'b' }, signature: undefined });
    const { stream } = createEnvelope(kms.kmsFor).decrypt(encrypted.contents);
    expect(await readAll(stream)).to.deep.equal(content);
    const decrypted = await processFile(dependencies, decryption, encrypted.contents);
    expect(new Uint8Array(await decrypted.contents.arrayBuffer())).to.deep.equal(content);
    expect(await outputNames()).to.have.length(2);
    await Promise.all([encrypted.remove(), decrypted.remove()]);
    expect(await outputNames()).to.deep.equal([]);
  });

  it('names the curve of a verified signature', async () => {
    const encrypted = await processFile(dependencies, encryption({ suite: 0x0578 }), file);
    const decrypted = await processFile(dependencies, decryption, encrypted.contents);
    expect(decrypted.facts.signature).to.equal('P-384');
    await Promise.all([encrypted.remove(), decrypted.remove()]);
  });

  it('keeps nothing of a message whose last byte was changed', async () => {
    const encrypted = await processFile(dependencies, encryption(), file);
    const bytes = new Uint8Array(await encrypted.contents.arrayBuffer());
    const last = bytes.length - 1;
    bytes[last] = Number(bytes[last]) ^ 1;
    await encrypted.remove();
    const error = await rejection(processFile(dependencies, decryption, new Blob([bytes])));
    expect([error.name, error.code]).to.deep.equal(['EnvelopeError', 'FrameAuthentication']);
    expect(await outputNames()).to.deep.equal([]);
  });

  it('rejects with the original error of KMS', async () => {
    const original = new Error('no');
    const failing = { generateDataKey: () => Promise.reject(original) };
    const kmsFor = () => ({ ...kms.kmsFor(), ...failing });
    expect(await rejection(processFile({ startFileWorker, kmsFor }, encryption(), file))).to.equal(original);
    expect(await outputNames()).to.deep.equal([]);
  });

  it('keeps nothing when it is canceled, also while it is paused', async () => {
    const canceling = new AbortController();
    const pauseSwitch = new PauseSwitch();
    pauseSwitch.isPaused = true;
    const progress: number[] = [];
    const onProgress = ({ bytesIn }: { bytesIn: number }) => void progress.push(bytesIn);
    const controls = { signal: canceling.signal, pauseSwitch, onProgress };
    const canceled = rejection(processFile(dependencies, encryption(), file, controls));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(progress).to.deep.equal([]);
    canceling.abort(new Error('stop'));
    expect((await canceled).message).to.equal('stop');
    expect(await outputNames()).to.deep.equal([]);
  });

  it('goes on after a pause', async () => {
    const pauseSwitch = new PauseSwitch();
    pauseSwitch.isPaused = true;
    const processing = processFile(dependencies, encryption(), file, { pauseSwitch });
    pauseSwitch.isPaused = false;
    const { contents, remove } = await processing;
    expect(contents.size).to.be.greaterThan(file.size);
    await remove();
  });

  it('removes files of tabs that do not exist, and no others', async () => {
    const { contents, remove } = await processFile(dependencies, encryption(), file);
    await (await openOutputFolder()).getFileHandle('left-behind', { create: true });
    expect(await removeAbandonedFiles()).to.equal(1);
    expect(await outputNames()).to.have.length(1);
    expect(contents.size).to.be.greaterThan(file.size);
    await remove();
  });
});
