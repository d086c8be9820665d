/** The rows of the operation facts agree with each other and with the input shapes. */
import { expect } from 'chai';
import { KEY_SPECS } from '../../src/model/algorithms.ts';
import { OPERATION_FACTS } from '../../src/model/operation-facts.ts';
import { fitsKey, keyActions, keyResources, LISTED_OPERATIONS, takesAliases } from '../../src/model/operation-keys.ts';
import { OPERATION_NAMES } from '../../src/model/operations.ts';
import type { KeySpec } from '../../src/model/sdk.ts';
import { ENUMS, SHAPES } from '../../src/model/shapes.ts';

const where = (test: (facts: (typeof OPERATION_FACTS)[(typeof LISTED_OPERATIONS)[number]]) => unknown) =>
  LISTED_OPERATIONS.filter((name) => test(OPERATION_FACTS[name])).toSorted();

describe('operation facts', () => {
  it('list every operation once', () => {
    expect(LISTED_OPERATIONS.toSorted()).to.deep.equal(OPERATION_NAMES.toSorted());
  });

  for (const name of LISTED_OPERATIONS) {
    const facts = OPERATION_FACTS[name];

    it(`of ${name} name the resource of every action once, and an action of its own name`, () => {
      const roles = facts.resources.map(({ role }) => role);
      expect(new Set(roles).size).to.equal(roles.length);
      const actions = facts.resources.map(({ action }) => action);
      if (name === 'ReEncrypt') expect(actions).to.deep.equal(['kms:ReEncryptFrom', 'kms:ReEncryptTo']);
      else if (name === 'RetireGrant') expect(actions).to.deep.equal([undefined]);
      else expect(actions).to.include(`kms:${name}`);
    });

    it(`of ${name} find their key by a member that the shape has, unless they are keyless`, () => {
      expect(facts.keyless === true).to.equal(keyResources(name).length === 0);
      for (const row of keyResources(name)) {
        if (row.member === undefined) expect(row).to.have.property('targetOf');
        else expect(SHAPES[name]).to.have.property(row.member);
      }
    });
  }

  it('call an operation paginated if its input has a Limit', () => {
    expect(where(({ pages }) => pages)).to.deep.equal(
      LISTED_OPERATIONS.filter((name) => 'Limit' in SHAPES[name]).toSorted(),
    );
  });

  it('give the names of GrantOperation, each to one operation', () => {
    const names = LISTED_OPERATIONS.flatMap((name) => OPERATION_FACTS[name].grantable ?? []);
    expect(names.toSorted()).to.deep.equal(ENUMS.GrantOperation.toSorted());
  });

  it('call the operations cryptographic that use a key, and GenerateRandom', () => {
    const cryptographic = where((facts) => facts.cryptographic);
    expect(cryptographic).to.deep.equal([...where(({ usage }) => usage), 'GenerateRandom'].toSorted());
  });

  it('let an alias name the key of every cryptographic operation, of DescribeKey and of GetPublicKey', () => {
    const expected = [...where(({ usage }) => usage), 'DescribeKey', 'GetPublicKey'].toSorted();
    expect(LISTED_OPERATIONS.filter(takesAliases).toSorted()).to.deep.equal(expected);
  });
});

describe('fitsKey', () => {
  const uses = (
    spec: 'SYMMETRIC_DEFAULT' | 'RSA_2048' | 'HMAC_256',
    usage: 'ENCRYPT_DECRYPT' | 'GENERATE_VERIFY_MAC',
  ) =>
    LISTED_OPERATIONS.filter(
      (name) => OPERATION_FACTS[name].group === 'use' && OPERATION_FACTS[name].keyless !== true,
    ).filter((name) => fitsKey(OPERATION_FACTS[name], { spec, usage }));

  it('separates keys by usage and by kind', () => {
    expect(uses('RSA_2048', 'ENCRYPT_DECRYPT')).to.deep.equal(['Encrypt', 'Decrypt', 'ReEncrypt', 'GetPublicKey']);
    expect(uses('HMAC_256', 'GENERATE_VERIFY_MAC')).to.deep.equal(['GenerateMac', 'VerifyMac']);
    expect(uses('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT')).to.include('GenerateDataKey').and.not.include('GetPublicKey');
  });
});

describe('keyActions', () => {
  it('holds both actions of ReEncrypt, and none of an unsupported operation', () => {
    const actions = keyActions().map(({ action }) => action);
    expect(actions).to.include.members(['kms:ReEncryptFrom', 'kms:ReEncryptTo']);
    expect(actions).not.to.include.members(['kms:ReplicateKey']);
    expect(keyActions(LISTED_OPERATIONS).map(({ action }) => action)).to.include('kms:ReplicateKey');
  });
});

describe('key spec facts', () => {
  const specsWhere = (test: (spec: KeySpec) => unknown) => (Object.keys(KEY_SPECS) as KeySpec[]).filter(test);

  it('call the specs slow that have a key pair, which GetPublicKey is for', () => {
    const pairs = specsWhere((spec) => {
      const [usage] = KEY_SPECS[spec].usages;
      return usage !== undefined && fitsKey(OPERATION_FACTS.GetPublicKey, { spec, usage });
    });
    expect(specsWhere((spec) => KEY_SPECS[spec].slow)).to.deep.equal(pairs);
    expect(pairs).to.have.length(15);
  });

  it('give an encryption context to symmetric encryption keys only', () => {
    expect(specsWhere((spec) => KEY_SPECS[spec].encryptionContext)).to.deep.equal(['SYMMETRIC_DEFAULT']);
  });
});
