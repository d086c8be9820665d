import { expect } from 'chai';
import { OPERATION_FACTS } from '../../src/model/operation-facts.ts';
import { OPERATION_NAMES } from '../../src/model/operations.ts';
import { RESOURCE_QUOTAS } from '../../src/model/quotas.ts';
import {
  defaultRate,
  KEY_PAIR_SPEC_QUOTAS,
  KEY_SPEC_QUOTAS,
  REQUEST_QUOTAS,
  type RequestQuota,
  type RequestQuotaCode,
} from '../../src/model/request-quotas.ts';

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
    const perStore = QUOTAS.filter(([, { scope }]) => scope !== undefined).map(([code]) => code);
    expect(Object.keys(REQUEST_QUOTAS).sort()).to.deep.equal([...used, ...perStore].sort());
  });

  it('divides only the quotas of cryptographic operations', () => {
    const shared = QUOTAS.filter(([, quota]) => quota.shared).map(([code]) => code);
    expect(shared).to.have.members([...new Set(Object.values(KEY_SPEC_QUOTAS))]);
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
    ];
    for (const [code, region, rate] of rates) expect(defaultRate(code, region), `${code} in ${region}`).to.equal(rate);
  });

  it('has each code of Service Quotas once', () => {
    const all = [...Object.values<RequestQuota>(REQUEST_QUOTAS), ...Object.values(RESOURCE_QUOTAS)];
    const codes = all.flatMap((quota) => ('awsCode' in quota ? [quota.awsCode] : []));
    expect(new Set(codes).size).to.equal(codes.length);
  });
});
