/** Ed25519 in a browser that fails to generate or to import some keys, as WebKitGTK 2.50.6 does (docs/browsers.md). */
import { expect } from 'chai';
import { copyBytes, encodeUtf8 } from '../../src/base/bytes.ts';
import { eddsa } from '../../src/crypto/eddsa.ts';
import { servedBy } from '../../src/crypto/capability.ts';
import { rejection } from './materials.ts';

const SPEC = 'ECC_NIST_EDWARDS25519';
const MESSAGE = encodeUtf8('a message');
const { subtle } = crypto;

/** Makes the first `times` calls of a method fail with an error of that name. Returns how many calls there were. */
function failing(method: 'generateKey' | 'importKey', name: string, times: number): () => number {
  const real = subtle[method].bind(subtle) as (...values: unknown[]) => Promise<unknown>;
  let calls = 0;
  Object.defineProperty(subtle, method, {
    configurable: true,
    value: (...values: unknown[]) =>
      (calls += 1) > times ? real(...values) : Promise.reject(new DOMException('no', name)),
  });
  return () => calls;
}

describe('Ed25519 in a browser that fails at times', () => {
  before(async () => expect(await servedBy(SPEC)).to.equal('native'));

  afterEach(() => {
    Reflect.deleteProperty(subtle, 'generateKey');
    Reflect.deleteProperty(subtle, 'importKey');
  });

  const generate = () => eddsa.generate(SPEC, 'SIGN_VERIFY', { native: true, secret: false });

  it('generates a native key again after an OperationError', async () => {
    const calls = failing('generateKey', 'OperationError', 3);
    expect((await generate()).keys).to.have.property('ED25519_SHA_512');
    expect(calls()).to.equal(4);
  });

  it('ends with the error of a browser that always fails, and does not repeat another error', async () => {
    const always = failing('generateKey', 'OperationError', Infinity);
    expect(await rejection(generate())).to.equal('OperationError');
    expect(always()).to.equal(5);
    const other = failing('generateKey', 'InvalidAccessError', Infinity);
    expect(await rejection(generate())).to.equal('InvalidAccessError');
    expect(other()).to.equal(1);
  });

  it('uses a valid key that the browser does not import by the library', async () => {
    const { secret, publicKey } = await eddsa.generate(SPEC, 'SIGN_VERIFY', { native: false, secret: true });
    failing('importKey', 'DataError', Infinity);
    const imported = await eddsa.importSecret!(SPEC, 'SIGN_VERIFY', copyBytes(secret!), {
      native: true,
      secret: false,
    });
    expect(imported).to.deep.equal({ secret, publicKey });
    const material = { form: 'bare', secret: secret! } as const;
    const signature = await eddsa.sign!(SPEC, material, 'ED25519_SHA_512', 'RAW', MESSAGE);
    const verify = (message = MESSAGE) => eddsa.verify!(SPEC, publicKey!, 'ED25519_SHA_512', 'RAW', message, signature);
    expect([await verify(), await verify(encodeUtf8('another'))]).to.deep.equal([true, false]);
    Reflect.deleteProperty(subtle, 'importKey');
    expect(await verify()).to.equal(true);
  });
});
