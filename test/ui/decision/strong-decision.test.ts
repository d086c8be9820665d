import { expect } from 'chai';
import type { Decision, FixChange } from '../../../src/model/decision.ts';
import '../../../src/ui/decision/strong-decision.ts';
import type { ApplyEvent } from '../../../src/ui/decision/strong-fix.ts';
import { nearestOf, viewOf } from '../../../src/ui/decision/decision-view.ts';
import { changeWords } from '../../../src/ui/decision/decision-texts.ts';
import { POLICY_WANTED, type PolicyWanted } from '../../../src/ui/decision/policy-text-request.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

const ACCOUNT = '111122223333';
const ZOE = `arn:aws:iam::${ACCOUNT}:user/zoe`;
const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };
const DENY = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Never', Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' }],
};
const NOTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

/** The real decision about zoe's Decrypt, after `before` has put the directory and the key as they are wanted. */
async function decide(
  before: (context: ReturnType<typeof pageContext>, keyId: string) => Promise<unknown>,
  principal = ZOE,
  disabled = false,
): Promise<Decision> {
  const context = pageContext();
  const { KeyId = '', Arn = '' } = await newKey(context);
  await context.strongroom.sandbox.principals.put({ arn: ZOE });
  await before(context, KeyId);
  if (disabled) await context.kms.disableKey({ KeyId });
  const input = { KeyId: Arn, Plaintext: new Uint8Array(1) };
  if (disabled) return context.strongroom.sandbox.simulate({ principal, operation: 'Encrypt', input });
  const dry = { KeyId: Arn, DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] as const };
  return context.strongroom.sandbox.simulate({
    principal,
    operation: 'Decrypt',
    input: { ...dry, DryRunModifiers: [...dry.DryRunModifiers] },
  });
}

const keyPolicy = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement, rootStatement] });
const rootStatement = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const put = (arn: string, more: object) => (context: ReturnType<typeof pageContext>) =>
  context.strongroom.sandbox.principals.put({ arn, ...more });

const CASES: readonly {
  readonly name: string;
  readonly before: Parameters<typeof decide>[0];
  readonly principal?: string;
  readonly disabled?: boolean;
  readonly allowed: boolean;
  /** The gate that decided, and how it is drawn. */
  readonly gate: readonly [gate: string, status: string];
  readonly says: string;
}[] = [
  {
    name: 'an identity policy, by delegation',
    before: put(ZOE, { policies: [ALLOW] }),
    allowed: true,
    gate: ['identity-policy', 'decides-allow'],
    says: 'By statement 1 of the identity policy of user/zoe.',
  },
  {
    name: 'the key policy, which names the caller',
    before: ({ kms }, KeyId) =>
      kms.putKeyPolicy({
        KeyId,
        Policy: keyPolicy({
          Sid: 'Zoe',
          Effect: 'Allow',
          Principal: { AWS: ZOE },
          Action: 'kms:Decrypt',
          Resource: '*',
        }),
      }),
    allowed: true,
    gate: ['key-policy', 'decides-allow'],
    says: 'By statement “Zoe” of version 2 of the key policy.',
  },
  {
    name: 'an explicit deny',
    before: put(ZOE, { policies: [ALLOW, DENY] }),
    allowed: false,
    gate: ['explicit-deny', 'decides-deny'],
    says: 'Explicitly, by statement “Never” of identity policy 2 of user/zoe.',
  },
  {
    name: 'a caller without any policy',
    before: () => Promise.resolve(),
    allowed: false,
    gate: ['identity-policy', 'lacks'],
    says: 'Denied. No identity policy of the caller allows it.',
  },
  {
    name: 'the root of another account, which no key policy names',
    before: () => Promise.resolve(),
    principal: 'arn:aws:iam::444455556666:root',
    allowed: false,
    gate: ['key-policy', 'lacks'],
    says: 'Denied. The key policy does not allow it, and no grant does.',
  },
  {
    name: 'a boundary that does not go so far',
    before: put(ZOE, { policies: [ALLOW], boundary: NOTHING }),
    allowed: false,
    gate: ['boundary', 'lacks'],
    says: 'The caller’s permissions boundary does not allow it.',
  },
  {
    name: 'a service control policy that lets nothing through',
    before: async ({ strongroom }) => {
      await strongroom.sandbox.principals.put({ arn: ZOE, policies: [ALLOW] });
      await strongroom.sandbox.accounts.put({
        id: ACCOUNT,
        organization: { id: 'o-example1', path: 'o-example1/r-1/' },
        scps: [NOTHING],
      });
    },
    allowed: false,
    gate: ['scp', 'lacks'],
    says: 'No service control policy of the caller’s account allows it.',
  },
  {
    name: 'a grant',
    before: ({ kms }, KeyId) => kms.createGrant({ KeyId, GranteePrincipal: ZOE, Operations: ['Decrypt'] }),
    allowed: true,
    gate: ['grant', 'decides-allow'],
    says: 'By grant ',
  },
  {
    name: 'an allowed call on a disabled key',
    before: put(ZOE, { policies: [ALLOW] }),
    disabled: true,
    allowed: true,
    gate: ['state', 'stops'],
    says: 'It would still fail:',
  },
];

describe('strong-decision', () => {
  for (const { name, before, principal, disabled, allowed, gate, says } of CASES) {
    it(`draws ${name}`, async () => {
      const decision = await decide(before, principal, disabled);
      expect(decision.allowed).to.equal(allowed);
      const found = viewOf(decision)[0]?.gates.find(({ status }) => status === gate[1]);
      expect(found?.gate, JSON.stringify(viewOf(decision), undefined, 1)).to.equal(gate[0]);
      const element = await place('strong-decision', { decision });
      expect(textOf(element)).to.contain(says);
      expect(textOf(element)).to.contain(allowed ? 'Allowed.' : 'Denied.');
      await expectAccessible(element);
    });
  }

  it('numbers the way, and leads it on as far as the call came', async () => {
    const way = (decision: Decision) =>
      viewOf(decision)[0]?.gates.map(
        ({ gate, status, walked, leadsOn }) => `${walked ?? '-'} ${gate} ${status}${leadsOn ? ' on' : ''}`,
      );
    expect(way(await decide(put(ZOE, { policies: [ALLOW] })))).to.deep.equal([
      '1 explicit-deny passes on',
      '- rcp absent on',
      '- scp absent on',
      '- endpoint-policy absent on',
      '2 key-policy passes on',
      '3 delegation passes on',
      '4 identity-policy decides-allow on',
      '- boundary absent on',
      '- session-policy absent on',
      '- grant unasked on',
      '5 allowed passes',
    ]);
    const denied = way(await decide(put(ZOE, { policies: [ALLOW, DENY], boundary: ALLOW })));
    expect(denied?.[0]).to.equal('1 explicit-deny decides-deny');
    expect(denied)
      .to.include('- identity-policy denies')
      .and.to.include('- boundary aside')
      .and.to.include('- delegation unasked');
    const stopped = way(await decide(put(ZOE, { policies: [ALLOW] }), ZOE, true));
    expect(stopped?.slice(-2)).to.deep.equal(['5 allowed passes on', '- state stops']);
    const element = await place('strong-decision', { decision: await decide(put(ZOE, { policies: [ALLOW] })) });
    const marks = allInside(element, 'li.on .mark').map(({ textContent }) => textContent.trim());
    expect(marks.filter(Boolean)).to.deep.equal(['1', '2', '3']);
  });

  it('lets the call through resource control policies that only deny, and does not take what would have denied for the nearest allow', async () => {
    const tls = {
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    const organization = { id: 'o-example1', path: 'o-example1/r-1/' };
    const rcps = [{ Version: '2012-10-17', Statement: [{ Sid: 'OnlyTls', ...tls }] }];
    const decision = await decide(async ({ strongroom }) => {
      await strongroom.sandbox.accounts.put({ id: ACCOUNT, organization, rcps });
      await strongroom.sandbox.principals.put({ arn: ZOE, policies: [ALLOW], boundary: NOTHING });
    });
    expect(viewOf(decision)[0]?.gates.find(({ gate }) => gate === 'rcp')?.status).to.equal('passes');
    expect(decision.trace.find(({ statement }) => statement === 'OnlyTls')).to.include({
      outcome: 'no-match',
      effect: 'Deny',
    });
    // The boundary's own statement falls at its Action; the condition of the Deny, which fits better, says nothing about an allow.
    expect(nearestOf(decision)).to.include({ gate: 'boundary', element: 'Action' });
    const element = await place('strong-decision', { decision });
    const statements = allInside(element, 'strong-statement').map(textOf);
    expect(statements.find((words) => words.includes('OnlyTls'))).to.contain(', a Deny: did not match');
  });

  it('says that a boundary does not limit a user whom the key policy names', async () => {
    const decision = await decide(async ({ kms, strongroom }, KeyId) => {
      await strongroom.sandbox.principals.put({ arn: ZOE, boundary: NOTHING });
      const statement = { Effect: 'Allow', Principal: { AWS: ZOE }, Action: 'kms:Decrypt', Resource: '*' };
      await kms.putKeyPolicy({ KeyId, Policy: keyPolicy(statement) });
    });
    expect(decision.allowed).to.equal(true);
    expect(viewOf(decision)[0]?.gates.find(({ gate }) => gate === 'boundary')?.status).to.equal('unbound');
    const element = await place('strong-decision', { decision });
    expect(textOf(element)).to.contain('Delegation to the account: yes, but that does not matter here');
    expect(textOf(element)).to.contain(
      'Permissions boundary: does not limit a caller whom the key policy or a grant names',
    );
  });

  it('says of a decision that an earlier version stored only what that version recorded', async () => {
    const arn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/12345678-1234-1234-1234-1234567890ab`;
    const of = { action: 'kms:Decrypt', resource: arn };
    const old: Decision = {
      allowed: false,
      decidedBy: { kind: 'none' },
      trace: [
        { gate: 'key-policy', ...of, outcome: 'allow', policy: arn, statement: 'Root' },
        { gate: 'identity-policy', ...of, outcome: 'no-match', because: 'The caller has no identity policy.' },
        { gate: 'delegation', ...of, outcome: 'allow', because: `The key policy leaves it to account ${ACCOUNT}.` },
      ],
    };
    expect(viewOf(old)[0]?.gates.map(({ gate, status }) => [gate, status])).to.deep.equal([
      ['explicit-deny', 'passes'],
      ['key-policy', 'unrecorded'],
      ['identity-policy', 'unrecorded'],
      ['delegation', 'unrecorded'],
    ]);
    expect(nearestOf(old)).to.equal(undefined);
    const element = await place('strong-decision', { decision: old });
    expect(textOf(element)).to.contain('Denied. Nothing allows it.').and.to.contain('stored by an earlier version');
    const allowed: Decision = {
      ...old,
      allowed: true,
      decidedBy: { kind: 'key-policy', policy: arn, statement: 'Root' },
    };
    expect(viewOf(allowed)[0]?.gates.find(({ gate }) => gate === 'key-policy')?.status).to.equal('decides-allow');
    // An earlier version said usage for an algorithm that the key does not have.
    const because = 'Algorithm A is incompatible with key spec B.';
    const stopped: Decision = {
      ...allowed,
      trace: [...old.trace, { gate: 'usage', ...of, outcome: 'stops', because }],
    };
    expect(viewOf(stopped)[0]?.gates.at(-1)).to.include({ gate: 'usage', status: 'stops' });
    expect(viewOf(stopped)[0]?.gates.at(-1)?.notes).to.deep.equal([because]);
  });

  for (const [stage, label] of [
    ['usage', 'Key usage'],
    ['state', 'Key state'],
    ['quota', 'Quotas'],
    ['operation', 'Operation'],
  ] as const) {
    it(`draws the step ${stage} that stops an allowed call`, async () => {
      const allowed = await decide(put(ZOE, { policies: [ALLOW] }));
      const { action, resource } = allowed.trace[0]!;
      const step = { gate: stage, action, resource, outcome: 'stops', because: 'It is refused.' } as const;
      const element = await place('strong-decision', { decision: { ...allowed, trace: [...allowed.trace, step] } });
      expect(textOf(element))
        .to.contain(`${label}: the call is allowed, and stopped here`)
        .and.to.contain('It is refused.');
    });
  }

  it('has every gate of authorization in its order, also those that the call did not meet', async () => {
    const element = await place('strong-decision', { decision: await decide(put(ZOE, { policies: [ALLOW] })) });
    expect(allInside(element, 'li > div > p:first-child > b').map(({ textContent }) => textContent)).to.deep.equal([
      'Explicit deny',
      'Resource control policies',
      'Service control policies',
      'VPC endpoint policy',
      'Key policy',
      'Delegation to the account',
      'Identity policies',
      'Permissions boundary',
      'Session policy',
      'Grants',
      'Authorization',
    ]);
  });

  it('draws each resource of a call by itself, and denies at the one that was denied', async () => {
    const context = pageContext();
    const { KeyId = '' } = await newKey(context);
    await context.strongroom.sandbox.principals.put({ arn: ZOE });
    await context.kms.putKeyPolicy({
      KeyId,
      Policy: keyPolicy({ Effect: 'Allow', Principal: { AWS: ZOE }, Action: 'kms:CreateAlias', Resource: '*' }),
    });
    const decision = await context.strongroom.sandbox.simulate({
      principal: ZOE,
      operation: 'CreateAlias',
      input: { AliasName: 'alias/x', TargetKeyId: KeyId },
    });
    const views = viewOf(decision);
    expect(
      views.map(({ allowed }) => allowed),
      JSON.stringify(decision),
    ).to.deep.equal([true, false]);
    expect(views[0]?.gates.find(({ status }) => status === 'decides-allow')?.gate).to.equal('key-policy');
    expect(views[1]?.gates.find(({ status }) => status === 'lacks')?.gate).to.equal('identity-policy');
  });

  it('names the statement that came nearest, and its first element that did not fit', async () => {
    const when = { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } };
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Sid: 'OnlyEu', Effect: 'Allow', Action: 'kms:*', Resource: '*', Condition: when }],
    };
    const decision = await decide(put(ZOE, { policies: [NOTHING, policy] }));
    expect(nearestOf(decision)).to.include({ statement: 'OnlyEu', element: 'Condition' });
    const element = await place('strong-decision', { decision });
    expect(textOf(element)).to.contain('its Condition is the first element that does not fit');
  });

  it('offers the fix with what it alters, and hands it out once', async () => {
    const decision = await decide(() => Promise.resolve());
    const element = await place('strong-decision', { decision });
    const fix = inside<HTMLElementTagNameMap['strong-fix']>(element, 'strong-fix');
    expect(textOf(fix)).to.contain('alters one cell, and no other: user/zoe may then call Decrypt.');
    const applied = next(element, 'strong-apply') as Promise<ApplyEvent>;
    inside<HTMLButtonElement>(fix, 'button.primary').click();
    expect((await applied).detail.fix).to.equal(decision.fix);
    element.busy = true;
    await drawn(element);
    await drawn(fix);
    let again = 0;
    element.addEventListener('strong-apply', () => (again += 1));
    inside<HTMLButtonElement>(fix, 'button.primary').click();
    expect(again).to.equal(0);
    element.applied = 'It is done.';
    await drawn(element);
    await drawn(fix);
    expect(allInside(fix, 'button.primary')).to.have.length(0);
    // The button took the focus with it.
    expect(element.shadowRoot?.activeElement?.className).to.contain('verdict');
    await expectAccessible(element);
  });

  it('shows what the fix changes against what is there', async () => {
    const decision = await decide(put(ZOE, { policies: [NOTHING] }));
    const element = await place('strong-decision', { decision });
    const fix = inside(element, 'strong-fix');
    const old = JSON.stringify({ arn: ZOE, policies: [NOTHING] }, undefined, 2);
    element.addEventListener(POLICY_WANTED, (event) => {
      (event as CustomEvent<PolicyWanted>).detail.answer(Promise.resolve({ text: old }));
    });
    expect(allInside(fix, 'pre')).to.have.length(1);
    inside<HTMLDetailsElement>(fix, 'details').open = true;
    await until(() => fix.shadowRoot?.querySelector('strong-policy-diff'));
    const diff = textOf(inside(fix, 'strong-policy-diff'));
    expect(diff).to.match(/lines more\. .*lines as before.*kms:Decrypt/);
    await expectAccessible(element);
  });

  const key = `arn:aws:kms:us-east-1:${ACCOUNT}:key/12345678-1234-1234-1234-1234567890ab`;
  const changes: readonly (readonly [FixChange, string])[] = [
    [{ kind: 'put-key-policy', keyArn: key, policy: '{}' }, 'the key policy of key 1234…90ab'],
    [
      { kind: 'put-principal', arn: ZOE, policies: [], boundary: {} },
      'the identity policies and permissions boundary of user/zoe',
    ],
    [{ kind: 'put-account', id: ACCOUNT, scps: [] }, 'the service control policies of account 1111-2222-3333'],
    [{ kind: 'put-group', arn: `arn:aws:iam::${ACCOUNT}:group/dev`, policies: [] }, 'the policies of group/dev'],
    [{ kind: 'put-endpoint', id: 'vpce-1', policy: {} }, 'the policy of vpce-1'],
  ];
  for (const [change, words] of changes)
    it(`says what is put: ${words}`, () => expect(changeWords(change)).to.equal(words));
});
