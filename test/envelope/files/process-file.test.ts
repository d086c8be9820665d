import { expect } from 'chai';
import fileWorkerUrl from '../../../src/envelope/files/file-worker.ts?worker&url';
import type { BranchKey, BranchKeyStore } from '../../../src/envelope/branch-keys/branch-key-store.ts';
import { createEnvelope } from '../../../src/envelope/envelope.ts';
import type { EnvelopeKms } from '../../../src/envelope/envelope-kms.ts';
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

  it('sends a raw key that is not extractable, and names it when it does not fit', async () => {
    const keyring = async () => ({
      type: 'raw-aes' as const,
      keyNamespace: 'test',
      keyName: 'a',
      wrappingKey: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    });
    const own = { direction: 'decrypt', options: { keyrings: [await keyring()] } } as const;
    const encrypted = await processFile(dependencies, { ...own, direction: 'encrypt' }, file);
    const decrypted = await processFile(dependencies, own, encrypted.contents);
    expect(new Uint8Array(await decrypted.contents.arrayBuffer())).to.deep.equal(content);
    const other = { direction: 'decrypt', options: { keyrings: [await keyring()] } } as const;
    const error = await rejection(processFile(dependencies, other, encrypted.contents));
    expect([error.name, error.code]).to.deep.equal(['EnvelopeError', 'NoUsableKey']);
    await Promise.all([encrypted.remove(), decrypted.remove()]);
    expect(await outputNames()).to.deep.equal([]);
  });

  it('reads branch keys from the store of the page, and overwrites what was sent', async () => {
    const { createMemoryBranchKeyStore } = await createEnvelope(kms.kmsFor).loadTools();
    const store = createMemoryBranchKeyStore();
    const branchKeyId = await store.createBranchKey();
    const given: Uint8Array[] = [];
    const keep = async (key: Promise<BranchKey>) => {
      given.push((await key).material);
      return key;
    };
    const branchKeyStore: BranchKeyStore = {
      getActiveBranchKey: (id) => keep(store.getActiveBranchKey(id)),
      getBranchKeyVersion: (id, version) => keep(store.getBranchKeyVersion(id, version)),
    };
    const keyrings = [{ type: 'aws-kms-hierarchy', branchKeyId, cacheTtlSeconds: 60 }] as const;
    const ports = { ...dependencies, branchKeyStore };
    const encrypted = await processFile(ports, { direction: 'encrypt', options: { keyrings } }, file);
    const decrypted = await processFile(ports, { direction: 'decrypt', options: { keyrings } }, encrypted.contents);
    expect(new Uint8Array(await decrypted.contents.arrayBuffer())).to.deep.equal(content);
    expect(given.map((material) => material.every((byte) => byte === 0))).to.deep.equal([true, true]);
    const original = new Error('no store');
    const failing = { ...branchKeyStore, getBranchKeyVersion: () => Promise.reject(original) };
    const task = { direction: 'decrypt', options: { keyrings } } as const;
    const refused = processFile({ ...dependencies, branchKeyStore: failing }, task, encrypted.contents);
    expect(await rejection(refused)).to.equal(original);
    await Promise.all([encrypted.remove(), decrypted.remove()]);
  });

  it('overwrites the data key in the answer of KMS, once the worker has its copy', async () => {
    const answers: (Uint8Array | undefined)[] = [];
    const real = kms.kmsFor();
    const generateDataKey: EnvelopeKms['generateDataKey'] = async (input) => {
      const answer = await real.generateDataKey(input);
      answers.push(answer.Plaintext);
      return answer;
    };
    const { remove } = await processFile(
      { startFileWorker, kmsFor: () => ({ ...real, generateDataKey }) },
      encryption(),
      file,
    );
    expect(answers.map((bytes) => bytes?.every((byte) => byte === 0))).to.deep.equal([true]);
    await remove();
  });

  it('calls KMS as the caller of the options', async () => {
    const caller = 'arn:aws:iam::111122223333:role/reader';
    const { remove } = await processFile(dependencies, encryption({ caller }), file);
    expect(kms.calls.at(-1)?.caller).to.equal(caller);
    await remove();
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

  it('ends when it is canceled after its worker was lost', async () => {
    const canceling = new AbortController();
    let asked: (() => void) | undefined;
    const workers: Worker[] = [];
    const lost: FileDependencies = {
      startFileWorker: () => {
        const worker = startFileWorker();
        workers.push(worker);
        return worker;
      },
      // The worker has started, and is lost while it waits for KMS.
      kmsFor: () => ({
        ...kms.kmsFor(),
        generateDataKey: () => {
          asked?.();
          return new Promise(() => {});
        },
      }),
    };
    const started = new Promise<void>((resolve) => (asked = resolve));
    const canceled = rejection(processFile(lost, encryption(), file, { signal: canceling.signal }));
    await started;
    workers[0]?.terminate();
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
