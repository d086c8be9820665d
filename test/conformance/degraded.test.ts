/**
 * The conformance tests over the operations a second time, in a browser without the newer algorithms. Modules are
 * evaluated in the order of their imports: what is refused is refused before anything asks for it.
 */
import { refusedCalls } from './without-modern.ts';
import './operations.test.ts';
import './key-specs.test.ts';
import './interop.test.ts';
import './refusals.test.ts';
import { expect } from 'chai';
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import type { KeySpec } from '../../src/model/sdk.ts';
import { testWorld } from '../engine/world.ts';

const LOST: readonly KeySpec[] = [
  'ECC_NIST_EDWARDS25519',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'ML_KEM_512',
  'ML_KEM_768',
  'ML_KEM_1024',
];

describe('the tests above', () => {
  it('ran with the newer algorithms by the library and the others by SubtleCrypto', async () => {
    const served = new Map(
      (await (await testWorld()).engine.capabilities()).map(({ spec, servedBy }) => [spec, servedBy]),
    );
    expect(LOST.map((spec) => served.get(spec))).to.deep.equal(LOST.map(() => 'library'));
    for (const spec of ['RSA_2048', 'ECC_NIST_P256', 'HMAC_256', 'SYMMETRIC_DEFAULT'] as const)
      expect(served.get(spec), spec).to.equal('native');
  });

  it('had no native support for the newer algorithms', async () => {
    expect(refusedCalls()).to.be.greaterThan(0);
    const answer = await crypto.subtle
      .generateKey('Ed25519', false, ['sign', 'verify'])
      .catch((error: DOMException) => error.name);
    expect(answer).to.equal('NotSupportedError');
  });

  it('created only wrapped keys of the newer algorithms, whatever the custody', async () => {
    for (const custody of ['native', 'complete'] as const) {
      const world = await testWorld();
      await world.engine.setSettings({ custody });
      for (const spec of LOST) {
        const [KeyUsage] = KEY_SPECS[spec].usages;
        expect(
          await world.engine.custody(await world.key({ KeySpec: spec, KeyUsage })),
          `${spec}, ${custody}`,
        ).to.deep.equal({
          native: [],
          wrapped: true,
        });
      }
    }
  });
});
