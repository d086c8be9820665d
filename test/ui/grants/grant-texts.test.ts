import { expect } from 'chai';
import { constraintWords, delayWords, grantName, secondsUntil } from '../../../src/ui/grants/grant-texts.ts';
import { granteeOf, retiringOf } from '../../../src/ui/page/grant-principals.ts';

const ANN = 'arn:aws:iam::111122223333:user/ann';

describe('grants in words', () => {
  it('says what a grant asks of a call', () => {
    expect(constraintWords(undefined)).to.deep.equal([]);
    expect(constraintWords({ EncryptionContextEquals: { a: '1', b: '2' } })).to.deep.equal([
      'encryption context is exactly a = 1, b = 2',
    ]);
    expect(constraintWords({ EncryptionContextSubset: { a: '1' }, SourceArn: 'arn:x' })).to.deep.equal([
      'encryption context has a = 1',
      'on behalf of arn:x',
    ]);
  });

  it('names grants, grantees and who may retire them, services among them', () => {
    const service = { GranteeServicePrincipal: 'rds.amazonaws.com', RetiringServicePrincipal: 'rds.amazonaws.com' };
    expect(granteeOf(service)).to.equal('rds.amazonaws.com');
    expect(retiringOf(service)).to.equal('rds.amazonaws.com');
    expect(retiringOf({ GranteePrincipal: ANN })).to.equal(undefined);
    expect(grantName({ GranteePrincipal: ANN, Name: '' }, '111122223333')).to.equal('the grant to user/ann');
    expect(grantName({ GranteePrincipal: ANN }, '444455556666')).to.equal('the grant to user/ann of 1111-2222-3333');
    expect(grantName({ GranteePrincipal: ANN, Name: 'batch' }, '')).to.equal('batch');
  });

  it('says the delay of the world, and counts what is left of it', () => {
    expect(delayWords(0)).to.contain('at once');
    expect(delayWords(1)).to.contain('1 second of');
    expect(delayWords(90)).to.contain('90 seconds of');
    const grant = { CreationDate: new Date(10_000) };
    expect(secondsUntil(grant, 12_500, 60)).to.equal(58);
    expect(secondsUntil(grant, 70_000, 60)).to.equal(0);
    expect(secondsUntil(grant, 10_000, 0)).to.equal(0);
    expect(secondsUntil({}, 0, 60)).to.equal(0);
  });
});
