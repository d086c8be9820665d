import { expect } from 'chai';
import type { PolicyRef } from '../../src/model/decision.ts';
import { formatPolicyRef, parsePolicyRef, policyRefOf } from '../../src/model/policy-name.ts';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-1234567890ab';
const ANA = 'arn:aws:iam::111122223333:user/ana';

const ROWS: readonly (readonly [text: string, ref: PolicyRef])[] = [
  [KEY, { kind: 'key-policy', owner: KEY, version: 0, index: 0 }],
  [`${KEY}#3`, { kind: 'key-policy', owner: KEY, version: 3, index: 0 }],
  ['vpce-1a2b#2', { kind: 'endpoint-policy', owner: 'vpce-1a2b', version: 2, index: 0 }],
  [`${ANA} policy 1`, { kind: 'identity-policy', owner: ANA, version: 0, index: 0 }],
  [`${ANA}#12 policy 10`, { kind: 'identity-policy', owner: ANA, version: 12, index: 9 }],
  [`${ANA}#1 boundary`, { kind: 'boundary', owner: ANA, version: 1, index: 0 }],
  [`${ANA} session policy`, { kind: 'session-policy', owner: ANA, version: 0, index: 0 }],
  ['111122223333#1 service control policy 2', { kind: 'scp', owner: '111122223333', version: 1, index: 1 }],
  ['111122223333 resource control policy 1', { kind: 'rcp', owner: '111122223333', version: 0, index: 0 }],
];

describe('a policy reference', () => {
  for (const [text, ref] of ROWS) {
    it(`is written as ${text}, and read again`, () => {
      expect(formatPolicyRef(ref)).to.equal(text);
      expect(parsePolicyRef(text)).to.deep.equal(ref);
    });
  }

  it('is not read from text that names no document', () => {
    for (const text of ['root', 'service', '', 'of no kind at all', 'arn:aws:iam::111122223333:root'])
      expect(parsePolicyRef(text), text).to.equal(undefined);
  });

  it('is taken from an event before its text is read', () => {
    const [, ref] = ROWS[0]!;
    expect(policyRefOf({ policyRef: ref, policy: 'anything' })).to.equal(ref);
    expect(policyRefOf({ policy: `${KEY}#3` })?.version).to.equal(3);
    expect(policyRefOf({})).to.equal(undefined);
  });
});
