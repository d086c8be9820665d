import { expect } from 'chai';
import { estimateCost } from '../../../src/engine/cost/estimate.ts';
import type { CostWorkload } from '../../../src/model/cost.ts';
import { LIST_PRICES } from '../../../src/model/prices.ts';

describe('the estimate of a workload', () => {
  it('is 1.54 for one key and 200,000 Decrypt calls', () => {
    const estimate = estimateCost({ keys: 1, operation: 'Decrypt', callsPerMonth: 200_000 });
    expect(estimate).to.include({
      keyStorage: 1_000_000,
      rotations: 0,
      requests: 540_000,
      total: 1_540_000,
      requestCount: 200_000,
      freeCount: 20_000,
      class: 'standard',
    });
    expect(estimate.prices).to.equal(LIST_PRICES);
  });

  it('charges at most two rotations of a key', () => {
    for (const [rotationsPerKey, rotations] of [
      [1, 10_000_000],
      [2, 20_000_000],
      [9, 20_000_000],
    ])
      expect(
        estimateCost({ keys: 10, rotationsPerKey: rotationsPerKey ?? 0, operation: 'Encrypt', callsPerMonth: 0 })
          .rotations,
      ).to.equal(rotations);
  });

  it('makes one call for the messages that a cached data key serves, by number or by age', () => {
    const workload = { operation: 'GenerateDataKey', callsPerSecond: 100 } as const;
    const messages = 100 * 730 * 3600;
    expect(estimateCost(workload)).to.include({ requestCount: messages, messagesPerCall: 1 });
    const byNumber = estimateCost({ ...workload, dataKeyCache: { maxMessages: 1000, maxAge: 60 } });
    expect(byNumber).to.include({ messageCount: messages, messagesPerCall: 1000, requestCount: messages / 1000 });
    const byAge = estimateCost({ ...workload, dataKeyCache: { maxMessages: 1000, maxAge: 5 } });
    expect(byAge).to.include({ messagesPerCall: 500, requestCount: messages / 500 });
    const ofTen = estimateCost({ ...workload, dataKeyCache: { maxMessages: 1000, maxAge: 5, instances: 10 } });
    expect(ofTen.messagesPerCall).to.equal(50);
    const rare = estimateCost({ ...workload, callsPerSecond: 0.01, dataKeyCache: { maxMessages: 1000, maxAge: 5 } });
    expect(rare.messagesPerCall).to.equal(1);
  });

  it('prices a request by the spec of the key and of the data key pair', () => {
    const classOf = (workload: Omit<CostWorkload, 'callsPerMonth'>) =>
      estimateCost({ ...workload, callsPerMonth: 1 }).class;
    expect(classOf({ operation: 'Sign', keySpec: 'RSA_2048' })).to.equal('rsa2048');
    expect(classOf({ operation: 'Sign', keySpec: 'ML_DSA_65' })).to.equal('otherAsymmetric');
    expect(classOf({ operation: 'DeriveSharedSecret', keySpec: 'ECC_NIST_P256' })).to.equal('otherAsymmetric');
    expect(classOf({ operation: 'GenerateDataKeyPair', keyPairSpec: 'RSA_4096' })).to.equal('rsaDataKeyPair');
    expect(
      estimateCost({ operation: 'GenerateDataKeyPair', keyPairSpec: 'RSA_2048', callsPerMonth: 10_000 }).requests,
    ).to.equal(12_000_000);
  });

  it('rejects an invalid workload by the name of its member', () => {
    const refusal = (workload: object): string => {
      try {
        estimateCost({ operation: 'Encrypt', callsPerMonth: 1, ...workload } as CostWorkload);
        return 'none';
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`;
      }
    };
    expect(refusal({})).to.equal('none');
    expect(refusal({ operation: 'Open' })).to.equal('TypeError: workload.operation must be an operation of AWS KMS.');
    expect(refusal({ operation: 'Sign' })).to.match(/^TypeError: workload\.keySpec: Sign does not accept/);
    expect(refusal({ callsPerSecond: 1 })).to.match(/^TypeError: workload must have either/);
    expect(refusal({ keys: 1.5 })).to.match(/^TypeError: workload\.keys must be an integer/);
    expect(refusal({ callsPerMonth: Number.NaN })).to.match(/^TypeError: workload\.callsPerMonth must be a number/);
    expect(refusal({ dataKeyCache: { maxMessages: 1, maxAge: 1 } })).to.match(
      /^TypeError: workload\.dataKeyCache is valid only/,
    );
    expect(refusal({ operation: 'Decrypt', dataKeyCache: { maxMessages: 0, maxAge: 1 } })).to.match(
      /maxMessages must be/,
    );
    expect(refusal({ operation: 'Decrypt', dataKeyCache: { maxMessages: 1, maxAge: 0 } })).to.match(
      /maxAge must be a number of seconds above 0/,
    );
    expect(refusal({ keyPairSpec: 'RSA_2048' })).to.match(/^TypeError: workload\.keyPairSpec is not valid/);
    expect(refusal({ region: 'eu-west-1' })).to.equal('TypeError: workload has the unknown member region.');
  });
});
