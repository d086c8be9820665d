import { expect } from 'chai';
import type { Decision, Fix, FixChange } from '../../../src/model/decision.ts';
import '../../../src/ui/decision/strong-decision.ts';
import { APPLY_FIX, UNDO_FIX } from '../../../src/ui/decision/strong-fix.ts';
import { nearestOf, viewOf } from '../../../src/ui/decision/decision-view.ts';
import { TEXTS } from '../../../src/ui/decision/decision-texts.ts';
import { changeWords } from '../../../src/ui/decision/describe-decision.ts';
import { REQUEST_POLICY_TEXT, type PolicyWanted } from '../../../src/ui/decision/policy-text-request.ts';
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

/** The engine's decision about a Decrypt call of zoe, after `before` has prepared the directory and the key. */
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
  /** The policy type or stage that decided, and its status. */
  readonly gate: readonly [gate: string, status: string];
  readonly says: string;
}[] = [
  {
    name: 'an identity policy, by delegation',
    before: put(ZOE, { policies: [ALLOW] }),
    allowed: true,
    gate: ['identity-policy', 'decides-allow'],
    says: 'Statement 1 of the identity policy of user/zoe allows the request.',
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
    says: 'Statement “Zoe” of version 2 of the key policy allows the request.',
  },
  {
    name: 'an explicit deny',
    before: put(ZOE, { policies: [ALLOW, DENY] }),
    allowed: false,
    gate: ['explicit-deny', 'decides-deny'],
    says: 'Statement “Never” of identity policy 2 of user/zoe explicitly denies the request.',
  },
  {
    name: 'a caller without any policy',
    before: () => Promise.resolve(),
    allowed: false,
    gate: ['identity-policy', 'lacks'],
    says: `Denied. ${TEXTS.decision.lacking['identity-policy']}`,
  },
  {
    name: 'the root of another account, which no key policy names',
    before: () => Promise.resolve(),
    principal: 'arn:aws:iam::444455556666:root',
    allowed: false,
    gate: ['key-policy', 'lacks'],
    says: `Denied. ${TEXTS.decision.lacking['key-policy']}`,
  },
  {
    name: 'a boundary that does not allow the action',
    before: put(ZOE, { policies: [ALLOW], boundary: NOTHING }),
    allowed: false,
    gate: ['boundary', 'lacks'],
    says: TEXTS.decision.lacking.boundary ?? '',
  },
  {
    name: 'a service control policy that allows no KMS action',
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
    says: TEXTS.decision.lacking.scp ?? '',
  },
  {
    name: 'a grant',
    before: ({ kms }, KeyId) => kms.createGrant({ KeyId, GranteePrincipal: ZOE, Operations: ['Decrypt'] }),
    allowed: true,
    gate: ['grant', 'decides-allow'],
    says: 'allows the request.',
  },
  {
    name: 'an allowed call on a disabled key',
    before: put(ZOE, { policies: [ALLOW] }),
    disabled: true,
    allowed: true,
    gate: ['state', 'stops'],
    says: TEXTS.decision.wouldFail('').trim(),
  },
];

describe('strong-decision', () => {
  for (const { name, before, principal, disabled, allowed, gate, says } of CASES) {
    it(`shows ${name}`, async () => {
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

  it('numbers the policy types that allowed the call, and connects them up to the one that decided', async () => {
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

  it('passes resource control policies that do not deny, and never names a Deny statement as the closest match', async () => {
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
    // The boundary's own statement fails at its Action; the Deny gets further, but could not allow anything.
    expect(nearestOf(decision)).to.include({ gate: 'boundary', element: 'Action' });
    const element = await place('strong-decision', { decision });
    const statements = allInside(element, 'strong-statement').map(textOf);
    expect(statements.find((words) => words.includes('OnlyTls'))).to.contain('(Deny statement): did not match');
  });

  it('says that a boundary does not limit what the key policy allows a user directly', async () => {
    const decision = await decide(async ({ kms, strongroom }, KeyId) => {
      await strongroom.sandbox.principals.put({ arn: ZOE, boundary: NOTHING });
      const statement = { Effect: 'Allow', Principal: { AWS: ZOE }, Action: 'kms:Decrypt', Resource: '*' };
      await kms.putKeyPolicy({ KeyId, Policy: keyPolicy(statement) });
    });
    expect(decision.allowed).to.equal(true);
    expect(viewOf(decision)[0]?.gates.find(({ gate }) => gate === 'boundary')?.status).to.equal('unbound');
    const element = await place('strong-decision', { decision });
    expect(textOf(element)).to.contain(`Delegation to the account: ${TEXTS.decision.delegationUnused}`);
    expect(textOf(element)).to.contain(`Permissions boundary: ${TEXTS.decision.notLimiting}`);
  });

  it('shows a decision of an earlier version without the effects that it did not record', async () => {
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
    expect(textOf(element))
      .to.contain(`Denied. ${TEXTS.decision.nothingAllows}`)
      .and.to.contain(TEXTS.decision.notRecorded);
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
      expect(textOf(element)).to.contain(`${label}: ${TEXTS.decision.stops}`).and.to.contain('It is refused.');
    });
  }

  it('lists every policy type in its order, including those without a policy', async () => {
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

  it('shows each resource of a call by itself, and the deny at the denied one', async () => {
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

  it('names the closest matching statement and its first element that does not match', async () => {
    const when = { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } };
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Sid: 'OnlyEu', Effect: 'Allow', Action: 'kms:*', Resource: '*', Condition: when }],
    };
    const decision = await decide(put(ZOE, { policies: [NOTHING, policy] }));
    expect(nearestOf(decision)).to.include({ statement: 'OnlyEu', element: 'Condition' });
    const element = await place('strong-decision', { decision });
    expect(textOf(inside(element, '.nearest'))).to.contain('Condition is the first element that does not match.');
  });

  it('offers the fix with the cells that it changes, and dispatches it once', async () => {
    const decision = await decide(() => Promise.resolve());
    const element = await place('strong-decision', { decision });
    const fix = inside<HTMLElementTagNameMap['strong-fix']>(element, 'strong-fix');
    expect(textOf(fix)).to.contain(TEXTS.fix.titles.narrow);
    expect(textOf(fix)).to.contain('user/zoe can then call Decrypt only under conditions.');
    const applied = next<{ fix: Fix }>(element, APPLY_FIX.name);
    inside<HTMLButtonElement>(fix, 'button.primary').click();
    expect((await applied).detail.fix).to.equal(decision.fix);
    element.busy = true;
    await drawn(element);
    await drawn(fix);
    let again = 0;
    element.addEventListener(APPLY_FIX.name, () => (again += 1));
    inside<HTMLButtonElement>(fix, 'button.primary').click();
    expect(again).to.equal(0);
    Object.assign(element, { applied: 'It is done.', undoable: true, busy: false });
    await drawn(element);
    expect(allInside(element, 'strong-fix')).to.have.length(0);
    const undone = next(element, UNDO_FIX.name);
    inside<HTMLButtonElement>(element, '.undo').click();
    await undone;
    // The button took the focus with it.
    expect(element.shadowRoot?.activeElement?.className).to.contain('verdict');
    await expectAccessible(element);
  });

  it('shows the fixes from the least privilege up, and which conditions a wide one lifts', async () => {
    const when = { StringEquals: { 'kms:EncryptionContext:tenant': 'eu' } };
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Sid: 'OnlyEu', Effect: 'Allow', Action: 'kms:*', Resource: '*', Condition: when }],
    };
    const decision = await decide(put(ZOE, { policies: [policy] }));
    const element = await place('strong-decision', { decision });
    const [request, narrow, grant, wide] = allInside(element, 'strong-fix');
    const { titles, applyRequest, applyGrant, grantInput, grantCallers } = TEXTS.fix;
    expect(textOf(request!)).to.contain(titles.request).and.to.contain('EncryptionContext tenant=eu');
    expect(textOf(inside(request!, 'button.primary'))).to.equal(applyRequest);
    expect(textOf(narrow!)).to.contain(titles.narrow);
    expect(textOf(grant!)).to.contain(titles.grant).and.to.contain(grantInput);
    expect(textOf(grant!)).to.contain(grantCallers(['user/admin'], false).slice(0, -1));
    expect(textOf(inside(grant!, 'button:not(strong-copy button)'))).to.equal(applyGrant);
    expect(textOf(wide!)).to.contain(titles.wide).and.to.contain('StringEquals kms:EncryptionContext:tenant eu');
    expect(allInside(wide!, 'button.primary')).to.have.length(0);
    await expectAccessible(element);
  });

  it('compares the documents of the fix with the current ones', async () => {
    const decision = await decide(put(ZOE, { policies: [NOTHING] }));
    const element = await place('strong-decision', { decision });
    const fix = inside(element, 'strong-fix');
    const old = JSON.stringify({ arn: ZOE, policies: [NOTHING] }, undefined, 2);
    element.addEventListener(REQUEST_POLICY_TEXT.name, (event) => {
      (event as CustomEvent<PolicyWanted>).detail.answer(Promise.resolve({ text: old }));
    });
    expect(allInside(fix, 'pre')).to.have.length(1);
    inside<HTMLDetailsElement>(fix, 'details').open = true;
    await until(() => fix.shadowRoot?.querySelector('strong-policy-diff'));
    const diff = textOf(inside(fix, 'strong-policy-diff'));
    expect(diff).to.match(/lines added\. .*unchanged lines.*kms:Decrypt/);
    await expectAccessible(element);
  });

  const key = `arn:aws:kms:us-east-1:${ACCOUNT}:key/12345678-1234-1234-1234-1234567890ab`;
  const changes: readonly (readonly [FixChange, string])[] = [
    [{ kind: 'put-key-policy', keyArn: key, policy: '{}' }, 'the key policy of key 1234…90ab'],
    [
      { kind: 'put-principal', arn: ZOE, policies: [], boundary: {} },
      'the identity policies of user/zoe and the permissions boundary of user/zoe',
    ],
    [{ kind: 'put-account', id: ACCOUNT, scps: [] }, 'the service control policies of account 1111-2222-3333'],
    [{ kind: 'put-group', arn: `arn:aws:iam::${ACCOUNT}:group/dev`, policies: [] }, 'the policies of group/dev'],
    [{ kind: 'put-endpoint', id: 'vpce-1', policy: {} }, 'the policy of vpce-1'],
    [
      { kind: 'create-grant', keyArn: key, grant: { GranteePrincipal: ZOE, Operations: ['Decrypt'] }, callers: [] },
      'the grant of Decrypt to user/zoe on key 1234…90ab',
    ],
  ];
  for (const [change, words] of changes)
    it(`describes a change of ${words}`, () => expect(changeWords(change)).to.equal(words));
});
