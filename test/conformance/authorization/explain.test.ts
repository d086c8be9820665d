/** `explain` tells the decision as it was made then, and `simulate` leaves no trace in the world. */
import { expect } from 'chai';
import type { Case } from './case.ts';
import { setScene } from './scene.ts';

const OPEN: Case = {
  rule: 'explain',
  says: 'a call that the key policy allows',
  given: { key: { policy: ['names ann'] } },
  then: { allowed: true },
};

describe('explain', () => {
  it('returns the decision and the deciding policy as they were, also after the policy was replaced', async () => {
    const { world, names, asked } = await setScene(OPEN, 'engine');
    const KeyId = names.get('key') ?? '';
    const { requestId, decision } = await world.call(asked);
    const { Policy: before } = await world.ok({
      caller: names.get('keeper A') ?? '',
      operation: 'GetKeyPolicy',
      input: { KeyId },
    });
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 'kms:Encrypt', Resource: '*' }],
    });
    await world.ok({
      caller: names.get('keeper A') ?? '',
      operation: 'PutKeyPolicy',
      input: { KeyId, Policy, BypassPolicyLockoutSafetyCheck: true },
    });
    const later = await world.call(asked);
    expect(later.decision?.decidedBy).to.deep.include({ kind: 'key-policy', policy: `${KeyId}#1` });
    expect(await world.sandbox.explain(later.requestId)).to.deep.equal(later.decision);
    expect(await world.sandbox.explain(requestId)).to.deep.equal(decision);
    expect(decision?.decidedBy).to.deep.include({ kind: 'key-policy', policy: KeyId, statement: 'Ann' });
    const version = await world.sandbox.policyVersion(KeyId);
    expect(JSON.parse(version ?? '')).to.deep.equal(JSON.parse(String(before)));
    expect(await world.sandbox.policyVersion(`${KeyId}#1`)).to.equal(Policy);
  });

  it('returns the decision as it was after the caller was deleted', async () => {
    const { world, asked } = await setScene(OPEN, 'engine');
    const { requestId, decision } = await world.call(asked);
    await world.sandbox.principals.remove(asked.caller);
    expect(await world.sandbox.explain(requestId)).to.deep.equal(decision);
  });

  it('returns undefined for an unknown request, and for one that failed before a decision', async () => {
    const { world, asked } = await setScene(OPEN, 'engine');
    expect(await world.sandbox.explain('00000000-0000-4000-8000-000000000000')).to.equal(undefined);
    const { requestId, error } = await world.call({ ...asked, input: { ...asked.input, KeyId: 'alias/none' } });
    expect(error?.name).to.equal('NotFoundException');
    expect(await world.sandbox.explain(requestId)).to.equal(undefined);
  });
});

describe('simulate', () => {
  it('changes nothing and records no event, allowed or denied, for a call with many effects', async () => {
    for (const caller of ['<keeper A>', '<ann>']) {
      const row: Case = { ...OPEN, given: {}, when: { operation: 'ScheduleKeyDeletion', caller } };
      const { world, names, asked } = await setScene(row, 'engine');
      const last = async () => (await world.sandbox.events.query({ limit: 1 })).events[0];
      const before = { event: await last(), principals: await world.sandbox.principals.list() };
      const { allowed } = await world.sandbox.simulate({
        principal: asked.caller,
        operation: 'ScheduleKeyDeletion',
        input: { KeyId: names.get('key') },
      });
      expect(allowed).to.equal(caller === '<keeper A>');
      expect({ event: await last(), principals: await world.sandbox.principals.list() }).to.deep.equal(before);
      const { KeyMetadata } = await world.ok({
        caller: names.get('keeper A') ?? '',
        operation: 'DescribeKey',
        input: { KeyId: names.get('key') },
      });
      expect((KeyMetadata as { KeyState: string }).KeyState).to.equal('Enabled');
    }
  });
});
