/**
 * The CloudTrail record of every operation: its members, what it never contains, and in whose trail it is. The values
 * of the members are compared in cloudtrail-records.test.ts. Source:
 * https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 */
import { expect } from 'chai';
import { toBase64 } from '../../src/base/base64.ts';
import { toHex } from '../../src/base/hex.ts';
import { OPERATIONS } from '../../src/engine/operations/index.ts';
import type { InputOf } from '../../src/model/operations.ts';
import { testWorld } from '../engine/world.ts';
import { CASES, fixture, type Case, type Registered } from './cases.ts';

const READ_ONLY = /^(Describe|Get|List|Encrypt|Decrypt|ReEncrypt|Generate|Sign|Verify|Derive|Encapsulate|Decapsulate)/;
const MEMBERS = [
  'awsRegion',
  'eventCategory',
  'eventID',
  'eventName',
  'eventSource',
  'eventTime',
  'eventType',
  'eventVersion',
  'managementEvent',
  'readOnly',
  'recipientAccountId',
  'requestID',
  'requestParameters',
  'responseElements',
  'sourceIPAddress',
  'tlsDetails',
  'userAgent',
  'userIdentity',
];
/** The operations on custom key stores: no key is their resource. */
const OF_KEY_STORES = [
  'ConnectCustomKeyStore',
  'CreateCustomKeyStore',
  'DeleteCustomKeyStore',
  'DescribeCustomKeyStores',
  'DisconnectCustomKeyStore',
  'UpdateCustomKeyStore',
];

/** Operations whose record has no list of resources: they list what an account has, or use a key store. */
const WITHOUT_RESOURCES = ['ListAliases', 'ListKeys', 'ListRetirableGrants', ...OF_KEY_STORES];
/** Operations that log no parameters at all. */
const SILENT = ['GenerateRandom', 'RetireGrant'];

function byteStrings(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(byteStrings) : [];
}

/** The forms in which bytes could be in a text: hex, base64 with either alphabet, numbers, one character each. */
function formsOf(bytes: Uint8Array): readonly string[] {
  const base64 = toBase64(bytes).replace(/=+$/, '');
  const raw = JSON.stringify(String.fromCharCode(...bytes)).slice(1, -1);
  const hex = toHex(bytes);
  return [hex, hex.toUpperCase(), base64, base64.replaceAll('+', '-').replaceAll('/', '_'), bytes.join(','), raw];
}

describe('a CloudTrail record', () => {
  for (const name of Object.keys(OPERATIONS) as Registered[]) {
    it(`of ${name}`, async () => {
      const row = CASES[name] as unknown as Case<Registered>;
      const made = await fixture(row.make);
      if (row.in === 'PendingDeletion') await made.world.ok('ScheduleKeyDeletion', { KeyId: made.key });
      const input = (await row.input(made)) as InputOf<typeof name>;
      const reply = await made.world.reply(name, input);
      const record = reply.event?.record;
      expect(reply.ok, JSON.stringify(reply.ok ? {} : reply.error)).to.equal(true);
      expect(
        Object.keys(record ?? {})
          .filter((member) => member !== 'additionalEventData' && member !== 'resources')
          .toSorted(),
      ).to.deep.equal(MEMBERS);
      expect(record?.resources === undefined).to.equal(WITHOUT_RESOURCES.includes(name));
      expect(record?.eventVersion).to.equal('1.11');
      expect(record?.readOnly).to.equal(READ_ONLY.test(name));
      const { now } = await made.world.engine.clock();
      expect(record?.eventTime).to.equal(new Date(now).toISOString().replace('.000', ''));
      expect(record?.userIdentity).to.deep.include({
        type: 'IAMUser',
        accountId: '111122223333',
        userName: 'admin',
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      });
      expect(record?.requestParameters === null).to.equal(SILENT.includes(name));
      if (record?.readOnly) expect(record.responseElements).to.equal(null);
      else
        expect(record?.responseElements === null).to.equal(
          OF_KEY_STORES.includes(name) && name !== 'CreateCustomKeyStore',
        );
      if (!row.keyless && name !== 'ListAliases')
        expect(record?.resources?.some(({ ARN }) => ARN === made.key)).to.equal(true);
      // Neither does what the sandbox keeps beside the record.
      const kept = JSON.stringify({ record, sidecar: reply.event?.sidecar, copies: reply.event?.copies });
      for (const bytes of [...byteStrings(input), ...byteStrings(reply.ok ? reply.output : {})]) {
        if (bytes.length < 4) continue;
        for (const form of formsOf(bytes)) expect(kept).not.to.contain(form);
      }
      expect(kept).not.to.contain(made.grantToken);
      const { GrantToken } = (reply.ok ? reply.output : {}) as { readonly GrantToken?: string };
      if (GrantToken !== undefined) expect(kept).not.to.contain(GrantToken);
    });
  }

  it('spells parameters as CloudTrail does, with the encryption context in plaintext', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const sealed = await world.ok('Encrypt', {
      KeyId,
      Plaintext: Uint8Array.of(1),
      EncryptionContext: { Tenant: 'red' },
    });
    const reply = await world.reply('Decrypt', {
      CiphertextBlob: sealed.CiphertextBlob,
      EncryptionContext: { Tenant: 'red' },
    });
    expect(reply.event?.record.requestParameters).to.deep.equal({
      encryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      keyId: KeyId,
      encryptionContext: { Tenant: 'red' },
    });
    expect(reply.event?.record.additionalEventData).to.deep.equal({
      keyMaterialId: reply.ok ? reply.output.KeyMaterialId : '',
    });
    const scheduled = await world.reply('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    expect(scheduled.event?.record.responseElements).to.deep.equal({
      keyId: KeyId,
      keyState: 'PendingDeletion',
      deletionDate: 'Jan 8, 2026, 12:00:00 AM',
      pendingWindowInDays: 7,
    });
  });

  it('of a failed call has error and parameters, but no response', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.ok('DisableKey', { KeyId });
    const { event } = await world.reply('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
    expect(event?.record).to.deep.include({
      errorCode: 'DisabledException',
      errorMessage: `${KeyId} is disabled.`,
      responseElements: null,
    });
    expect(event?.record.requestParameters).to.deep.include({ keyId: KeyId });
  });

  it('of a role session names its issuer', async () => {
    const world = await testWorld();
    const { event } = await world.reply(
      'ListKeys',
      {},
      { caller: 'arn:aws:sts::111122223333:assumed-role/Learner/lesson' },
    );
    const identity = event?.record.userIdentity;
    expect(identity).to.deep.include({
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/Learner/lesson',
      accountId: '111122223333',
    });
    expect(identity?.principalId).to.match(/^AROA[A-Z2-7]{17}:lesson$/);
    expect(identity?.sessionContext?.['sessionIssuer']).to.deep.include({
      type: 'Role',
      arn: 'arn:aws:iam::111122223333:role/Learner',
      userName: 'Learner',
    });
  });

  it('of a cross-account call is in both trails if it succeeds, and only in the caller’s if it is denied', async () => {
    const world = await testWorld();
    const caller = 'arn:aws:iam::444455556666:root';
    const Policy = JSON.stringify({
      Statement: ['arn:aws:iam::111122223333:root', caller].map((AWS) => ({
        Effect: 'Allow',
        Principal: { AWS },
        Action: 'kms:*',
        Resource: '*',
      })),
    });
    const KeyId = await world.key({ Policy });
    const { event } = await world.reply('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) }, { caller });
    const [copy] = event?.copies ?? [];
    expect(event?.record.recipientAccountId).to.equal('444455556666');
    expect(copy?.recipientAccountId).to.equal('111122223333');
    expect(copy?.sharedEventID).to.equal(event?.record.sharedEventID);
    expect(copy?.eventID).not.to.equal(event?.record.eventID);
    expect(copy?.userIdentity).to.deep.equal({
      type: 'AWSAccount',
      principalId: '444455556666',
      accountId: '444455556666',
    });
    const denied = await world.reply('EnableKey', { KeyId }, { caller });
    expect(denied.event?.record.errorCode).to.equal('AccessDenied');
    expect(denied.event?.copies).to.equal(undefined);
  });
});
