import { describeCapabilities } from './capabilities-suite.ts';
import { expect } from 'chai';
import { KEY_SPECS } from '../../../src/model/algorithms.ts';
import type { Capability } from '../../../src/model/contract.ts';
import type { KeySpec } from '../../../src/model/sdk.ts';
import { capabilityGroups, refusals, specsByLibrary } from '../../../src/ui/settings/capabilities.ts';
import manifest from '../../../package.json';

describeCapabilities('in this browser');

/** A browser where a library serves `others`. */
const browserWithout = (...others: readonly KeySpec[]): readonly Capability[] =>
  (Object.keys(KEY_SPECS) as KeySpec[]).map((spec) => ({
    spec,
    servedBy: others.includes(spec) ? 'library' : 'native',
  }));

describe('the table of capabilities', () => {
  it('is empty until something is known', () => {
    expect(capabilityGroups([])).to.deep.equal([]);
  });

  it('keeps apart key specs of one family that are served differently', () => {
    const specs = capabilityGroups(browserWithout('ML_KEM_512'))
      .filter(({ usage }) => usage === 'ENCAPSULATE_DECAPSULATE')
      .map((group) => group.specs);
    expect(specs).to.deep.equal([['ML_KEM_512'], ['ML_KEM_768', 'ML_KEM_1024']]);
  });

  it('names the packages by which the app computes', () => {
    const used = new Set(
      capabilityGroups([...browserWithout(), ...browserWithout(...(Object.keys(KEY_SPECS) as KeySpec[]))]).flatMap(
        ({ lines }) => lines.map(({ by }) => by),
      ),
    );
    used.delete('SubtleCrypto');
    expect([...used].sort()).to.deep.equal([
      '@noble/curves',
      '@noble/hashes',
      '@noble/post-quantum',
      'node-forge',
      'sm-crypto-v2',
    ]);
    expect(Object.keys(manifest.devDependencies)).to.include.members([...used]);
  });

  it('says what each custody refuses, and for which key specs', () => {
    const capabilities = browserWithout('ECC_SECG_P256K1', 'SM2');
    const groups = capabilityGroups(capabilities);
    expect(specsByLibrary(capabilities)).to.deep.equal(['ECC_SECG_P256K1', 'SM2']);
    const digest = {
      what: 'Sign with MessageType DIGEST',
      specs: ['RSA_2048', 'RSA_3072', 'RSA_4096', 'ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'],
    };
    const others = [
      { what: 'Sign with ED25519_PH_SHA_512', specs: ['ECC_NIST_EDWARDS25519'] },
      { what: 'Sign with MessageType EXTERNAL_MU', specs: ['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'] },
    ];
    expect(refusals(groups, 'native')).to.deep.equal([digest, ...others]);
    expect(refusals(groups, 'complete')).to.deep.equal([]);
    expect(refusals(groups, 'strict')).to.deep.equal([
      { what: 'CreateKey', specs: ['SM2', 'ECC_SECG_P256K1'] },
      digest,
      ...others,
    ]);
  });
});
