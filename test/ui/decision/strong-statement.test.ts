import { expect } from 'chai';
import type { FixChange, TraceStep } from '../../../src/model/decision.ts';
import { formatPolicyRef, keyPolicyRef, parsePolicyRef } from '../../../src/model/policy-name.ts';
import '../../../src/ui/decision/strong-statement.ts';
import { REQUEST_POLICY_TEXT, type PolicyWanted } from '../../../src/ui/decision/policy-text-request.ts';
import { TEXTS } from '../../../src/ui/decision/decision-texts.ts';
import { policyText } from '../../../src/ui/decision/read-policy-text.ts';
import type { PolicyText } from '../../../src/ui/decision/policy-text-request.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-1234567890ab';
const STEP: TraceStep = {
  gate: 'key-policy',
  action: 'kms:Decrypt',
  resource: KEY,
  outcome: 'allow',
  policy: `${KEY}#1`,
  statement: 'Two',
};
const TEXT =
  '{\n  "Statement": [\n    { "Sid": "One" },\n    {\n      "Sid": "Two"\n    },\n    { "Sid": "Three" }\n  ]\n}';

/** Answers the requests of `element` with `text`. */
function answering(element: Element, text: PolicyText | undefined): PolicyWanted[] {
  const asked: PolicyWanted[] = [];
  element.addEventListener(REQUEST_POLICY_TEXT.name, (event) => {
    const { detail } = event as CustomEvent<PolicyWanted>;
    asked.push(detail);
    detail.answer(Promise.resolve(text));
  });
  return asked;
}

const opener = (element: Element) => inside<HTMLButtonElement>(element, '.open');

describe('strong-statement', () => {
  it('shows its name, whether it matched, and the first element that did not', async () => {
    const element = await place('strong-statement', {
      step: { ...STEP, outcome: 'no-match', element: 'Condition', because: 'It wants "eu".' },
    });
    expect(textOf(element))
      .to.contain('Statement “Two” of version 2 of the key policy: did not match')
      .and.to.contain('Condition It wants "eu".'.replace(' ', ''));
    await expectAccessible(element);
  });

  it('shows its policy with the statement marked, on all of its lines', async () => {
    const element = await place('strong-statement', { step: STEP, past: true });
    const from = TEXT.indexOf('    {\n');
    const asked = answering(element, {
      text: TEXT,
      statement: { from, to: TEXT.indexOf('},\n    { "Sid": "Three"') + 2 },
    });
    expect(opener(element).getAttribute('aria-expanded')).to.equal('false');
    opener(element).click();
    await until(() => element.shadowRoot?.querySelector('pre'));
    expect(asked.map(({ which }) => which)).to.deep.equal([{ policy: keyPolicyRef(KEY, 1), statement: 'Two' }]);
    expect(inside(element, 'mark').textContent).to.equal('    {\n      "Sid": "Two"\n    },');
    expect(textOf(element)).to.contain(TEXTS.statement.policyThen);
    await expectAccessible(element);
    opener(element).click();
    await drawn(element);
    expect(allInside(element, 'pre')).to.deep.equal([]);
  });

  it('says that the policy or the statement no longer exists', async () => {
    const element = await place('strong-statement', { step: STEP });
    answering(element, { text: TEXT });
    opener(element).click();
    await until(() => element.shadowRoot?.querySelector('pre'));
    expect(textOf(element)).to.contain(TEXTS.statement.statementGone);
    expect(textOf(element)).not.to.contain(TEXTS.statement.policyThen);
    expect(inside(element, 'pre').textContent).to.equal(TEXT);
    // This element has no listener.
    const alone = await place('strong-statement', { step: STEP });
    opener(alone).click();
    await until(() => textOf(alone).includes(TEXTS.statement.policyGone));
  });

  it('links a grant to the grants of its key', async () => {
    const element = await place('strong-statement', {
      step: { gate: 'grant', action: 'kms:Decrypt', resource: KEY, outcome: 'allow', grant: 'a'.repeat(64) },
    });
    expect(opener(element).getAttribute('href')).to.equal('#/keys/12345678-1234-1234-1234-1234567890ab/grants');
    await expectAccessible(element);
  });
});

describe('policyText', () => {
  const ACCOUNT = '111122223333';
  const ZOE = `arn:aws:iam::${ACCOUNT}:user/zoe`;
  const GROUP = `arn:aws:iam::${ACCOUNT}:group/dev`;
  const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/Learner/monday`;
  const document = (...sids: string[]) => ({
    Version: '2012-10-17',
    Statement: sids.map((Sid) => ({ Sid, Effect: 'Allow', Action: 'kms:*', Resource: '*' })),
  });
  const open = (Sid: string, Effect = 'Allow', Action = 'kms:*') => ({
    Version: '2012-10-17',
    Statement: [{ Sid, Effect, Principal: '*', Action, Resource: '*' }],
  });

  it('reads each version of a policy by the name that decisions use', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const { KeyId, Arn = '' } = await newKey(context);
    const first = (await context.kms.getKeyPolicy({ KeyId })).Policy ?? '';
    const principal = { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
    const second = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Sid: 'Only', Effect: 'Allow', ...principal, Action: 'kms:*', Resource: '*' }],
    });
    await context.kms.putKeyPolicy({ KeyId, Policy: second });
    await sandbox.groups.put({ arn: GROUP, policies: [document('Group')] });
    await sandbox.principals.put({
      arn: ZOE,
      policies: [document('A'), document('B', 'C')],
      boundary: document('Limit'),
      groups: ['dev'],
    });
    await sandbox.principals.put({ arn: SESSION, sessionPolicy: document('Session') });
    await sandbox.accounts.put({ id: ACCOUNT, scps: [document('Scp')], rcps: [open('Rcp', 'Deny', 'kms:Sign')] });
    await sandbox.endpoints.put({ id: 'vpce-1', vpc: 'vpc-1', policy: open('Through') });
    const marked = async (policy: string, statement: string) => {
      const found = await policyText(sandbox, { policy: parsePolicyRef(policy)!, statement });
      return (
        found?.statement &&
        (JSON.parse(found.text.slice(found.statement.from, found.statement.to).replace(/,$/, '')) as { Sid: string })
          .Sid
      );
    };
    expect((await policyText(sandbox, { policy: keyPolicyRef(Arn, 0), statement: 'x' }))?.text).to.equal(first);
    expect(await marked(Arn, 'Enable IAM User Permissions')).to.equal('Enable IAM User Permissions');
    expect(await marked(`${Arn}#1`, 'Only')).to.equal('Only');
    expect(await marked(`${Arn}#1`, '#1')).to.equal('Only');
    expect(await marked(`${Arn}#1`, 'Gone')).to.equal(undefined);
    expect(await marked(`${ZOE} policy 2`, 'C')).to.equal('C');
    expect(await marked(`${GROUP} policy 1`, '#1')).to.equal('Group');
    expect(await marked(`${ZOE} boundary`, 'Limit')).to.equal('Limit');
    expect(await marked(`${SESSION} session policy`, 'Session')).to.equal('Session');
    expect(await marked(`${ACCOUNT} service control policy 1`, 'Scp')).to.equal('Scp');
    expect(await marked(`${ACCOUNT} resource control policy 1`, 'Rcp')).to.equal('Rcp');
    expect(await marked('vpce-1', 'Through')).to.equal('Through');
    await sandbox.principals.put({ arn: ZOE, policies: [document('New')] });
    expect(await marked(`${ZOE} policy 2`, 'C')).to.equal('C');
    expect(await marked(`${ZOE}#1 policy 1`, '#1')).to.equal('New');
    for (const gone of [`${ZOE} policy 3`, `${ZOE}x boundary`, 'vpce-2', `${Arn}#7`])
      expect(await policyText(sandbox, { policy: parsePolicyRef(gone)!, statement: '#1' }), gone).to.equal(undefined);
  });

  it('reads the current documents that a change would replace, in the form of the change', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const { KeyId, Arn = '' } = await newKey(context);
    const policy = (await context.kms.getKeyPolicy({ KeyId })).Policy ?? '';
    await context.kms.putKeyPolicy({ KeyId, Policy: `${policy} ` });
    await sandbox.groups.put({ arn: GROUP, policies: [document('Group')] });
    await sandbox.principals.put({ arn: ZOE, policies: [document('A')], boundary: document('Limit') });
    await sandbox.principals.put({ arn: SESSION, sessionPolicy: document('Session') });
    await sandbox.accounts.put({ id: ACCOUNT, scps: [document('Scp')] });
    await sandbox.endpoints.put({ id: 'vpce-1', vpc: 'vpc-1', policy: open('Through') });
    const present = async (change: FixChange): Promise<unknown> =>
      JSON.parse((await policyText(sandbox, { change }))?.text ?? 'null');
    expect(
      (await policyText(sandbox, { change: { kind: 'put-key-policy', keyArn: Arn, policy: '{}' } }))?.text,
    ).to.equal(`${policy} `);
    expect(await present({ kind: 'put-principal', arn: ZOE, policies: [], boundary: {} })).to.deep.equal({
      arn: ZOE,
      policies: [document('A')],
      boundary: document('Limit'),
    });
    expect(await present({ kind: 'put-principal', arn: SESSION, sessionPolicy: {} })).to.deep.equal({
      arn: SESSION,
      sessionPolicy: document('Session'),
    });
    expect(await present({ kind: 'put-account', id: ACCOUNT, scps: [] })).to.deep.equal({
      id: ACCOUNT,
      scps: [document('Scp')],
    });
    expect(await present({ kind: 'put-group', arn: GROUP, policies: [] })).to.deep.equal({
      arn: GROUP,
      policies: [document('Group')],
    });
    expect(await present({ kind: 'put-endpoint', id: 'vpce-1', policy: {} })).to.deep.equal({
      id: 'vpce-1',
      policy: open('Through'),
    });
    expect(await present({ kind: 'put-group', arn: `${GROUP}x`, policies: [] })).to.equal(null);
  });

  it('reads the policy of every statement of a real decision', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const { Arn = '' } = await newKey(context);
    await sandbox.groups.put({ arn: GROUP, policies: [document('Group')] });
    await sandbox.principals.put({
      arn: ZOE,
      policies: [document('A'), document('B', 'C')],
      boundary: document('Limit'),
      groups: ['dev'],
    });
    await sandbox.accounts.put({ id: ACCOUNT, scps: [document('Scp')], rcps: [open('Rcp', 'Deny', 'kms:Sign')] });
    await sandbox.endpoints.put({ id: 'vpce-1', vpc: 'vpc-1', policy: open('Through') });
    const requestContext = { 'aws:SourceVpce': 'vpce-1' };
    const { trace } = await sandbox.simulate({
      principal: ZOE,
      operation: 'DescribeKey',
      input: { KeyId: Arn },
      requestContext,
    });
    const statements = trace.filter(({ statement }) => statement !== undefined);
    expect(new Set(statements.map(({ gate }) => gate)).size).to.equal(6);
    for (const { policy = '', policyRef, statement = '' } of statements) {
      expect(policyRef && formatPolicyRef(policyRef)).to.equal(policy);
      expect((await policyText(sandbox, { policy: policyRef!, statement }))?.statement, `${policy} ${statement}`).to
        .exist;
    }
  });
});
