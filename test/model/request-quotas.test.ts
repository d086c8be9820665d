import { expect } from 'chai';
import { OPERATION_FACTS } from '../../src/model/operation-facts.ts';
import { OPERATION_NAMES } from '../../src/model/operations.ts';
import { RESOURCE_QUOTAS } from '../../src/model/quotas.ts';
import {
  defaultRate,
  KEY_PAIR_SPEC_QUOTAS,
  KEY_SPEC_QUOTAS,
  KEY_STORE_QUOTAS,
  REQUEST_QUOTAS,
  type RequestQuota,
  type RequestQuotaCode,
  serviceQuota,
} from '../../src/model/request-quotas.ts';
import { CLOUDTRAIL } from '../../src/model/services/cloudtrail.ts';
import { STS } from '../../src/model/services/sts.ts';

const QUOTAS = Object.entries(REQUEST_QUOTAS) as [RequestQuotaCode, RequestQuota][];

describe('the table of request quotas', () => {
  it('has a quota of its own for each operation that shares none', () => {
    const own = OPERATION_NAMES.filter(
      (name) => !['cryptographic', 'data key pair'].includes(OPERATION_FACTS[name].quota),
    );
    for (const name of own) {
      expect(OPERATION_FACTS[name].quota).to.equal(name);
      expect(REQUEST_QUOTAS[name as 'CreateKey'].name).to.equal(`${name} request rate`);
    }
    const used = new Set<string>([...own, ...Object.values(KEY_SPEC_QUOTAS), ...Object.values(KEY_PAIR_SPEC_QUOTAS)]);
    const others = QUOTAS.filter(([, { scope, service }]) => (scope ?? service) !== undefined).map(([code]) => code);
    expect(Object.keys(REQUEST_QUOTAS).sort()).to.deep.equal([...used, ...others].sort());
  });

  it('divides only the quotas of cryptographic operations', () => {
    const shared = QUOTAS.filter(([, quota]) => quota.shared).map(([code]) => code);
    expect(shared).to.have.members([
      ...new Set([...Object.values(KEY_SPEC_QUOTAS), ...Object.values(KEY_STORE_QUOTAS)]),
    ]);
  });

  it('has the documented rates', () => {
    const rates: readonly [RequestQuotaCode, string, number][] = [
      ['CryptographicOperationsSymmetric', 'us-east-1', 100_000],
      ['CryptographicOperationsSymmetric', 'eu-central-1', 20_000],
      ['CryptographicOperationsSymmetric', 'sa-east-1', 10_000],
      ['CryptographicOperationsRsa', 'us-east-1', 1000],
      ['GenerateDataKeyPair-RSA-2048', 'us-east-1', 20],
      ['GenerateDataKeyPair-RSA-3072', 'cn-north-1', 0.5],
      ['DescribeKey', 'us-east-1', 2000],
      ['GetParametersForImport', 'us-east-1', 1],
      ['Sts', 'us-east-1', 600],
      ['CloudTrailLookupEvents', 'us-east-1', 2],
      ['CloudTrailReads', 'us-east-1', 10],
    ];
    for (const [code, region, rate] of rates) expect(defaultRate(code, region), `${code} in ${region}`).to.equal(rate);
  });

  it('has a quota for each operation of STS and CloudTrail', () => {
    for (const [service, { operations }] of [['sts', STS] as const, ['cloudtrail', CLOUDTRAIL] as const])
      for (const operation of Object.keys(operations))
        expect(serviceQuota(service, operation), operation).to.be.a('string');
  });

  it('has each code of Service Quotas once', () => {
    const all = [...Object.values<RequestQuota>(REQUEST_QUOTAS), ...Object.values(RESOURCE_QUOTAS)];
    const codes = all.flatMap((quota) => ('awsCode' in quota ? [quota.awsCode] : []));
    expect(new Set(codes).size).to.equal(codes.length);
  });
});
