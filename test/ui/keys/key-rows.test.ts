import { expect } from 'chai';
import { filterKeys, managedBy, sortKeys, type KeyRow } from '../../../src/ui/keys/key-rows.ts';
import { loadKeys } from '../../../src/ui/keys/load-keys.ts';
import { newKey, pageContext } from '../context.ts';

const row = (keyId: string, more: Partial<KeyRow> = {}): KeyRow => ({
  keyId,
  arn: `arn:aws:kms:us-east-1:111122223333:key/${keyId}`,
  aliases: [],
  manager: 'CUSTOMER',
  ...more,
});

const ROWS: readonly KeyRow[] = [
  row('b', { aliases: ['alias/key-10'], state: 'Enabled', description: 'invoices', created: new Date(3) }),
  row('a', { aliases: ['alias/key-9', 'alias/other'], state: 'Disabled', description: '', created: new Date(1) }),
  row('c', { state: 'PendingDeletion', description: 'Old Invoices', created: new Date(2) }),
  row('d', { refused: 'AccessDeniedException' }),
];

const ids = (rows: readonly KeyRow[]): string => rows.map(({ keyId }) => keyId).join('');

describe('the list of keys', () => {
  const sorted = [
    ['alias', false, 'abcd'],
    ['alias', true, 'bacd'],
    ['keyId', false, 'abcd'],
    ['keyId', true, 'dcba'],
    ['state', false, 'abcd'],
    ['state', true, 'cbad'],
    ['description', false, 'bcad'],
    ['description', true, 'cbad'],
    ['created', false, 'acbd'],
    ['created', true, 'bcad'],
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
  ] as const;
  for (const [filter, left] of filtered) {
    it(`filters by each word of “${filter}”`, () => {
      expect(ids(filterKeys(ROWS, filter))).to.equal(left);
    });
  }

  it('loads every page of keys and aliases, more complete each time', async () => {
    const context = pageContext();
    const made = await Promise.all(Array.from({ length: 130 }, () => newKey(context, { Description: 'one of many' })));
    // More than one page of aliases, and no more on one key than it may have.
    const alias = (index: number) =>
      context.kms.createAlias({ AliasName: `alias/a${index}`, TargetKeyId: made[index % 3]?.KeyId });
    await Promise.all(Array.from({ length: 110 }, (_, index) => alias(index)));
    const seen: (readonly KeyRow[])[] = [];
    await loadKeys(context.kms, (rows) => seen.push(rows), new AbortController().signal);
    expect(seen[0]?.every(({ state }) => state === undefined)).to.equal(true);
    const last = seen.at(-1) ?? [];
    expect(last).to.have.length(130);
    expect(last.every(({ state, description }) => state === 'Enabled' && description === 'one of many')).to.equal(true);
    expect(
      made.slice(0, 4).map(({ KeyId }) => last.find(({ keyId }) => keyId === KeyId)?.aliases.length),
    ).to.deep.equal([37, 37, 36, 0]);
    // Each time: the bare list, then one for each lot that was described.
    expect(seen.length).to.be.greaterThan(2);
  });

  it('stops telling once it is no longer wanted', async () => {
    const context = pageContext();
    await newKey(context);
    const loading = new AbortController();
    let told = 0;
    await loadKeys(
      context.kms,
      () => {
        told += 1;
        loading.abort();
      },
      loading.signal,
    );
    expect(told).to.equal(1);
  });

  it('names the refusal where a key may be listed and not described', async () => {
    const context = pageContext();
    await newKey(context);
    const arn = 'arn:aws:iam::111122223333:user/lister';
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['kms:ListKeys', 'kms:ListAliases'], Resource: '*' }],
    };
    await context.strongroom.sandbox.principals.put({ arn, policies: [policy] });
    let rows: readonly KeyRow[] = [];
    await loadKeys(context.strongroom.kms('us-east-1', arn), (now) => (rows = now), new AbortController().signal);
    expect(rows.map(({ refused }) => refused)).to.deep.equal(['AccessDeniedException']);
  });

  it('knows who manages a key, from its aliases before it is described, and even where it may not be', async () => {
    const context = pageContext();
    await newKey(context);
    const service = context.strongroom.kms(context.region, context.caller, {
      'kms:ViaService': 's3.us-east-1.amazonaws.com',
    });
    await service.generateDataKey({ KeyId: 'alias/aws/s3', KeySpec: 'AES_256' });
    const seen: (readonly KeyRow[])[] = [];
    await loadKeys(context.kms, (rows) => seen.push(rows), new AbortController().signal);
    expect(seen.length).to.be.greaterThan(1);
    for (const rows of seen) {
      expect(managedBy(rows, 'AWS').flatMap(({ aliases }) => aliases)).to.deep.equal(['alias/aws/s3']);
      expect(managedBy(rows, 'CUSTOMER')).to.have.length(1);
      expect(managedBy(rows, undefined)).to.have.length(2);
    }
    const arn = 'arn:aws:iam::111122223333:user/lister';
    const policies = [
      {
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: ['kms:ListKeys', 'kms:ListAliases'], Resource: '*' },
      },
    ];
    await context.strongroom.sandbox.principals.put({ arn, policies });
    let last: readonly KeyRow[] = [];
    await loadKeys(context.strongroom.kms(context.region, arn), (rows) => (last = rows), new AbortController().signal);
    expect(last.map(({ manager }) => manager)).to.have.members(['AWS', 'CUSTOMER']);
  });
});
