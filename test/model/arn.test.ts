import { expect } from 'chai';
import { accountOfPrincipal, isAccountId, parseIdentityArn } from '../../src/model/arn.ts';

describe('An account ID', () => {
  it('has 12 digits', () => {
    expect(isAccountId('111122223333')).to.equal(true);
    for (const text of [
      '',
      '11112222333',
      '1111222233334',
      '1111-2222-3333',
      '111122223333\n',
      '１１１１２２２２３３３３',
    ])
      expect(isAccountId(text), JSON.stringify(text)).to.equal(false);
  });

  it('is the principal of an account, alone or in the ARN of the root user', () => {
    for (const principal of ['111122223333', 'arn:aws:iam::111122223333:root', 'arn:aws-cn:iam::111122223333:root'])
      expect(accountOfPrincipal(principal), principal).to.equal('111122223333');
    for (const principal of [
      '',
      '*',
      'arn:aws:iam::111122223333:user/root',
      'arn:aws:sts::111122223333:root',
      'x111122223333',
    ])
      expect(accountOfPrincipal(principal), principal).to.equal(undefined);
  });
});

describe('parseIdentityArn', () => {
  it('returns the parts of an ARN of the service', () => {
    expect(parseIdentityArn('arn:aws-us-gov:iam::111122223333:role/team/App', 'iam')).to.deep.equal({
      partition: 'aws-us-gov',
      service: 'iam',
      region: '',
      account: '111122223333',
      resource: 'role/team/App',
    });
  });

  it('returns nothing for another service, an account of another form, a Region or another partition', () => {
    for (const text of [
      '',
      'arn:aws:sts::111122223333:assumed-role/App/one',
      'arn:aws:iam::11112222333:role/App',
      'arn:aws:iam:us-east-1:111122223333:role/App',
      'arn:AWS:iam::111122223333:role/App',
      'arn:gcp:iam::111122223333:role/App',
      'arn:aws:iam::111122223333',
    ])
      expect(parseIdentityArn(text, 'iam'), text).to.equal(undefined);
  });
});
