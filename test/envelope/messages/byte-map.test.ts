/** Byte maps: fields cover every byte once, and faults say what is wrong. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { toBase64 } from '../../../src/base/base64.ts';
import { concatBytes, encodeUtf8, type Bytes } from '../../../src/base/bytes.ts';
import { toHex } from '../../../src/base/hex.ts';
import type { ByteMap, MapField } from '../../../src/envelope/byte-map/byte-map.ts';
import { mapBytes, type MapOptions } from '../../../src/envelope/byte-map/map-bytes.ts';
import { parseMessageLayout } from '../../../src/envelope/inspect.ts';
import { SUITE_IDS, type SuiteId } from '../../../src/envelope/suites.ts';
import { createTestEnvelope } from '../keyrings/sandbox.ts';
import { pattern } from '../streams.ts';
import { damagedMessages } from './damaged-messages.ts';
import { writeNonFramed } from './non-framed-writer.ts';

const FRAME = 64;
const SIZE = 4 * FRAME + 10;
const AES = { type: 'raw-aes', keyNamespace: 'tests', keyName: 'one', wrappingKey: pattern(32) } as const;

const mapOf = async (bytes: Uint8Array, options?: MapOptions): Promise<ByteMap> =>
  (await mapBytes(new Blob([Uint8Array.from(bytes)]), options)).map;

/** Fails unless the fields cover the input without gap or overlap. */
function expectCovered({ fields, size }: ByteMap, what = ''): void {
  let at = 0;
  for (const { name, offset, length } of fields) {
    expect(offset, `${what}: ${name}`).to.equal(at);
    at += length;
  }
  expect(at, what).to.equal(size);
}

const valuesOf = ({ fields }: ByteMap, name: MapField['name']) =>
  fields.filter((field) => field.name === name).map(({ value }) => value);

const namesOf = ({ fields }: ByteMap) => fields.map(({ name }) => name);

describe('byte map', () => {
  const { encrypt, kms, createKey, envelope } = createTestEnvelope();
  const content = pattern(SIZE);
  const write = (suite: SuiteId, frameLength = FRAME, bytes = content) =>
    encrypt(bytes, {
      keyrings: [AES],
      suite,
      commitmentPolicy: suite < 0x0400 ? 'FORBID_ENCRYPT_ALLOW_DECRYPT' : 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT',
      frameLength,
      encryptionContext: { purpose: 'test', more: '' },
    });

  for (const suite of SUITE_IDS) {
    it(`covers a message of suite 0x${suite.toString(16).padStart(4, '0')} with header, frames and footer`, async () => {
      const message = await write(suite);
      const map = await mapOf(message);
      expectCovered(map);
      expect([map.format, map.fault]).to.deep.equal(['message', undefined]);
      const layout = parseMessageLayout(message);
      expect(map.fields.filter(({ offset }) => offset < layout.headerLength)).to.deep.equal(
        layout.fields.filter(({ offset }) => offset < layout.headerLength),
      );
      expect(
        map.frames?.map(({ kind, sequence, offset, length }) => ({ kind, sequence, offset, length })),
      ).to.deep.equal(layout.frames.map(({ kind, sequence, offset, length }) => ({ kind, sequence, offset, length })));
      expect(valuesOf(map, 'sequence number')).to.deep.equal([1, 2, 3, 4, 5]);
      expect(valuesOf(map, 'algorithm suite id')).to.deep.equal([suite]);
      expect(namesOf(map).at(-1)).to.equal(layout.header.suite.signature ? 'signature' : 'frame tag');
    });
  }

  for (const suite of [0x0178, 0x0478] as const) {
    it(`covers a non-framed message of suite 0x0${suite.toString(16)}`, async () => {
      const map = await mapOf(await writeNonFramed(suite, AES, content));
      expectCovered(map);
      expect(map.fault).to.equal(undefined);
      expect(namesOf(map).slice(-4)).to.deep.equal(['frame IV', 'content length', 'encrypted content', 'frame tag']);
      expect(valuesOf(map, 'content length')).to.deep.equal([SIZE]);
    });
  }

  it('covers every damaged message, and names a fault unless only authenticated bytes changed', async () => {
    let faults = 0;
    const messages = [await write(0x0578), await write(0x0178), await writeNonFramed(0x0478, AES, content)];
    for (const message of messages) {
      const undamaged = namesOf(await mapOf(message)).join();
      for (const { name, message: damaged } of damagedMessages(message)) {
        for (const format of [undefined, 'message'] as const) {
          const map = await mapOf(damaged, { format });
          expectCovered(map, name);
          if (format === undefined) continue;
          expect(map.format).to.equal('message');
          if (map.fault) faults++;
          // Without a fault, all fields have their places: the change is inside of them.
          else if (damaged.length === message.length) expect(namesOf(map).join(), name).to.equal(undamaged);
        }
      }
    }
    expect(faults).to.be.greaterThan(400);
  });

  it('names the field in which a truncated message ends', async () => {
    const message = await write(0x0578);
    const { fields } = await mapOf(message);
    for (let length = 0; length < message.length; length++) {
      const map = await mapOf(message.slice(0, length), { format: 'message' });
      expectCovered(map, `${length} bytes`);
      const cut = fields.find((field) => field.offset + field.length > length)!;
      expect(map.fault?.fault).to.include({ kind: 'truncated', left: length - cut.offset });
      expect(map.fault?.offset).to.equal(cut.offset);
      const named = map.fault?.fault as { field: string };
      // Without its first bytes, the final frame is not told from others.
      if (cut.name !== 'final frame marker') expect(named.field).to.equal(cut.name);
    }
  });

  it('says which frame is in place of which, and keeps the fields of moved frames', async () => {
    const message = await write(0x0478);
    const [, one, two] = (await mapOf(message)).frames!;
    const swapped = concatBytes(
      message.slice(0, one!.offset),
      message.slice(two!.offset, two!.offset + two!.length),
      message.slice(one!.offset, one!.offset + one!.length),
      message.slice(two!.offset + two!.length),
    );
    const map = await mapOf(swapped);
    expectCovered(map);
    expect(map.fault).to.deep.equal({
      fault: { kind: 'frame-order', expected: 2, found: 3 },
      offset: one!.offset,
    });
    expect(valuesOf(map, 'sequence number')).to.deep.equal([1, 3, 2, 4, 5]);
  });

  it('finds trailing bytes', async () => {
    const message = await write(0x0578);
    const map = await mapOf(concatBytes(message, pattern(7)));
    expectCovered(map);
    expect(map.fault).to.deep.equal({ fault: { kind: 'trailing', length: 7 }, offset: message.length });
    expect(map.fields.at(-1)).to.include({ name: 'trailing bytes', length: 7 });
  });

  it('lists the first frames, the final frame and the footer of a long message, and reads no more', async () => {
    const message = await write(0x0578, FRAME, pattern(1000 * FRAME + 1));
    const map = await mapOf(message, { maxFrames: 10 });
    expectCovered(map);
    expect(map.fault).to.equal(undefined);
    expect(map.frames?.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1001]);
    expect(map.fields.find(({ name }) => name === 'frames not shown')).to.include({ value: 990, index: 11 });
    expect(map.fields.at(-1)?.name).to.equal('signature');
    const whole = await mapOf(message, { maxFrames: 2000 });
    expectCovered(whole);
    expect(whole.frames).to.have.length(1001);
  });

  it('reads parts of a large message only', async () => {
    const message = await write(0x0478, 1 << 20, pattern(20 << 20));
    let read = 0;
    class CountingBlob extends Blob {
      override slice(start?: number, end?: number) {
        const part = super.slice(start, end);
        read += part.size;
        return part;
      }
    }
    const { map } = await mapBytes(new CountingBlob([message]));
    expectCovered(map);
    expect(map.frames).to.have.length.greaterThan(19);
    expect(read).to.be.lessThan(message.length / 4);
  });

  it('maps ciphertext blobs of KMS, and finds a changed identifier', async () => {
    const keyId = await createKey({ MultiRegion: true });
    const { CiphertextBlob } = await kms().encrypt({ KeyId: keyId, Plaintext: pattern(11) });
    const blob = Uint8Array.from(CiphertextBlob!);
    const map = await mapOf(blob);
    expectCovered(map);
    expect([map.format, map.fault]).to.deep.equal(['ciphertext-blob', undefined]);
    expect(valuesOf(map, 'key id')).to.deep.equal([keyId.split('/')[1]]);
    expect(valuesOf(map, 'account')).to.deep.equal([keyId.split(':')[4]]);
    expect(map.fields.find(({ name }) => name === 'blob ciphertext')?.length).to.equal(11);
    const { offset } = map.fields.find(({ name }) => name === 'key id')!;
    const changed = blob.slice();
    changed[offset]! ^= 1;
    expect((await mapOf(changed)).fault?.fault).to.deep.equal({ kind: 'check' });
    for (let length = 0; length < blob.length; length++) {
      const cut = await mapOf(blob.slice(0, length), { format: 'ciphertext-blob' });
      expectCovered(cut, `${length} bytes`);
    }
  });

  it('maps import tokens', async () => {
    const keyId = await createKey({ Origin: 'EXTERNAL' });
    const { ImportToken, PublicKey, ParametersValidTo } = await kms().getParametersForImport({
      KeyId: keyId,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    });
    const map = await mapOf(ImportToken!);
    expectCovered(map);
    expect(map.format).to.equal('import-token');
    expect(valuesOf(map, 'valid to')).to.deep.equal([ParametersValidTo!.getTime()]);
    expect(await mapOf(PublicKey!)).to.include({ format: 'public-key', algorithm: 'RSA' });
  });

  it('maps JSON envelopes by the bytes of their UTF-8, and finds a changed member', async () => {
    const tools = await envelope.loadTools();
    const document = await tools.encryptJson(content, {
      keyrings: [AES],
      encryptionContext: { '€': '5 € 😀', more: '' },
    });
    const text = JSON.stringify(document, null, 2);
    const map = await mapOf(encodeUtf8(text));
    expectCovered(map);
    expect([map.format, map.fault]).to.deep.equal(['json-envelope', undefined]);
    const bytes = encodeUtf8(text);
    const tag = map.fields.find(({ name }) => name === 'JSON tag')!;
    expect(new TextDecoder().decode(bytes.slice(tag.offset, tag.offset + tag.length))).to.equal(`"${document.tag}"`);
    expect(valuesOf(map, 'JSON ciphertext')).to.deep.equal([SIZE]);
    expect(valuesOf(map, 'JSON context value')).to.deep.equal(['€ = 5 € 😀', 'more = ']);
    const wrong = await mapOf(encodeUtf8(JSON.stringify({ ...document, iv: 'AAAA' })));
    expectCovered(wrong);
    expect(wrong.fault?.fault).to.deep.equal({ kind: 'json-member', member: 'iv', problem: 'length' });
    const cut = await mapOf(bytes.slice(0, -30), { format: 'json-envelope' });
    expectCovered(cut);
    expect(cut.fault?.fault).to.deep.equal({ kind: 'not-json' });
  });

  it('recognizes keys and signatures in DER by their structure', async () => {
    const pairs = [
      ['EC, P-256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
      ['EC, P-384', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
      ['Ed25519', generateKeyPairSync('ed25519')],
      ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ] as const;
    for (const [algorithm, { publicKey, privateKey }] of pairs) {
      const spki = await mapOf(publicKey.export({ type: 'spki', format: 'der' }));
      expectCovered(spki);
      expect(spki).to.include({ format: 'public-key', algorithm });
      const pkcs8 = await mapOf(privateKey.export({ type: 'pkcs8', format: 'der' }));
      expectCovered(pkcs8);
      expect(pkcs8).to.include({ format: 'private-key', algorithm });
    }
    const signature = await mapOf(sign('sha256', content, pairs[0][1].privateKey));
    expectCovered(signature);
    expect(signature.format).to.equal('ecdsa-signature');
  });

  it('decodes hex, base64 and PEM, and says how the input was written', async () => {
    const message = await write(0x0478);
    const spki = generateKeyPairSync('ed25519').publicKey;
    const inputs = [
      ['hex', toHex(message), 'message'],
      ['base64', toBase64(message).replace(/.{76}/g, '$&\n'), 'message'],
      ['PEM', spki.export({ type: 'spki', format: 'pem' }).toString(), 'public-key'],
    ] as const;
    for (const [encoding, text, format] of inputs) {
      const mapped = await mapBytes(new Blob([text]));
      expect(mapped).to.include({ encoding });
      expect(mapped.map.format).to.equal(format);
      expectCovered(mapped.map);
    }
  });

  it('decodes the first of several PEM blocks, with any text around them, and says how many there are', async () => {
    const [one, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
    const publicPem = one.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const privatePem = other.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const single = await mapBytes(new Blob([`Bag Attributes\n  friendlyName: a\n${publicPem}`]));
    expect([single.map.format, single.encoding, single.blocks]).to.deep.equal(['public-key', 'PEM', undefined]);
    const several = await mapBytes(new Blob([`${privatePem}\n${publicPem}${publicPem}`]));
    expect([several.map.format, several.encoding, several.blocks]).to.deep.equal(['private-key', 'PEM', 3]);
    // A block whose ends differ is not PEM.
    const mixed = await mapBytes(new Blob([publicPem.replace('END PUBLIC', 'END PRIVATE')]));
    expect([mixed.map.format, mixed.encoding]).to.deep.equal(['unknown', undefined]);
  });

  it('says of an unknown input what was tried', async () => {
    for (const bytes of [new Uint8Array(), Uint8Array.of(1), encodeUtf8('{"a": 1}'), pattern(5000)]) {
      const map = await mapOf(bytes);
      expectCovered(map);
      expect(map.format).to.equal('unknown');
      expect(map.tried?.map(({ format }) => format)).to.deep.equal([
        'message',
        'ciphertext-blob',
        'import-token',
        'json-envelope',
        'public-key',
        'private-key',
        'certificate',
        'ecdsa-signature',
        'cms',
      ]);
    }
  });

  it('covers any bytes, whatever their format is said to be', async () => {
    const formats = [undefined, 'message', 'ciphertext-blob', 'json-envelope', 'import-token', 'public-key'] as const;
    const starts: readonly Bytes[] = [
      new Uint8Array(),
      Uint8Array.of(2, 4, 0x78),
      Uint8Array.of(1, 0x80, 1, 0x78),
      Uint8Array.of(0xa7),
      Uint8Array.of(0x30),
      encodeUtf8('{"format":"strongroom-json-envelope"'),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...formats),
        async (start, rest, format) => expectCovered(await mapOf(concatBytes(start, rest), { format })),
      ),
      { numRuns: 500 },
    );
  });
});
