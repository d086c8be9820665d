import { expect } from 'chai';
import { constraintWords, grantFits, grantName, secondsUntil } from '../../../src/ui/grants/describe-grant.ts';
import { TEXTS } from '../../../src/ui/grants/grants-texts.ts';
import { granteeOf, retiringOf } from '../../../src/ui/page/grant-principals.ts';

const ANN = 'arn:aws:iam::111122223333:user/ann';

describe('descriptions of grants', () => {
  it('give one sentence for each constraint', () => {
    expect(constraintWords(undefined)).to.deep.equal([]);
    expect(constraintWords({ EncryptionContextEquals: { a: '1', b: '2' } })).to.deep.equal([
      'The encryption context equals a = 1, b = 2',
    ]);
    expect(constraintWords({ EncryptionContextSubset: { a: '1' }, SourceArn: 'arn:x' })).to.deep.equal([
      'The encryption context contains a = 1',
      'The source ARN is arn:x',
    ]);
  });

  it('name grants, grantees and retiring principals, services included', () => {
    const service = { GranteeServicePrincipal: 'rds.amazonaws.com', RetiringServicePrincipal: 'rds.amazonaws.com' };
    expect(granteeOf(service)).to.equal('rds.amazonaws.com');
    expect(retiringOf(service)).to.equal('rds.amazonaws.com');
    expect(retiringOf({ GranteePrincipal: ANN })).to.equal(undefined);
    expect(grantName({ GranteePrincipal: ANN, Name: '' }, '111122223333')).to.equal('grant to user/ann');
    expect(grantName({ GranteePrincipal: ANN }, '444455556666')).to.equal('grant to user/ann of 1111-2222-3333');
    expect(grantName({ GranteePrincipal: ANN, Name: 'batch' }, '')).to.equal('grant batch');
  });

  it('give the delay of the sandbox, singular and plural', () => {
    expect(TEXTS.delay(0)).to.contain('immediately');
    expect(TEXTS.delay(1)).to.contain('1 second of');
    expect(TEXTS.delay(90)).to.contain('90 seconds of');
  });

  it('match a filter in any letter case', () => {
    const grant = { Name: 'Batch', GranteePrincipal: ANN, Constraints: { EncryptionContextSubset: { a: 'Red' } } };
    for (const wanted of ['batch', 'USER/ANN', 'a = red', ' Batch '])
      expect(grantFits(grant, wanted), wanted).to.be.true;
    expect(grantFits(grant, 'blue')).to.be.false;
  });

  it('count the seconds until a grant takes effect', () => {
    const grant = { CreationDate: new Date(10_000) };
    expect(secondsUntil(grant, 12_500, 60)).to.equal(58);
    expect(secondsUntil(grant, 70_000, 60)).to.equal(0);
    expect(secondsUntil(grant, 10_000, 0)).to.equal(0);
    expect(secondsUntil({}, 0, 60)).to.equal(0);
  });
});
