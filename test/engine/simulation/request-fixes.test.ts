/** Requests as fixes: conditions on the names of context pairs and tags, and on the values of tags. */
import { expect } from 'chai';
import { EXAMPLE_VALUE } from '../../../src/engine/simulation/request-members.ts';
import { testWorld } from '../world.ts';

const A = '111122223333';
const ADMIN = `arn:aws:iam::${A}:user/admin`;
const ANN = `arn:aws:iam::${A}:user/ann`;
const KEEP = { Sid: 'Keep', Effect: 'Allow', Principal: { AWS: ADMIN }, Action: 'kms:*', Resource: '*' };
const CONTEXT_KEYS = 'kms:EncryptionContextKeys';
const ANN_ALL = { Principal: { AWS: ANN }, Action: 'kms:*', Resource: '*' };

interface Row {
  readonly name: string;
  /** Conditions of Allow statements for ann, and of Deny statements. */
  readonly allow: object;
  readonly deny?: object;
  readonly operation: 'Encrypt' | 'TagResource' | 'UntagResource' | 'CreateKey';
  readonly asked: object;
  /** The members to send. Undefined: no request can be allowed. */
  readonly sent?: object;
  readonly says?: string;
}

const context = (pairs: object) => ({ EncryptionContext: pairs });
const tags = (pairs: Record<string, string>) => ({
  Tags: Object.entries(pairs).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
});

const ROWS: readonly Row[] = [
  {
    name: 'only listed context keys',
    allow: { 'ForAllValues:StringEquals': { [CONTEXT_KEYS]: ['tenant', 'file'] } },
    operation: 'Encrypt',
    asked: context({ tenant: 'eu', team: 'a' }),
    sent: context({ tenant: 'eu' }),
  },
  {
    name: 'one of the listed context keys, as an example',
    allow: { 'ForAnyValue:StringEquals': { [CONTEXT_KEYS]: ['Team', 'file'] } },
    operation: 'Encrypt',
    asked: context({ tenant: 'eu' }),
    sent: context({ tenant: 'eu', Team: EXAMPLE_VALUE }),
    says: 'The value example is an example: only the name is required.',
  },
  {
    name: 'a context key in its letter case, with the value that was sent',
    allow: { 'ForAnyValue:StringEquals': { [CONTEXT_KEYS]: 'Team' } },
    operation: 'Encrypt',
    asked: context({ team: 'a' }),
    sent: context({ Team: 'a' }),
  },
  {
    name: 'no encryption context',
    allow: { Null: { [CONTEXT_KEYS]: 'true' } },
    operation: 'Encrypt',
    asked: context({ tenant: 'eu' }),
    sent: context({}),
  },
  {
    name: 'none of the context keys that a Deny lists',
    allow: {},
    deny: { 'ForAnyValue:StringEquals': { [CONTEXT_KEYS]: ['secret'] } },
    operation: 'Encrypt',
    asked: context({ secret: '1', tenant: 'eu' }),
    sent: context({ tenant: 'eu' }),
  },
  {
    name: 'a context key that a Deny requires',
    allow: {},
    deny: { 'ForAllValues:StringNotEquals': { [CONTEXT_KEYS]: ['tenant'] } },
    operation: 'Encrypt',
    asked: context({}),
    sent: context({ tenant: EXAMPLE_VALUE }),
  },
  {
    name: 'the listed context keys, and a value',
    allow: {
      StringEquals: { 'kms:EncryptionContext:tenant': 'eu' },
      'ForAllValues:StringEquals': { [CONTEXT_KEYS]: ['tenant'] },
    },
    operation: 'Encrypt',
    asked: context({ tenant: 'us', file: 'a' }),
    sent: context({ tenant: 'eu' }),
  },
  {
    name: 'the value of a request tag, and keeps other tags',
    allow: { StringEquals: { 'aws:RequestTag/Team': ['red', 'blue'] } },
    operation: 'TagResource',
    asked: tags({ Team: 'green', Stage: 'test' }),
    sent: tags({ Stage: 'test', Team: 'red' }),
    says: 'Send Tags Stage=test, Team=red.',
  },
  {
    name: 'a request tag that a Deny requires',
    allow: {},
    deny: { StringNotEquals: { 'aws:RequestTag/Team': 'red' } },
    operation: 'TagResource',
    asked: tags({ Stage: 'test' }),
    sent: tags({ Stage: 'test', Team: 'red' }),
  },
  {
    name: 'only listed tag keys',
    allow: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Team'] } },
    operation: 'TagResource',
    asked: tags({ Team: 'red', Stage: 'test' }),
    sent: tags({ Team: 'red' }),
  },
  {
    name: 'only listed tag keys to remove',
    allow: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Team'] } },
    operation: 'UntagResource',
    asked: { TagKeys: ['Team', 'Stage'] },
    sent: { TagKeys: ['Team'] },
  },
  {
    name: 'no other tags to remove than those of the request',
    allow: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['Team'] } },
    operation: 'UntagResource',
    asked: { TagKeys: ['Stage'] },
  },
  {
    name: 'no value for a pattern',
    allow: { StringLike: { 'aws:RequestTag/Team': 'r*' } },
    operation: 'TagResource',
    asked: tags({ Team: 'green' }),
  },
];

describe('a request that is proposed as a fix has', () => {
  for (const { name, allow, deny, operation, asked, sent, says } of ROWS) {
    it(name, async () => {
      const world = await testWorld();
      await world.engine.directory.putPrincipal({ arn: ANN });
      const statements = [
        KEEP,
        { Sid: 'Allow', Effect: 'Allow', ...ANN_ALL, Condition: allow },
        ...(deny ? [{ Sid: 'Deny', Effect: 'Deny', ...ANN_ALL, Condition: deny }] : []),
      ];
      const KeyId = await world.key({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }) });
      const input = { KeyId, ...(operation === 'Encrypt' && { Plaintext: Uint8Array.of(1) }), ...asked };
      expect(await world.error(operation, input as never, { caller: ANN })).to.contain('AccessDeniedException');
      const answer = await world.engine.simulate({ principal: ANN, operation, input: input as never });
      if (!answer.ok) throw new Error(answer.error.name);
      const requests = (answer.decision.fixes ?? []).filter(({ kind }) => kind === 'request');
      expect(requests[0]?.input).to.deep.equal(sent);
      if (says) expect(requests[0]?.says).to.contain(says);
      for (const fix of requests) await world.ok(operation, { ...input, ...fix.input } as never, { caller: ANN });
    });
  }

  it('the tags that a policy requires of a new key', async () => {
    const world = await testWorld();
    const Statement = {
      Effect: 'Allow',
      Action: ['kms:CreateKey', 'kms:TagResource'],
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestTag/Team': 'red' } },
    };
    await world.engine.directory.putPrincipal({ arn: ANN, policies: [{ Version: '2012-10-17', Statement }] });
    const answer = await world.engine.simulate({ principal: ANN, operation: 'CreateKey', input: {} });
    if (!answer.ok) throw new Error(answer.error.name);
    const [fix] = answer.decision.fixes ?? [];
    expect(fix).to.deep.include({ kind: 'request', input: tags({ Team: 'red' }) });
    await world.ok('CreateKey', { ...fix?.input }, { caller: ANN });
  });
});
