import { expect } from 'chai';
import { CacheEntries } from '../../../src/envelope/cache/cache-entries.ts';
import { DataKeyCache, type CacheLimits } from '../../../src/envelope/cache/data-key-cache.ts';
import { generateSigningKey } from '../../../src/crypto/message-signature.ts';
import { createEnvelope } from '../../../src/envelope/envelope.ts';
import type { EncryptionMaterialsRequest, ReadyEncryptionMaterials } from '../../../src/envelope/materials.ts';
import { findSuite, type Suite } from '../../../src/envelope/suites.ts';
import { FakeKms, keyArn } from '../fake-kms.ts';
import { pattern, readAll, rejection, streamOf } from '../streams.ts';

const HOUR_MS = 3_600_000;

/** A cache over an envelope with a KMS in memory. */
async function cached(limits: Partial<CacheLimits> = {}) {
  const kms = new FakeKms();
  const envelope = createEnvelope(kms.kmsFor);
  const cache = await envelope.createDataKeyCache({ keyIds: [keyArn(1)] }, { maxAgeMs: HOUR_MS, ...limits });
  const encrypt = async (length: number, options: object = {}) =>
    new Blob([
      await readAll(envelope.encrypt(new Blob([pattern(length)]), { materialsManager: cache, ...options }).stream),
    ]);
  const decrypt = (message: Blob) => readAll(envelope.decrypt(message, { materialsManager: cache }).stream);
  const calls = (operation: string) => kms.calls.filter((call) => call.operation === operation).length;
  return { kms, envelope, cache, encrypt, decrypt, calls };
}

/** A cache over a source whose data keys are seen by the test. */
function observed(limits: CacheLimits) {
  const sources: ReadyEncryptionMaterials[] = [];
  const cache = new DataKeyCache(
    {
      getEncryptionMaterials: ({ suite, encryptionContext, requiredContextKeys }) => {
        const dataKey = new Uint8Array(32).fill(7);
        const materials = { suite, encryptionContext, requiredContextKeys, encryptedDataKeys: [], dataKey };
        sources.push(materials);
        return Promise.resolve(materials);
      },
      getDecryptionMaterials: () => Promise.reject(new Error('not used')),
    },
    limits,
  );
  const request = (name = 'a', length = 1): EncryptionMaterialsRequest => ({
    suite: findSuite(0x0478) as Suite,
    encryptionContext: { name },
    requiredContextKeys: [],
    maxPlaintextLength: length,
  });
  return { cache, sources, request };
}

describe('DataKeyCache', () => {
  it('calls KMS once for messages with the same suite and context, which all decrypt', async () => {
    const { cache, encrypt, decrypt, calls } = await cached();
    const messages = [await encrypt(10), await encrypt(20), await encrypt(0)];
    expect(calls('generateDataKey')).to.equal(1);
    expect((await Promise.all(messages.map(decrypt))).map(({ length }) => length)).to.deep.equal([10, 20, 0]);
    expect(calls('decrypt')).to.equal(1);
    expect(cache.metrics).to.deep.equal({ hits: 4, misses: 2, bypasses: 0, evictions: 0, size: 2 });
  });

  it('uses another data key for another context or suite', async () => {
    const { encrypt, calls } = await cached();
    await encrypt(1, { encryptionContext: { a: '1', b: '2' } });
    await encrypt(1, { encryptionContext: { b: '2', a: '1' } });
    expect(calls('generateDataKey')).to.equal(1);
    await encrypt(1, { encryptionContext: { a: '1' } });
    await encrypt(1, { encryptionContext: { a: '1' }, suite: 0x0578 });
    expect(calls('generateDataKey')).to.equal(3);
  });

  it('verifies signatures of messages that share a data key', async () => {
    const { encrypt, decrypt, calls } = await cached();
    const messages = [await encrypt(5, { suite: 0x0578 }), await encrypt(6, { suite: 0x0578 })];
    expect(calls('generateDataKey')).to.equal(1);
    expect((await Promise.all(messages.map(decrypt))).map(({ length }) => length)).to.deep.equal([5, 6]);
  });

  it('makes one call for requests at the same time', async () => {
    const { encrypt, calls } = await cached();
    await Promise.all(Array.from({ length: 20 }, () => encrypt(1)));
    expect(calls('generateDataKey')).to.equal(1);
  });

  it('makes a call of its own when the call it waited for fails', async () => {
    const { kms, encrypt } = await cached();
    kms.disabled.add(keyArn(1));
    const [first, second] = [rejection(encrypt(1)), rejection(encrypt(1))];
    expect([(await first).name, (await second).name]).to.deep.equal(['DisabledException', 'DisabledException']);
    kms.disabled.clear();
    expect((await encrypt(1)).size).to.be.greaterThan(1);
  });

  it('stops at the maximum of messages and of bytes', async () => {
    const byMessages = await cached({ maxMessages: 2 });
    for (let message = 0; message < 5; message++) await byMessages.encrypt(1);
    expect(byMessages.calls('generateDataKey')).to.equal(3);
    const byBytes = await cached({ maxBytes: 10 });
    for (let message = 0; message < 3; message++) await byBytes.encrypt(6);
    expect(byBytes.calls('generateDataKey')).to.equal(3);
    await byBytes.encrypt(4);
    expect(byBytes.calls('generateDataKey')).to.equal(3);
  });

  it('leaves out content of unknown length, content above maxBytes, and suites without key derivation', async () => {
    const { cache, envelope, encrypt, calls } = await cached({ maxBytes: 10 });
    await readAll(envelope.encrypt(streamOf(pattern(5)), { materialsManager: cache }).stream);
    await encrypt(11);
    await encrypt(5, { suite: 0x0078, commitmentPolicy: 'FORBID_ENCRYPT_ALLOW_DECRYPT' });
    expect(calls('generateDataKey')).to.equal(3);
    expect(cache.metrics).to.deep.equal({ hits: 0, misses: 0, bypasses: 3, evictions: 0, size: 0 });
  });

  it('returns copies: a caller that overwrites them changes nothing in the cache', async () => {
    const { cache, request } = observed({ maxAgeMs: HOUR_MS });
    (await cache.getEncryptionMaterials(request())).dataKey.fill(0);
    const second = await cache.getEncryptionMaterials(request());
    expect(second.dataKey).to.deep.equal(new Uint8Array(32).fill(7));
    second.dataKey.fill(0);
    expect((await cache.getEncryptionMaterials(request())).dataKey[0]).to.equal(7);
  });

  it('evicts the least recently used data key', async () => {
    const { cache, sources, request } = observed({ maxAgeMs: HOUR_MS, capacity: 2 });
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await cache.getEncryptionMaterials(request(name));
    expect(sources.map(({ encryptionContext }) => encryptionContext['name'])).to.deep.equal(['a', 'b', 'c', 'b']);
    expect(cache.metrics).to.deep.equal({ hits: 2, misses: 4, bypasses: 0, evictions: 2, size: 2 });
  });

  it('asks for a data key again when one expired', async () => {
    const { cache, sources, request } = observed({ maxAgeMs: 30 });
    await cache.getEncryptionMaterials(request());
    while (cache.metrics.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await cache.getEncryptionMaterials(request());
    expect(sources).to.have.length(2);
  });

  it('rejects invalid limits', async () => {
    const invalid: readonly Partial<CacheLimits>[] = [
      { maxAgeMs: 0 },
      { maxAgeMs: Infinity },
      { capacity: 0 },
      { maxMessages: 2 ** 32 + 1 },
      { maxBytes: 0.5 },
    ];
    for (const limits of invalid)
      expect(await rejection(cached(limits)), JSON.stringify(limits)).to.be.instanceOf(TypeError);
  });
});

describe('CacheEntries', () => {
  const suite = findSuite(0x0578) as Suite;
  const materials = () => ({
    suite,
    encryptionContext: {},
    requiredContextKeys: [],
    encryptedDataKeys: [],
    dataKey: new Uint8Array(32).fill(7),
    signingKey: { ...generateSigningKey('P-384'), privateKey: new Uint8Array(48).fill(7) },
  });
  const isOverwritten = ({ dataKey, signingKey }: ReturnType<typeof materials>) =>
    [...dataKey, ...signingKey.privateKey].every((byte) => byte === 0);

  it('overwrites keys that expire, also if nothing asks for them again', async () => {
    const entries = new CacheEntries(10, 30);
    const [first, second] = [materials(), materials()];
    entries.add('a', first, 0);
    entries.add('b', second, 0);
    while (entries.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    expect([first, second].map(isOverwritten)).to.deep.equal([true, true]);
  });

  it('overwrites keys that are evicted, replaced or cleared', () => {
    const entries = new CacheEntries(1, HOUR_MS);
    const all = [materials(), materials(), materials()] as const;
    entries.add('a', all[0], 0);
    entries.add('b', all[1], 0);
    expect(all.map(isOverwritten)).to.deep.equal([true, false, false]);
    entries.add('b', all[2], 0);
    expect(all.map(isOverwritten)).to.deep.equal([true, true, false]);
    entries.clear();
    expect(all.map(isOverwritten)).to.deep.equal([true, true, true]);
    expect(entries.evictions).to.equal(3);
  });
});

describe('envelope: transforms', () => {
  it('encrypt and decrypt a stream, and the body of a Response', async () => {
    const envelope = createEnvelope(new FakeKms().kmsFor);
    const content = pattern(600_000);
    const message = new Blob([content]).stream().pipeThrough(envelope.encryptTransform({ keyIds: [keyArn(1)] }));
    const decryption = envelope.decryptTransform();
    expect(await readAll(message.pipeThrough(decryption))).to.deep.equal(content);
    expect((await decryption.result).bytesOut).to.equal(content.length);
    const { stream } = envelope.encrypt(new Response(content), { keyIds: [keyArn(1)] });
    expect(await readAll(envelope.decrypt(new Response(await new Response(stream).blob())).stream)).to.deep.equal(
      content,
    );
  });

  it('reject when their source fails', async () => {
    const envelope = createEnvelope(new FakeKms().kmsFor);
    const failing = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('unplugged')) });
    const message = failing.pipeThrough(envelope.encryptTransform({ keyIds: [keyArn(1)] }));
    expect((await rejection(readAll(message))).message).to.equal('unplugged');
  });
});
