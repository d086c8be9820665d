/** The picture of lab L05: ribbons of an encryption context. */
import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/pictures/encryption-context-texts.ts';
import { differencesOf } from '../../../src/ui/pictures/encryption-context.ts';
import { loadEncryptionContext } from '../../../src/ui/pictures/load-encryption-context.ts';
import { TEXTS as SENSITIVE } from '../../../src/ui/kit/sensitive-texts.ts';
import { textOf, until } from '../fixture.ts';
import { playLab } from '../../labs/pictures/play-lab.ts';
import { expectBothForms, openPicture } from './played-lab.ts';

const APP_EU = 'arn:aws:iam::111122223333:role/AppEU';

describe('The picture encryption-context', () => {
  it('has the ciphertexts of the start of lab L05, and no condition', async () => {
    const { source } = await playLab('L05');
    const { ciphertexts, statements, outcomes, nameOf } = await loadEncryptionContext(source);
    expect(ciphertexts.map(({ pairs }) => Object.fromEntries(pairs))).to.deep.equal([
      { record: '7', card: '4111111111111111' },
      { record: '9', card: '5555555555554444' },
      { tenant: '42', purpose: 'invoice' },
      { tenant: '142', purpose: 'invoice' },
      { tenant: '7', purpose: '42' },
    ]);
    expect(ciphertexts[0]?.plaintextLen).to.equal(4);
    expect(nameOf(ciphertexts[0]?.keyArn ?? '')).to.equal('alias/customers');
    expect(statements).to.deep.equal([]);
    expect(outcomes).to.deep.equal([]);
  });

  it('has each call with its differences, and what the condition decides, once lab L05 is solved', async () => {
    const { source, solve } = await playLab('L05');
    await solve();
    const { ciphertexts, statements, outcomes } = await loadEncryptionContext(source);
    expect(ciphertexts.map(({ pairs }) => Object.fromEntries(pairs))).to.deep.equal([
      { tenant: '7', purpose: '42' },
      { tenant: 'eu', purpose: 'backup' },
      { tenant: 'us', purpose: 'backup' },
      { tenant: 'eu', purpose: 'backup' },
      { record: '7', tenant: 'eu' },
      { record: '9', tenant: 'eu' },
    ]);
    const [, first, second] = ciphertexts;
    expect(first?.events.map(({ operation, error }) => [operation, error])).to.deep.equal([
      ['Encrypt', undefined],
      ['Decrypt', undefined],
      ['Decrypt', 'InvalidCiphertextException'],
      ['Decrypt', 'InvalidCiphertextException'],
    ]);
    expect(first?.events.map(({ differences }) => differences)).to.deep.equal([
      [],
      [],
      [{ kind: 'other-name', given: 'Tenant', bound: 'tenant' }],
      [{ kind: 'missing', name: 'purpose', value: 'backup' }],
    ]);
    expect(second?.events.at(-1)?.differences).to.deep.equal([
      { kind: 'other-value', name: 'tenant', given: 'eu', bound: 'us' },
    ]);
    expect(statements).to.deep.equal([
      {
        owner: APP_EU,
        effect: 'Allow',
        statement: '#1',
        principals: [],
        tests: [{ operator: 'StringEquals', key: 'kms:EncryptionContext:tenant', values: ['eu'] }],
      },
    ]);
    expect(outcomes.map(({ principal, allowed }) => [principal, allowed])).to.deep.equal([
      [APP_EU, false],
      [APP_EU, true],
      [APP_EU, false],
      [APP_EU, true],
      [APP_EU, true],
      [APP_EU, true],
    ]);
  });

  it('finds a pair that the ciphertext is not bound to', () => {
    expect(differencesOf([['a', '1']], [])).to.deep.equal([{ kind: 'added', name: 'a', value: '1' }]);
  });

  it('draws the ribbons, follows the lab, and is accessible in both forms', async () => {
    const lab = await playLab('L05');
    const { drawing } = await openPicture(lab);
    await until(() => textOf(drawing).includes('card=4111111111111111'));
    expect(textOf(drawing)).to.include(SENSITIVE.inLog('card', SENSITIVE.kinds.card)).and.to.include(TEXTS.noStatement);
    await lab.solve();
    await until(() => textOf(drawing).includes('kms:EncryptionContext:tenant=eu'));
    await until(() => textOf(drawing).includes('record=7tenant=eu') || textOf(drawing).includes('record=7 tenant=eu'));
    expect(textOf(drawing)).to.include(TEXTS.difference['other-name']('Tenant', 'tenant'));
    const text = await expectBothForms(drawing);
    expect(text)
      .to.include('tenant=eu, purpose=backup')
      .and.to.include(TEXTS.failed('InvalidCiphertextException'))
      .and.to.include(TEXTS.allowed);
  });
});
