/** Validation of exported files, intact and tampered with. */
import {
  CloudTrailClient,
  ListPublicKeysCommand,
  type CloudTrailClientConfig,
  type PublicKey,
} from '@aws-sdk/client-cloudtrail';
import { expect } from 'chai';
import type { Strongroom } from '../../../../src/client/strongroom.ts';
import { ADMIN_CREDENTIALS } from '../../../../src/model/documented-world.ts';
import type { ArchiveFile } from '../../../../src/model/log-archive.ts';
import { busyWorld, contentOf, exported, faultsOf, gzip, isDigest } from './archive-world.ts';

/** Loaded by its address: the code of Node is type-checked in another project. */
interface Validator {
  validateIndependently(files: readonly ArchiveFile[], keys: readonly PublicKey[]): object;
}

async function publicKeys(strongroom: Strongroom, range = {}): Promise<readonly PublicKey[]> {
  const client = new CloudTrailClient({
    region: 'us-east-1',
    credentials: ADMIN_CREDENTIALS,
    requestHandler: strongroom.requestHandler() as CloudTrailClientConfig['requestHandler'] & object,
  });
  return (await client.send(new ListPublicKeysCommand(range))).PublicKeyList ?? [];
}

/** An exported archive: log files of 13:30, 10:35 and 10:05, digest files of 11:00, 12:00, 13:00 and 13:30:01. */
async function createArchive() {
  const world = await busyWorld();
  const files: ArchiveFile[] = [...(await exported(world))];
  const at = (index: number): ArchiveFile => files[index] as ArchiveFile;
  const validate = async (changed: readonly ArchiveFile[]) => world.sandbox.events.validate(changed);
  const faults = async (changed: readonly ArchiveFile[]) => faultsOf(await validate(changed));
  const replaced = (index: number, change: Partial<ArchiveFile>) =>
    files.map((file, place) => (place === index ? { ...file, ...change } : file));
  return { world, files, at, validate, faults, replaced };
}

let shared: ReturnType<typeof createArchive> | undefined;

/** The same archive for all tests: each changes copies of its files. */
const archive = () => (shared ??= createArchive());

describe('events.validate', () => {
  it('finds an intact archive valid, in any order and without bucket names', async () => {
    const { files, validate } = await archive();
    const report = await validate(files);
    expect(report).to.deep.include({
      digests: { valid: 4, invalid: 0 },
      logs: { valid: 3, invalid: 0 },
      gaps: [],
    });
    const anonymous = files.toReversed().map(({ bucket: _bucket, ...file }) => file);
    expect(await validate(anonymous)).to.deep.include({ digests: report.digests, logs: report.logs });
    expect(faultsOf(await validate(anonymous))).to.deep.equal({});
  });

  it('agrees with an independent implementation, with the keys of ListPublicKeys', async () => {
    const { world, files, replaced } = await archive();
    const address = new URL('./independent-validation-in-node.ts', import.meta.url).href;
    const { validateIndependently } = (await import(/* @vite-ignore */ address)) as Validator;
    const keys = await publicKeys(world);
    expect(keys).to.have.length(1);
    expect(keys[0]?.Value).to.have.length(270);
    expect(validateIndependently(files, keys)).to.deep.equal({ digests: 4, logs: 3, records: 3 });
    expect(() => validateIndependently(replaced(2, { content: files[1]!.content }), keys)).to.throw('another hash');
  });

  it('lists one public key per Region, and none before the first export', async () => {
    const world = await busyWorld();
    expect(await publicKeys(world)).to.deep.equal([]);
    await exported(world);
    await exported(world);
    const [key, ...others] = await publicKeys(world, { StartTime: new Date(0), EndTime: new Date(1000) });
    expect(others).to.deep.equal([]);
    expect(key?.ValidityEndTime?.getTime()).to.be.greaterThan(Date.UTC(9999, 0));
  });

  it('names a changed log file', async () => {
    const { faults, replaced, at } = await archive();
    const text = (await contentOf(at(0))).replace('ListAliases', 'ListKeys');
    expect(await faults(replaced(0, { content: await gzip(text) }))).to.deep.equal({ [at(0).key]: 'hash-mismatch' });
  });

  it('does not mind another compression of the same content', async () => {
    const { faults, replaced, at } = await archive();
    expect(await faults(replaced(0, { content: await gzip(await contentOf(at(0))) }))).to.deep.equal({});
  });

  it('names a missing log file', async () => {
    const { faults, files, at } = await archive();
    expect(await faults(files.slice(1))).to.deep.equal({ [at(0).key]: 'not-found' });
  });

  it('names a renamed log file by both keys', async () => {
    const { validate, replaced, at } = await archive();
    const key = at(0).key.replace('T1330Z', 'T1331Z');
    const report = await validate(replaced(0, { key }));
    expect(faultsOf(report)).to.deep.equal({ [at(0).key]: 'not-found', [key]: 'moved' });
    expect(report.files.find((file) => file.key === key)?.originalKey).to.equal(at(0).key);
  });

  it('names log files that were exchanged', async () => {
    const { faults, files, at } = await archive();
    const changed = files.map((file, index) => (index < 2 ? { ...file, content: at(1 - index).content } : file));
    expect(await faults(changed)).to.deep.equal({ [at(0).key]: 'hash-mismatch', [at(1).key]: 'hash-mismatch' });
  });

  it('names an added log file', async () => {
    const { faults, files, at } = await archive();
    const key = at(0).key.replace('T1330Z', 'T1331Z');
    const added = { key, content: await gzip('{"Records":[]}') };
    expect(await faults([...files, added])).to.deep.equal({ [key]: 'unlisted' });
  });

  it('names a changed digest file, whose log files are then listed by no valid one', async () => {
    const { faults, replaced, at } = await archive();
    const text = (await contentOf(at(3))).replace('"oldestEventTime":"2026', '"oldestEventTime":"2025');
    expect(await faults(replaced(3, { content: await gzip(text) }))).to.deep.equal({
      [at(3).key]: 'signature-mismatch',
      [at(1).key]: 'unlisted',
      [at(2).key]: 'unlisted',
    });
  });

  it('names a missing digest file and validates the rest by the signatures in their metadata', async () => {
    const { validate, files, at } = await archive();
    const report = await validate(files.toSpliced(4, 1));
    expect(faultsOf(report)).to.deep.equal({ [at(4).key]: 'not-found' });
    expect(report.logs).to.deep.equal({ valid: 3, invalid: 0 });
  });

  it('shows the log files of a missing newest digest file', async () => {
    const { faults, files, at } = await archive();
    expect(await faults(files.slice(0, -1))).to.deep.equal({ [at(0).key]: 'unlisted' });
  });

  it('names a renamed digest file', async () => {
    const { validate, replaced, at } = await archive();
    const key = at(4).key.replace('T120000Z', 'T123000Z');
    const report = await validate(replaced(4, { key }));
    expect(faultsOf(report)).to.deep.equal({ [at(4).key]: 'not-found', [key]: 'moved' });
    expect(report.files.find((file) => file.key === key)?.originalKey).to.equal(at(4).key);
  });

  it('names a digest file in another bucket', async () => {
    const { faults, replaced, at } = await archive();
    expect(await faults(replaced(6, { bucket: 'other-bucket' }))).to.deep.include({ [at(6).key]: 'moved' });
  });

  it('names digest files that were exchanged', async () => {
    const { faults, files, at } = await archive();
    const changed = files.map((file, index) =>
      index === 4 || index === 5 ? { ...file, content: at(9 - index).content } : file,
    );
    expect(await faults(changed)).to.deep.equal({ [at(4).key]: 'moved', [at(5).key]: 'moved' });
  });

  it('names a digest file that the chain passes over', async () => {
    const { world, files, faults } = await archive();
    const earlier = await exported(world, { to: new Date('2026-01-01T12:30:00Z') });
    const extra = earlier.at(-1)!;
    expect(extra.key).to.contain('T123000Z');
    expect(await faults([...files, extra])).to.deep.equal({ [extra.key]: 'not-in-chain' });
  });

  it('names a missing, changed or malformed signature of the newest digest file', async () => {
    const { faults, replaced, at } = await archive();
    const { key, metadata } = at(6);
    const result = async (signature?: unknown) =>
      (await faults(replaced(6, { metadata: signature === undefined ? {} : { signature: signature as string } })))[key];
    expect(await result()).to.equal('signature-missing');
    expect(await result(at(5).metadata?.signature)).to.equal('signature-mismatch');
    expect(await result(metadata?.signature?.slice(1))).to.equal('signature-mismatch');
    expect(await result({})).to.equal('signature-mismatch');
  });

  it('says that the sandbox has no public key for the files of another', async () => {
    const { files, at } = await archive();
    const other = await busyWorld();
    expect(faultsOf(await other.sandbox.events.validate(files))).to.include({
      [at(3).key]: 'public-key-not-found',
      [at(6).key]: 'public-key-not-found',
    });
  });

  it('names a second file with the same key', async () => {
    const { faults, files, at } = await archive();
    expect(await faults([...files, at(0)])).to.deep.equal({ [at(0).key]: 'duplicate' });
  });

  const hostile: readonly (readonly [name: string, content: () => unknown])[] = [
    ['text', () => new TextEncoder().encode('not gzip')],
    ['nothing', () => new Uint8Array()],
    ['no bytes', () => 'text'],
    ['gzip that is cut', async () => (await gzip('{"Records":[]}')).slice(0, 20)],
    ['gzip of no JSON', () => gzip('{')],
    ['null', () => gzip('null')],
    ['members of wrong types', () => gzip('{"logFiles":[1],"digestS3Object":{}}')],
    ['deep JSON', () => gzip('['.repeat(200_000))],
  ];
  for (const [name, content] of hostile) {
    it(`reports a digest file and a log file with ${name}`, async () => {
      const { faults, at, files } = await archive();
      const bad = (await content()) as ArchiveFile['content'];
      const changed = files.map((file, index) => (index === 0 || index === 3 ? { ...file, content: bad } : file));
      const found = await faults(changed);
      expect(found[at(3).key]).to.equal('invalid-format');
      expect(found[at(0).key]).to.be.oneOf(['invalid-format', 'hash-mismatch']);
    });
  }

  it('stops at a file that expands beyond the limit', async () => {
    const { faults, at, replaced } = await archive();
    const zeros = new Blob(Array.from({ length: 70 }, () => new Uint8Array(1024 * 1024)));
    const stream = zeros.stream().pipeThrough(new CompressionStream('gzip'));
    const content = new Uint8Array(await new Response(stream).arrayBuffer());
    expect(await faults(replaced(0, { content }))).to.deep.equal({ [at(0).key]: 'too-large' });
  });

  it('rejects what is no array of files', async () => {
    const { sandbox } = await busyWorld();
    for (const files of [undefined, {}, [1], [null], [{ content: new Uint8Array() }]]) {
      const error = await sandbox.events.validate(files as never).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(TypeError);
    }
  });

  it('keeps the report of files that are none of CloudTrail', async () => {
    const { faults, files } = await archive();
    const readme = { key: 'README.txt', content: new TextEncoder().encode('Hello') };
    expect(await faults([...files, readme])).to.deep.equal({ 'README.txt': 'unlisted' });
    expect(files.filter((file) => isDigest(file))).to.have.length(4);
  });
});
