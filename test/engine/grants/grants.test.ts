import { expect } from 'chai';
import { testWorld } from '../world.ts';

const LEARNER = 'arn:aws:iam::111122223333:role/Learner';
const ROOT = 'arn:aws:iam::111122223333:root';
const OTHER = 'arn:aws:iam::444455556666:root';

describe('grants', () => {
  it('are listed as they were made, by key, grantee and retiring principal', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const made = await world.ok('CreateGrant', {
      KeyId,
      GranteePrincipal: LEARNER,
      RetiringPrincipal: ROOT,
      Operations: ['Decrypt', 'RetireGrant'],
      Constraints: { EncryptionContextSubset: { job: '7' } },
      Name: 'batch',
    });
    expect(made.GrantId).to.match(/^[0-9a-f]{64}$/);
    const { Grants } = await world.ok('ListGrants', { KeyId });
    expect(Grants).to.have.length(1);
    const { CreationDate: _created, ...entry } = Grants?.[0] ?? {};
    expect(entry).to.deep.equal({
      KeyId,
      GrantId: made.GrantId,
      Name: 'batch',
      GranteePrincipal: LEARNER,
      RetiringPrincipal: ROOT,
      IssuingAccount: ROOT,
      Operations: ['Decrypt', 'RetireGrant'],
      Constraints: { EncryptionContextSubset: { job: '7' } },
    });
    expect((await world.ok('ListGrants', { KeyId, GranteePrincipal: OTHER })).Grants).to.deep.equal([]);
    expect((await world.ok('ListGrants', { KeyId, GrantId: made.GrantId })).Grants).to.have.length(1);
    expect((await world.ok('ListRetirableGrants', { RetiringPrincipal: ROOT })).Grants).to.have.length(1);
  });

  it('with the same name and parameters are one, with a token each time', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const input = {
      KeyId,
      GranteePrincipal: LEARNER,
      Operations: ['Encrypt', 'Decrypt'] as ('Encrypt' | 'Decrypt')[],
      Name: 'same',
    };
    const first = await world.ok('CreateGrant', input);
    const second = await world.ok('CreateGrant', { ...input, Operations: ['Decrypt', 'Encrypt'] });
    expect(second.GrantId).to.equal(first.GrantId);
    expect(second.GrantToken).not.to.equal(first.GrantToken);
    const { Name: _name, ...nameless } = input;
    const third = await world.ok('CreateGrant', nameless);
    expect(third.GrantId).not.to.equal((await world.ok('CreateGrant', nameless)).GrantId);
  });

  it('end by retiring with a token and by revoking, and their tokens are invalid then', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const make = () =>
      world.ok('CreateGrant', { KeyId, GranteePrincipal: LEARNER, Operations: ['Encrypt', 'RetireGrant'] });
    const { GrantToken } = await make();
    await world.ok('Encrypt', { KeyId, Plaintext: Uint8Array.of(1), GrantTokens: [GrantToken ?? ''] });
    await world.ok('RetireGrant', { GrantToken }, { caller: LEARNER });
    expect(
      await world.error('Encrypt', { KeyId, Plaintext: Uint8Array.of(1), GrantTokens: [GrantToken ?? ''] }),
    ).to.equal('InvalidGrantTokenException');
    expect(await world.error('RetireGrant', { GrantToken })).to.equal('InvalidGrantTokenException');
    const { GrantId } = await make();
    await world.ok('RevokeGrant', { KeyId, GrantId });
    expect(await world.error('RevokeGrant', { KeyId, GrantId })).to.equal('NotFoundException');
    expect(await world.error('RevokeGrant', { KeyId, GrantId: 'x' })).to.equal('InvalidGrantIdException');
  });

  it('can be retired only by whom they concern', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    await world.engine.directory.putPrincipal({ arn: 'arn:aws:iam::111122223333:user/nobody' });
    const { GrantId } = await world.ok('CreateGrant', { KeyId, GranteePrincipal: LEARNER, Operations: ['Encrypt'] });
    expect(
      await world.error('RetireGrant', { KeyId, GrantId }, { caller: 'arn:aws:iam::111122223333:user/nobody' }),
    ).to.equal(
      `AccessDeniedException: User: arn:aws:iam::111122223333:user/nobody is not authorized to perform: kms:RetireGrant on resource: ${KeyId} because no identity-based policy allows the kms:RetireGrant action`,
    );
    expect(await world.error('RetireGrant', { KeyId, GrantId }, { caller: OTHER })).to.contain('AccessDeniedException');
    await world.ok('RetireGrant', { KeyId, GrantId }, { caller: ROOT });
  });

  it('refuse what cannot be granted', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const base = { KeyId, GranteePrincipal: LEARNER, Operations: ['Encrypt' as const] };
    expect(await world.error('CreateGrant', { ...base, Operations: ['CreateGrant'] })).to.equal(
      'ValidationException: Grants must not contain only the CreateGrant operation.',
    );
    expect(
      await world.error('CreateGrant', {
        ...base,
        Constraints: { EncryptionContextEquals: { a: '1' }, EncryptionContextSubset: { a: '1' } },
      }),
    ).to.equal('ValidationException: More than one constraint supplied');
    expect(await world.error('CreateGrant', { ...base, Operations: ['Sign'] })).to.contain('ValidationException');
    expect(
      await world.error('CreateGrant', { ...base, GranteePrincipal: 'arn:aws:iam::111122223333:user/ghost' }),
    ).to.equal('InvalidArnException: ARN does not refer to a valid principal: arn:aws:iam::111122223333:user/ghost');
  });

  it('to the account do not stand before one to the user, though the request brings their token', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const caller = 'arn:aws:iam::444455556666:user/nobody';
    await world.engine.directory.putPrincipal({ arn: caller });
    const { GrantToken = '' } = await world.ok('CreateGrant', {
      KeyId,
      GranteePrincipal: OTHER,
      Operations: ['Encrypt'],
    });
    const input = { KeyId, Plaintext: Uint8Array.of(1), GrantTokens: [GrantToken] };
    expect(await world.error('Encrypt', input, { caller })).to.contain('because no identity-based policy allows');
    const { GrantId } = await world.ok('CreateGrant', { KeyId, GranteePrincipal: caller, Operations: ['Encrypt'] });
    expect((await world.reply('Encrypt', input, { caller })).decision?.decidedBy.grant).to.equal(GrantId);
  });

  it('beyond a hundred are counted in a trace, but for the one that allows', async () => {
    const world = await testWorld();
    const KeyId = await world.key();
    const caller = 'arn:aws:iam::444455556666:user/many';
    await world.engine.directory.putPrincipal({ arn: caller });
    const make = (operation: 'DescribeKey' | 'Encrypt') =>
      world.ok('CreateGrant', { KeyId, GranteePrincipal: caller, Operations: [operation] });
    for (let made = 0; made < 150; made++) await make('DescribeKey');
    const { GrantId } = await make('Encrypt');
    const { decision } = await world.reply('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) }, { caller });
    const steps = decision?.trace.filter(({ gate }) => gate === 'grant') ?? [];
    expect(steps.length).to.be.within(101, 102);
    expect(steps.filter(({ outcome }) => outcome === 'allow').map(({ grant }) => grant)).to.deep.equal([GrantId]);
    expect(steps.at(-1)).to.include({
      outcome: 'no-match',
      because: 'Of the caller’s 151 grants on the key only the first 100 are shown.',
    });
  });
});
