import { expect } from 'chai';
import { hmac } from '@noble/hashes/hmac.js';
import { sha224 } from '@noble/hashes/sha2.js';
import { openGcm, sealGcm } from '../../../src/crypto/aes-gcm.ts';
import { encodeUtf8, type Bytes } from '../../../src/base/bytes.ts';
import type { KeySpec, KeyUsageType } from '../../../src/model/sdk.ts';
import type { MaterialRecord } from '../../../src/model/records.ts';
import { attack, type Attempt } from '../../../src/ui/envelope/attack.ts';
import { MAX_RECORDS, type CollectedMaterial } from '../../../src/ui/envelope/collect-key-material.ts';
import { Judge, type MacOf, type Verdict } from '../../../src/ui/envelope/verdict.ts';
import { collectedFrom, madeKey, uproot } from './planted-storage.ts';

const refuse: MacOf = () => Promise.resolve(undefined);

/** The verdict on the whole attack, and the attempts that gave bytes. */
async function outcome(
  collected: CollectedMaterial,
  macOf = refuse,
): Promise<Verdict & { readonly gave: readonly Attempt[] }> {
  const judge = new Judge(collected, macOf);
  const gave: Attempt[] = [];
  for await (const attempt of attack(collected)) {
    await judge.judge(attempt);
    if (attempt.obtained) gave.push(attempt);
  }
  judge.forget();
  return { ...judge.verdict, gave };
}

/** The bare secret of a wrapped material, as the worker opens it. */
async function secretOf({ id, wrapped }: MaterialRecord): Promise<Bytes> {
  if (!wrapped) throw new Error('not wrapped');
  return (await openGcm(wrapped.by, wrapped.iv, encodeUtf8(id), wrapped.sealed)) as Bytes;
}

/** Every kind of key that can have a wrapped copy: by custody `complete`, or because a browser lacks the algorithm. */
const COPIED: [KeySpec, KeyUsageType][] = [
  ['RSA_2048', 'SIGN_VERIFY'],
  ['ECC_NIST_P256', 'SIGN_VERIFY'],
  ['ECC_NIST_P384', 'SIGN_VERIFY'],
  ['ECC_NIST_P521', 'SIGN_VERIFY'],
  ['ECC_SECG_P256K1', 'SIGN_VERIFY'],
  ['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY'],
  ['ML_DSA_44', 'SIGN_VERIFY'],
  ['ML_DSA_65', 'SIGN_VERIFY'],
  ['ML_DSA_87', 'SIGN_VERIFY'],
  ['SM2', 'SIGN_VERIFY'],
];

const NATIVE: [KeySpec, KeyUsageType][] = [
  ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT'],
  ['HMAC_256', 'GENERATE_VERIFY_MAC'],
  ['RSA_2048', 'ENCRYPT_DECRYPT'],
  ['ECC_NIST_P256', 'SIGN_VERIFY'],
  ['ECC_NIST_P384', 'KEY_AGREEMENT'],
];

describe('the attack on key material', () => {
  afterEach(uproot);

  it('obtains nothing of native keys and access keys, and says so', async () => {
    const made = await Promise.all(NATIVE.map(([spec, usage]) => madeKey(spec, usage, 'native')));
    const secret = await crypto.subtle.importKey(
      'raw',
      encodeUtf8('AWS4secret'),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const found = await outcome(
      await collectedFrom({
        keys: made.map(({ key }) => key),
        materials: made.map(({ material }) => material),
        accessKeys: [{ id: 'AKIAIOSFODNN7EXAMPLE', secret }],
      }),
    );
    expect(found).to.deep.include({
      native: { tried: NATIVE.length + 1 },
      wrapped: { tried: 0, obtained: 0, unproven: 0 },
      unexpected: [],
    });
    expect(found.attempts).to.be.above(100);
  });

  for (const [spec, usage] of COPIED)
    it(`obtains the wrapped copy of ${spec}, and proves it by the public key`, async () => {
      const { key, material } = await madeKey(spec, usage, 'complete');
      const found = await outcome(await collectedFrom({ keys: [key], materials: [material] }));
      expect(found).to.deep.include({ wrapped: { tried: 1, obtained: 1, unproven: 0 }, unexpected: [] });
    });

  it('proves the bytes of an HMAC_224 key by the MAC that KMS gives, and asks for it once', async () => {
    const { key, material } = await madeKey('HMAC_224', 'GENERATE_VERIFY_MAC', 'native');
    const secret = await secretOf(material);
    const asked: string[] = [];
    const collected = await collectedFrom({ keys: [key], materials: [material] });
    const found = await outcome(collected, (arn, message) => {
      asked.push(arn);
      return Promise.resolve(hmac(sha224, secret, message));
    });
    expect(found).to.deep.include({ wrapped: { tried: 1, obtained: 1, unproven: 0 }, unexpected: [] });
    expect(asked).to.deep.equal([key['arn']]);
  });

  it('says that the bytes of an HMAC_224 key were not compared where KMS refuses', async () => {
    const { key, material } = await madeKey('HMAC_224', 'GENERATE_VERIFY_MAC', 'native');
    const found = await outcome(await collectedFrom({ keys: [key], materials: [material] }));
    expect(found).to.deep.include({ wrapped: { tried: 1, obtained: 1, unproven: 1 }, unexpected: [] });
  });

  it('reports a wrapped copy that opens and is another secret as unexpected', async () => {
    const { key, material } = await madeKey('HMAC_224', 'GENERATE_VERIFY_MAC', 'native');
    const found = await outcome(await collectedFrom({ keys: [key], materials: [material] }), () =>
      Promise.resolve(new Uint8Array(28)),
    );
    expect(found.wrapped.obtained).to.equal(0);
    expect(found.unexpected.map(({ proof }) => proof)).to.deep.equal(['another secret']);
  });

  it('opens a wrapped copy without its additional data, by encrypting the ciphertext again', async () => {
    const { key, material } = await madeKey('ECC_SECG_P256K1', 'SIGN_VERIFY', 'native');
    const { wrapped } = material;
    const sealed = await sealGcm(
      wrapped?.by as CryptoKey,
      wrapped?.iv as Bytes,
      encodeUtf8('text that no record holds'),
      await secretOf(material),
    );
    const found = await outcome(
      await collectedFrom({ keys: [key], materials: [{ ...material, wrapped: { ...wrapped, sealed } }] }),
    );
    expect(found).to.deep.include({ wrapped: { tried: 1, obtained: 1, unproven: 0 }, unexpected: [] });
  });

  it('reports the bytes of a native key as unexpected wherever they lie', async () => {
    const { key, material } = await madeKey('ECC_NIST_P256', 'SIGN_VERIFY', 'complete');
    const { wrapped, ...native } = material;
    const found = await outcome(await collectedFrom({ keys: [key], materials: [{ ...native, leak: wrapped }] }));
    expect(found.unexpected).to.have.length(1);
    expect(found.unexpected[0]).to.include({ protection: 'native', proof: 'public key' });
  });

  it('reports the bytes of a symmetric key as unexpected, by what the stored key does', async () => {
    const { key, material } = await madeKey('HMAC_256', 'GENERATE_VERIFY_MAC', 'native');
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const stored = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const by = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const iv = new Uint8Array(12);
    const sealed = await sealGcm(by, iv, encodeUtf8(''), secret);
    const leaking = { ...material, keys: { HMAC_SHA_256: stored }, leak: { by, iv, sealed } };
    const found = await outcome(await collectedFrom({ keys: [key], materials: [leaking] }));
    expect(found.unexpected[0]).to.include({ protection: 'native', proof: 'stored key' });
  });

  it('reports a stored blob of unknown content that opens', async () => {
    const by = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['unwrapKey', 'encrypt']);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await sealGcm(by, iv, encodeUtf8('an-id'), crypto.getRandomValues(new Uint8Array(32)));
    const found = await outcome(
      await collectedFrom({ things: [{ id: 'an-id', by, blob: new Uint8Array([...iv, ...sealed]) }] }),
    );
    expect(found.unexpected.map(({ proof }) => proof)).to.deep.equal(['authentication tag']);
  });

  it('reports an extractable key at once', async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']);
    const found = await outcome(await collectedFrom({ materials: [{ id: 'a', keys: { SYMMETRIC_DEFAULT: key } }] }));
    expect(found.unexpected[0]).to.include({ protection: 'native', proof: 'exported' });
  });

  it('overwrites everything that it obtained', async () => {
    const { key, material } = await madeKey('ECC_SECG_P256K1', 'SIGN_VERIFY', 'native');
    const extractable = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
    const { gave } = await outcome(
      await collectedFrom({ keys: [key], materials: [material], things: [{ extractable }] }),
    );
    expect(gave).to.have.length.above(2);
    expect(gave.flatMap(({ obtained }) => [...(obtained ?? [])]).filter(Boolean)).to.deep.equal([]);
  });
});

describe('collectKeyMaterial', () => {
  afterEach(uproot);

  it('samples a large sandbox and keeps every kind of record in the sample', async () => {
    const native = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const { material } = await madeKey('ECC_SECG_P256K1', 'SIGN_VERIFY', 'native');
    const many = Array.from({ length: 1_000 }, (_, index) => ({
      id: String(index),
      keys: { SYMMETRIC_DEFAULT: native },
    }));
    // Other tests leave files of their own in the file system of this origin.
    const { getDirectory } = navigator.storage;
    navigator.storage.getDirectory = () => Promise.reject(new DOMException('no files here', 'SecurityError'));
    const collecting = collectedFrom({ materials: [...many, material] });
    const { records, found } = await collecting.finally(() => (navigator.storage.getDirectory = getDirectory));
    expect(found).to.deep.include({ records: 1_001, keys: 1_001 });
    expect(records).to.have.length(MAX_RECORDS);
    expect(records.filter(({ protection }) => protection === 'wrapped')).to.have.length(1);
  });

  it('goes on where the browser gives no file system, and says what it could not read', async () => {
    const { getDirectory } = navigator.storage;
    navigator.storage.getDirectory = () => Promise.reject(new DOMException('no files here', 'SecurityError'));
    try {
      const { refused, found } = await collectedFrom({ things: [{ blob: new Uint8Array(3) }] });
      expect(refused).to.deep.equal(['Files: SecurityError: no files here']);
      expect(found.blobs).to.be.above(0);
    } finally {
      navigator.storage.getDirectory = getDirectory;
    }
  });

  it('goes on where the browser has no file system at all', async () => {
    Reflect.set(navigator.storage, 'getDirectory', undefined);
    try {
      const { refused } = await collectedFrom({ things: [{ blob: new Uint8Array(3) }] });
      expect(refused.join()).to.match(/^Files: TypeError/);
    } finally {
      Reflect.deleteProperty(navigator.storage, 'getDirectory');
    }
  });
});
