/** The encrypted file of Home, where another tab holds a lock of a file of its own. */
import { expect } from 'chai';
import { EncryptedFileStore } from '../../../src/ui/envelope/encrypted-file-store.ts';
import type { ShelfNote } from '../../../src/ui/page/kept-file.ts';
import { clearShelf } from '../context.ts';

const SANDBOX = 'lab-store';
const FOLDER = `shelf@${SANDBOX}`;

const noteOf =
  (name: string) =>
  (sealedSize: number): ShelfNote => ({
    name,
    type: 'text/plain',
    size: 1,
    sealedSize,
    context: {},
    keyArn: 'arn:aws:kms:us-east-1:111122223333:key/1',
    region: 'us-east-1',
    caller: 'arn:aws:iam::111122223333:user/admin',
    sealedAt: 0,
  });

const folderOf = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });

async function files(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await folderOf()).keys()) if (name !== 'note.json') names.push(name);
  return names;
}

/** Waits until the folder has so many files. */
async function untilFiles(count: number): Promise<void> {
  while ((await files()).length !== count) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** Creates a file as another tab does, which holds its lock. Returns what closes that tab. */
async function fileOfAnotherTab(name: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const granted = Promise.withResolvers<undefined>();
  void navigator.locks.request(`${FOLDER}/${name}`, { mode: 'shared' }, () => {
    granted.resolve(undefined);
    return promise;
  });
  await granted.promise;
  await (await folderOf()).getFileHandle(name, { create: true });
  return () => resolve(undefined);
}

describe('EncryptedFileStore', () => {
  const store = new EncryptedFileStore(SANDBOX);
  const keep = (name: string) => store.keep(new Blob([name]).stream(), noteOf(name));

  afterEach(() => clearShelf(FOLDER));

  it('keeps the last file, and removes the one before it', async () => {
    await keep('first');
    const kept = await keep('second');
    expect(await kept.sealed.text()).to.equal('second');
    expect(await files()).to.have.length(1);
    const last = await new EncryptedFileStore(SANDBOX).last();
    expect(last?.note.name).to.equal('second');
    expect(await last?.sealed.text()).to.equal('second');
  });

  it('keeps the file of another tab until that tab is closed', async () => {
    const close = await fileOfAnotherTab('sealed-other');
    await keep('mine');
    expect(await files())
      .to.include('sealed-other')
      .and.to.have.length(2);
    close();
    expect((await store.last())?.note.name).to.equal('mine');
    await untilFiles(1);
  });

  it('shows the file of its tab though another tab has stored one after it', async () => {
    await keep('mine');
    const note = JSON.stringify({ ...noteOf('other')(1), file: 'sealed-other' });
    const close = await fileOfAnotherTab('sealed-other');
    const writer = await (await (await folderOf()).getFileHandle('note.json')).createWritable();
    await writer.write(note);
    await writer.close();
    expect((await store.last())?.note.name).to.equal('mine');
    // A new tab has no note of its own.
    sessionStorage.removeItem(FOLDER);
    expect((await store.last())?.note.name).to.equal('other');
    await untilFiles(1);
    close();
  });

  it('leaves the file before it, and no part of the new one, if the stream fails', async () => {
    await keep('first');
    const failing = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(10));
        controller.error(new Error('canceled'));
      },
    });
    const error = await store.keep(failing, noteOf('second')).catch((reason: unknown) => reason);
    expect(error).to.be.an('error').with.property('message', 'canceled');
    expect(await files()).to.have.length(1);
    expect(await (await store.last())?.sealed.text()).to.equal('first');
    const { held = [] } = await navigator.locks.query();
    expect(held.filter(({ name }) => name?.startsWith(`${FOLDER}/`))).to.have.length(1);
  });

  it('finds nothing where the note is damaged or its file is missing', async () => {
    await keep('first');
    sessionStorage.removeItem(FOLDER);
    for (const text of ['{', 'null', '{"file":"sealed-gone"}', '{"file":"../x"}', '{}']) {
      const writer = await (await (await folderOf()).getFileHandle('note.json')).createWritable();
      await writer.write(text);
      await writer.close();
      expect(await store.last(), text).to.equal(undefined);
    }
  });
});
