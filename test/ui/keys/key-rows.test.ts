import { expect } from 'chai';
import { href, routeOf } from '../../../src/ui/page/router.ts';
import {
  conditionsOf,
  filterKeys,
  managedBy,
  queryOf,
  sortKeys,
  valuesOf,
  type KeyRow,
} from '../../../src/ui/keys/key-rows.ts';
import { loadKeys } from '../../../src/ui/keys/load-keys.ts';
import { newKey, pageContext } from '../context.ts';

const row = (keyId: string, more: Partial<KeyRow> = {}): KeyRow => ({
  keyId,
  arn: `arn:aws:kms:us-east-1:111122223333:key/${keyId}`,
  aliases: [],
  description: '',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  manager: 'CUSTOMER',
  state: 'Enabled',
  createdAt: 4,
  rotates: false,
  materials: 1,
  tags: {},
  ...more,
});

const ROWS: readonly KeyRow[] = [
  row('b', { aliases: ['alias/key-10'], description: 'invoices', createdAt: 3, tags: { team: 'red' } }),
  row('a', {
    aliases: ['alias/key-9', 'alias/other'],
    state: 'Disabled',
    createdAt: 1,
    rotates: true,
    tags: { team: 'blue', cost: 'red' },
  }),
  row('c', {
    state: 'PendingDeletion',
    description: 'Old Invoices',
    createdAt: 2,
    spec: 'RSA_2048',
    usage: 'SIGN_VERIFY',
    lastUsedAt: new Date(2026, 0, 5, 12).getTime(),
  }),
  row('d', {
    keyStoreId: 'cks-1',
    keyStoreName: 'vault',
    origin: 'AWS_CLOUDHSM',
    spec: 'HMAC_256',
    usage: 'GENERATE_VERIFY_MAC',
    lastUsedAt: new Date(2026, 1, 5, 12).getTime(),
  }),
];

const ids = (rows: readonly KeyRow[]): string => rows.map(({ keyId }) => keyId).join('');

describe('the list of keys', () => {
  const sorted = [
    ['alias', false, 'abcd'],
    ['alias', true, 'bacd'],
    ['keyId', false, 'abcd'],
    ['keyId', true, 'dcba'],
    ['state', false, 'abdc'],
    ['state', true, 'cbda'],
    ['spec', false, 'dcba'],
    ['spec', true, 'bacd'],
    ['keyStore', false, 'dbac'],
    ['tags', false, 'abcd'],
    ['tags', true, 'bacd'],
    ['description', false, 'bcad'],
    ['description', true, 'cbad'],
    ['used', false, 'cdba'],
    ['used', true, 'dcba'],
    ['created', false, 'acbd'],
    ['created', true, 'dbca'],
  ] as const;
  for (const [by, descending, order] of sorted) {
    it(`sorts by ${by}${descending ? ', descending' : ''}: numbers as numbers, and what has no value last`, () => {
      expect(ids(sortKeys(ROWS, by, descending))).to.equal(order);
      expect(ids(ROWS)).to.equal('bacd');
    });
  }

  const filtered = [
    ['', 'bacd'],
    ['   ', 'bacd'],
    ['INVOICES', 'bc'],
    ['invoices pending', 'c'],
    ['alias/other', 'a'],
    ['key/d', 'd'],
    ['nothing of the kind', ''],
    ['[a-z]*', ''],
    ['rsa_2048', 'c'],
    ['sign_verify', 'c'],
    ['team', 'ba'],
    ['blue red', 'a'],
    ['disabled', 'a'],
  ] as const;
  for (const [filter, left] of filtered) {
    it(`filters by each word of “${filter}”`, () => {
      expect(ids(filterKeys(ROWS, filter))).to.equal(left);
    });
  }

  const conditions = [
    ['keyStore=vault', 'd'],
    ['keyStore=cks-1', 'd'],
    ['origin=cloudhsm', 'd'],
    ['spec=RSA', 'c'],
    ['spec=hmac_256', 'd'],
    ['spec=RSA&spec=HMAC', ''],
    ['usage=sign', 'c'],
    ['status=pending deletion', 'c'],
    ['status=PendingDeletion', 'c'],
    ['status=enabled', 'bd'],
    ['tag=team', 'ba'],
    ['tag=red', 'ba'],
    ['tag=team=red', 'b'],
    ['tag=blue&tag=cost', 'a'],
    ['alias=key-9', 'a'],
    ['id=d', 'd'],
    ['description=old', 'c'],
    ['rotation=on', 'a'],
    ['used=never', 'ba'],
    ['used=2026-01', 'c'],
    ['used=2026-01-05', 'c'],
    ['origin=AWS_CLOUDHSM&used=2026-02', 'd'],
    ['manager=aws&sort=alias&colour=red', 'bacd'],
    ['spec=', 'bacd'],
  ] as const;
  for (const [address, left] of conditions) {
    it(`meets each condition of ?${address}`, () => {
      expect(ids(filterKeys(ROWS, '', conditionsOf(new URLSearchParams(address))))).to.equal(left);
    });
  }

  it('writes conditions into an address and reads them back', () => {
    const chosen = conditionsOf(new URLSearchParams('tag=a%26b&tag=c%3Dd&spec=RSA_2048'));
    const address = href(['keys'], { filter: 'x', ...queryOf(chosen) });
    expect(address).to.equal('#/keys?filter=x&spec=RSA_2048&tag=a%26b&tag=c%3Dd');
    expect(conditionsOf(routeOf(address).query)).to.deep.equal(chosen);
  });

  it('suggests each value once', () => {
    expect(valuesOf(ROWS, 'spec')).to.deep.equal(['HMAC_256', 'RSA_2048', 'SYMMETRIC_DEFAULT']);
    expect(valuesOf(ROWS, 'tag')).to.deep.equal(['cost=red', 'team=blue', 'team=red']);
    expect(valuesOf(ROWS, 'status')).to.deep.equal(['Disabled', 'Enabled', 'Pending deletion']);
    expect(valuesOf(ROWS, 'used')).to.deep.equal(['2026-01-05', '2026-02-05', 'never']);
    expect(valuesOf(ROWS, 'alias', 2)).to.have.length(2);
  });

  it('loads every key with its aliases by one ListKeys call', async () => {
    const context = pageContext();
    const made = await Promise.all(Array.from({ length: 130 }, () => newKey(context, { Description: 'one of many' })));
    const alias = (index: number) =>
      context.kms.createAlias({ AliasName: `alias/a${index}`, TargetKeyId: made[index % 3]?.KeyId });
    await Promise.all(Array.from({ length: 110 }, (_, index) => alias(index)));
    const newest = async () => (await context.strongroom.sandbox.events.query({ limit: 2 })).events;
    const [before] = await newest();
    const rows = await loadKeys(context.kms, context.strongroom);
    expect(rows).to.have.length(130);
    expect(rows.every(({ state, description }) => state === 'Enabled' && description === 'one of many')).to.equal(true);
    expect(
      made.slice(0, 4).map(({ KeyId }) => rows.find(({ keyId }) => keyId === KeyId)?.aliases.length),
    ).to.deep.equal([37, 37, 36, 0]);
    const [last, other] = await newest();
    expect(last?.record.eventName).to.equal('ListKeys');
    expect(other?.record.eventID).to.equal(before?.record.eventID);
  });

  it('loads nothing for a caller that is not allowed to list keys', async () => {
    const context = pageContext();
    await newKey(context);
    const arn = 'arn:aws:iam::111122223333:user/nobody';
    await context.strongroom.sandbox.principals.put({ arn });
    const refused = await loadKeys(context.strongroom.kms('us-east-1', arn), context.strongroom).catch(
      (error: unknown) => error,
    );
    expect((refused as Error).name).to.equal('AccessDeniedException');
  });

  it('knows who manages a key', async () => {
    const context = pageContext();
    await newKey(context);
    const service = context.strongroom.kms(context.region, context.caller, {
      'kms:ViaService': 's3.us-east-1.amazonaws.com',
    });
    await service.generateDataKey({ KeyId: 'alias/aws/s3', KeySpec: 'AES_256' });
    const rows = await loadKeys(context.kms, context.strongroom);
    expect(managedBy(rows, 'AWS').flatMap(({ aliases }) => aliases)).to.deep.equal(['alias/aws/s3']);
    expect(managedBy(rows, 'CUSTOMER')).to.have.length(1);
    expect(managedBy(rows, undefined)).to.have.length(2);
  });
});
