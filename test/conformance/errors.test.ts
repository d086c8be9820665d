/** AWS's error texts and the order of its checks, for the supported operations, as recorded or measured on AWS. */
import { expect } from 'chai';
import { encodeBlobHeader } from '../../src/engine/custody/ciphertext-blob.ts';
import { GAPS } from '../../src/model/gaps.ts';
import { fixture, type Fixture } from './cases.ts';

const UUID = '11111111-2222-4333-8444-555555555555';
const REGION_ARN = `arn:aws:kms:eu-west-1:111122223333:key/${UUID}`;

describe('ways to name a key', () => {
  const rows: readonly [string, string, string][] = [
    [
      'an id that no key has',
      UUID,
      `NotFoundException: Key 'arn:aws:kms:us-east-1:111122223333:key/${UUID}' does not exist`,
    ],
    [
      'an id in upper case',
      UUID.toUpperCase().replace('1', 'A'),
      `NotFoundException: Key 'arn:aws:kms:us-east-1:111122223333:key/${UUID.toUpperCase().replace('1', 'A')}' does not exist`,
    ],
    [
      'a multi-Region id',
      `mrk-${'0'.repeat(32)}`,
      `NotFoundException: Key 'arn:aws:kms:us-east-1:111122223333:key/mrk-${'0'.repeat(32)}' does not exist`,
    ],
    ['no id', 'fake-key-id', "NotFoundException: Invalid keyId 'fake-key-id'"],
    ['a key ARN without an id', 'arn:aws:kms:us-east-1:111122223333:key/fake', 'NotFoundException: Invalid keyId fake'],
    ['an ARN of another Region', REGION_ARN, 'NotFoundException: Invalid arn eu-west-1'],
    [
      'an alias that is not there',
      'alias/none',
      'NotFoundException: Alias arn:aws:kms:us-east-1:111122223333:alias/none is not found.',
    ],
    [
      'an alias of no service',
      'alias/aws/none',
      'NotFoundException: Alias arn:aws:kms:us-east-1:111122223333:alias/aws/none is not found.',
    ],
    ['an ARN of another service', 'arn:aws:s3:::bucket', 'InvalidArnException'],
  ];
  for (const [what, KeyId, wanted] of rows) {
    it(what, async () => {
      expect(await (await fixture()).world.error('DescribeKey', { KeyId })).to.equal(wanted);
    });
  }

  it('all violations of an empty input are in one message', async () => {
    expect(await (await fixture()).world.error('Encrypt', { KeyId: '', Plaintext: new Uint8Array() })).to.equal(
      "ValidationException: 3 validation errors detected: Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value '' at 'keyId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\\p{ASCII}+$; " +
        "Value at 'plaintext' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  });
});

describe('texts of the service', () => {
  const rows: readonly [string, (made: Fixture) => Promise<string>, string | RegExp][] = [
    [
      'GenerateRandom without a number',
      ({ world }) => world.error('GenerateRandom', {}),
      'ValidationException: NumberOfBytes is required.',
    ],
    [
      'a data key of no size',
      ({ world, key }) => world.error('GenerateDataKey', { KeyId: key }),
      'ValidationException: Please specify either number of bytes or key spec.',
    ],
    [
      'a data key of two sizes',
      ({ world, key }) => world.error('GenerateDataKey', { KeyId: key, KeySpec: 'AES_128', NumberOfBytes: 16 }),
      'ValidationException: Please specify either number of bytes or key spec.',
    ],
    [
      'a spec without a usage',
      ({ world }) => world.error('CreateKey', { KeySpec: 'RSA_2048' }),
      'ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    ],
    [
      'a usage that does not suit the spec',
      ({ world }) => world.error('CreateKey', { KeyUsage: 'SIGN_VERIFY' }),
      'ValidationException: KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT',
    ],
    [
      'two specs',
      ({ world }) =>
        world.error('CreateKey', { KeySpec: 'SYMMETRIC_DEFAULT', CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT' }),
      /^ValidationException: You cannot specify KeySpec and CustomerMasterKeySpec/,
    ],
    [
      'a deletion window of 6 days',
      ({ world, key }) => world.error('ScheduleKeyDeletion', { KeyId: key, PendingWindowInDays: 6 }),
      'ValidationException: PendingWindowInDays must be between 7 and 30',
    ],
    [
      'an alias without its prefix',
      ({ world, key }) => world.error('CreateAlias', { AliasName: 'app', TargetKeyId: key }),
      /^ValidationException: Alias must start with the prefix "alias\/"\./,
    ],
    [
      'an alias with a colon',
      ({ world, key }) => world.error('CreateAlias', { AliasName: 'alias/a:b', TargetKeyId: key }),
      'ValidationException: alias/a:b contains invalid characters for an alias',
    ],
    [
      'an alias of AWS',
      ({ world, key }) => world.error('CreateAlias', { AliasName: 'alias/aws/s3', TargetKeyId: key }),
      'NotAuthorizedException',
    ],
    [
      'an alias of an alias',
      ({ world }) => world.error('CreateAlias', { AliasName: 'alias/x', TargetKeyId: 'alias/app' }),
      'ValidationException: Aliases must refer to keys. Not aliases',
    ],
    [
      'an alias that is taken',
      ({ world, key }) => world.error('CreateAlias', { AliasName: 'alias/app', TargetKeyId: key }),
      'AlreadyExistsException: An alias with the name arn:aws:kms:us-east-1:111122223333:alias/app already exists',
    ],
    [
      'an alias to update that is not there',
      ({ world, key }) => world.error('UpdateAlias', { AliasName: 'alias/none', TargetKeyId: key }),
      'NotFoundException: Alias arn:aws:kms:us-east-1:111122223333:alias/none is not found.',
    ],
    [
      'tags twice',
      ({ world, key }) =>
        world.error('TagResource', {
          KeyId: key,
          Tags: [
            { TagKey: 'a', TagValue: '1' },
            { TagKey: 'a', TagValue: '2' },
          ],
        }),
      'TagException: Duplicate tag keys',
    ],
    [
      '51 tags',
      ({ world }) =>
        world.error('CreateKey', { Tags: Array.from({ length: 51 }, (_, i) => ({ TagKey: `t${i}`, TagValue: '' })) }),
      'TagException: Too many tags',
    ],
    [
      'a reserved tag',
      ({ world, key }) => world.error('TagResource', { KeyId: key, Tags: [{ TagKey: 'AWS:x', TagValue: '' }] }),
      'TagException: Tags beginning with aws: are reserved',
    ],
    [
      'a policy of another name',
      ({ world, key }) => world.error('GetKeyPolicy', { KeyId: key, PolicyName: 'other' }),
      'NotFoundException: No such policy exists',
    ],
    ['a marker that no page gave', ({ world }) => world.error('ListKeys', { Marker: 'x' }), 'InvalidMarkerException'],
    [
      'a grant token that no grant gave',
      ({ world, key }) => world.error('Encrypt', { KeyId: key, Plaintext: Uint8Array.of(1), GrantTokens: ['x'] }),
      'InvalidGrantTokenException',
    ],
    [
      'what the sandbox does not support',
      ({ world }) =>
        world.error('GenerateRandom', {
          Recipient: { KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256', AttestationDocument: Uint8Array.of(1) },
        }),
      `UnsupportedOperationException: ${GAPS.recipient.message}`,
    ],
    [
      'a deletion twice',
      async ({ world, key }) => (
        await world.ok('ScheduleKeyDeletion', { KeyId: key }),
        world.error('ScheduleKeyDeletion', { KeyId: key })
      ),
      /^KMSInvalidStateException: \S+ is pending deletion\.$/,
    ],
  ];
  for (const [what, call, wanted] of rows) {
    it(what, async () => {
      const answer = await call(await fixture());
      if (typeof wanted === 'string') expect(answer).to.equal(wanted);
      else expect(answer).to.match(wanted);
    });
  }
});

describe('the order of checks', () => {
  it('checks the size of a data key before the state of the key', async () => {
    const { world, key } = await fixture();
    await world.ok('DisableKey', { KeyId: key });
    expect(await world.error('GenerateDataKey', { KeyId: key })).to.contain('Please specify');
  });

  it('checks the blob before the key, a wrong key before its state, and the state before the context', async () => {
    const { world, key, other, blob } = await fixture();
    expect(await world.error('Decrypt', { CiphertextBlob: Uint8Array.of(1, 2, 3), KeyId: UUID })).to.equal(
      'InvalidCiphertextException',
    );
    await world.ok('DisableKey', { KeyId: other });
    expect(await world.error('Decrypt', { CiphertextBlob: blob, KeyId: other })).to.equal(
      'IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.',
    );
    await world.ok('DisableKey', { KeyId: key });
    expect(await world.error('Decrypt', { CiphertextBlob: blob, EncryptionContext: { a: 'b' } })).to.equal(
      `DisabledException: ${key} is disabled.`,
    );
  });

  it('checks the source of ReEncrypt before its destination', async () => {
    const { world, key, other, blob } = await fixture();
    await world.ok('DisableKey', { KeyId: key });
    await world.ok('ScheduleKeyDeletion', { KeyId: other });
    expect(await world.error('ReEncrypt', { CiphertextBlob: blob, DestinationKeyId: other })).to.equal(
      `DisabledException: ${key} is disabled.`,
    );
  });

  it('evaluates a dry run last, and without a ciphertext on request', async () => {
    const { world, key } = await fixture();
    const ignore = { DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT' as const] };
    expect(await world.error('Decrypt', { KeyId: key, ...ignore })).to.contain('DryRunOperationException');
    expect(await world.error('Decrypt', ignore)).to.equal('ValidationException: KeyId must not be null');
    expect(await world.error('Decrypt', { KeyId: key, DryRunModifiers: ['IGNORE_CIPHERTEXT'] })).to.contain(
      'only be specified when DryRun is true',
    );
    await world.ok('DisableKey', { KeyId: key });
    expect(await world.error('Encrypt', { KeyId: key, Plaintext: Uint8Array.of(1), DryRun: true })).to.contain(
      'DisabledException',
    );
  });
});

describe('a ciphertext', () => {
  it('is rejected with any byte changed, truncated anywhere, or with extra bytes', async () => {
    const { world, key, blob } = await fixture();
    for (let at = 0; at < blob.length; at++) {
      const changed = blob.slice();
      changed[at] = (changed[at] as number) ^ 1;
      expect(await world.error('Decrypt', { CiphertextBlob: changed }), `byte ${at}`).to.equal(
        'InvalidCiphertextException',
      );
      if (at > 0)
        expect(await world.error('Decrypt', { CiphertextBlob: blob.slice(0, at) }), `cut at ${at}`).to.equal(
          'InvalidCiphertextException',
        );
    }
    expect(await world.error('Decrypt', { CiphertextBlob: Uint8Array.from([...blob, 0]) })).to.equal(
      'InvalidCiphertextException',
    );
    const strange = Uint8Array.from([
      ...encodeBlobHeader({ account: '111122223333', keyId: UUID, materialId: 'ab'.repeat(32) }),
      ...new Uint8Array(40),
    ]);
    expect(await world.error('Decrypt', { CiphertextBlob: strange })).to.match(
      /^AccessDeniedException: .* on the resource associated with this ciphertext/,
    );
    const full = await world.ok('Encrypt', { KeyId: key, Plaintext: new Uint8Array(4096) });
    expect(full.CiphertextBlob?.length).to.be.below(6144);
  });

  it('is bound to its context: the order of pairs does not matter, and no context equals an empty one', async () => {
    const { world, key } = await fixture();
    const strange = JSON.parse('{"__proto__":"a","ключ":"значение","":"","b":"2"}') as Record<string, string>;
    const { CiphertextBlob } = await world.ok('Encrypt', {
      KeyId: key,
      Plaintext: Uint8Array.of(9),
      EncryptionContext: strange,
    });
    const turned = Object.fromEntries(Object.entries(strange).toReversed());
    expect([
      ...((await world.ok('Decrypt', { CiphertextBlob, EncryptionContext: turned })).Plaintext ?? []),
    ]).to.deep.equal([9]);
    for (const EncryptionContext of [{}, undefined, { b: '2' }, { ...turned, B: '2' }, { ...turned, b: '3' }]) {
      expect(await world.error('Decrypt', { CiphertextBlob, EncryptionContext })).to.equal(
        'InvalidCiphertextException',
      );
    }
    const none = await world.ok('Encrypt', { KeyId: key, Plaintext: Uint8Array.of(9) });
    await world.ok('Decrypt', { CiphertextBlob: none.CiphertextBlob, EncryptionContext: {} });
    const again = await world.ok('Encrypt', { KeyId: key, Plaintext: Uint8Array.of(9) });
    expect([...(again.CiphertextBlob ?? [])]).not.to.deep.equal([...(none.CiphertextBlob ?? [])]);
  });
});

describe('pages', () => {
  it('return every key once while keys are created', async () => {
    const { world } = await fixture();
    for (let i = 0; i < 9; i++) await world.key();
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await world.ok('ListKeys', { Limit: 4, Marker });
      seen.push(...(page.Keys ?? []).map((key) => key.KeyId ?? ''));
      expect(page.Truncated).to.equal(page.NextMarker !== undefined);
      Marker = page.NextMarker;
      if (seen.length === 4) await world.key();
    } while (Marker !== undefined);
    expect(new Set(seen).size).to.equal(seen.length);
    expect(seen.length).to.be.greaterThan(10);
  });

  it('of aliases and tags are sorted by name', async () => {
    const { world, key } = await fixture();
    for (const name of ['c', 'a', 'b']) {
      await world.ok('CreateAlias', { AliasName: `alias/${name}`, TargetKeyId: key });
      await world.ok('TagResource', { KeyId: key, Tags: [{ TagKey: name, TagValue: name }] });
    }
    const first = await world.ok('ListAliases', { KeyId: key, Limit: 2 });
    const second = await world.ok('ListAliases', { KeyId: key, Limit: 2, Marker: first.NextMarker });
    expect([...(first.Aliases ?? []), ...(second.Aliases ?? [])].map((alias) => alias.AliasName)).to.deep.equal([
      'alias/a',
      'alias/app',
      'alias/b',
      'alias/c',
    ]);
    const tags = await world.ok('ListResourceTags', { KeyId: key, Limit: 3 });
    const rest = await world.ok('ListResourceTags', { KeyId: key, Limit: 3, Marker: tags.NextMarker });
    expect([...(tags.Tags ?? []), ...(rest.Tags ?? [])].map((tag) => tag.TagKey)).to.deep.equal([
      'a',
      'b',
      'c',
      'team',
    ]);
  });
});
