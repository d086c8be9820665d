import { expect } from 'chai';
import '../../../src/ui/access/access-tab.ts';
import { cellName } from '../../../src/ui/decision/access-matrix.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const ZOE = 'arn:aws:iam::111122223333:user/zoe';

async function open(operation: string) {
  const context = pageContext();
  await context.strongroom.sandbox.principals.put({ arn: ZOE });
  const key = await newKey(context);
  const tab = await place('strong-key-access-tab', { context, key });
  await until(() => tab.shadowRoot?.querySelector('strong-matrix'));
  const matrix = inside(tab, 'strong-matrix');
  matrix.dispatchEvent(new CustomEvent('strong-cell', { detail: { principal: ZOE, operation } }));
  await until(() => !textOf(inside(tab, 'strong-dialog')).includes('Asking…') && textOf(tab).includes('user/zoe: '));
  return {
    tab,
    context,
    matrix: matrix as HTMLElementTagNameMap['strong-matrix'],
    decision: inside(tab, 'strong-decision'),
  };
}

describe('the access tab', () => {
  it('opens the decision behind a cell, with the question to change it in the simulator', async () => {
    const { tab, decision } = await open('Decrypt');
    expect(textOf(decision)).to.contain('Denied.');
    expect(textOf(decision)).to.contain('Caller user zoe');
    expect(inside<HTMLAnchorElement>(tab, 'strong-dialog a').getAttribute('href')).to.match(
      /^#\/simulator\?.*operation=Decrypt/,
    );
    await expectAccessible(tab);
  });

  for (const operation of ['ReEncryptFrom', 'RetireGrant', 'GenerateMac', 'PutKeyPolicy', 'ScheduleKeyDeletion']) {
    it(`has a question for ${operation}`, async () => {
      const { tab, matrix } = await open('Decrypt');
      if (!matrix.rows[0]?.cells.has(operation)) return;
      matrix.dispatchEvent(new CustomEvent('strong-cell', { detail: { principal: ZOE, operation } }));
      await until(() => textOf(inside(tab, 'strong-decision')).includes(`kms:${operation}`));
    });
  }

  it('applies the fix: the call is allowed, the matrix is new and marks what was altered', async () => {
    const { tab, decision, matrix } = await open('Decrypt');
    const fix = decision.shadowRoot?.querySelector('strong-fix') as Element;
    inside<HTMLButtonElement>(fix, 'button.primary').click();
    await until(() => textOf(decision).includes('Allowed.'));
    expect(textOf(decision)).to.contain('Updated the identity policies of user/zoe.');
    expect([...matrix.altered]).to.deep.equal([`${ZOE} Decrypt`]);
    expect(matrix.rows.find(({ principal }) => principal === ZOE)?.cells.get('Decrypt')?.allowed).to.equal(true);
    expect(allInside(tab, 'strong-problem')).to.have.length(0);
  });

  it('keeps an answer as a permission test, once', async () => {
    localStorage.removeItem('strongroom.permission-tests');
    const { tab, matrix } = await open('Decrypt');
    const button = () => allInside<HTMLButtonElement>(tab, 'strong-dialog .row button')[0];
    await until(button);
    button()?.click();
    button()?.click();
    await until(() => textOf(tab).includes('Kept: the Key policy tab tries it'));
    const kept = JSON.parse(localStorage.getItem('strongroom.permission-tests') ?? '{}') as object;
    expect(Object.values(kept)).to.deep.equal([[{ caller: ZOE, operation: 'Decrypt', expected: 'deny' }]]);
    matrix.dispatchEvent(new CustomEvent('strong-cell', { detail: { principal: ZOE, operation: 'CreateAlias' } }));
    await until(() => textOf(inside(tab, 'strong-decision')).includes('kms:CreateAlias'));
    expect(button()).to.equal(undefined);
    localStorage.removeItem('strongroom.permission-tests');
  });

  it('says which cells a condition of the key policy or of a grant holds', async () => {
    const context = pageContext();
    const BEN = 'arn:aws:iam::111122223333:user/ben';
    for (const arn of [ZOE, BEN]) await context.strongroom.sandbox.principals.put({ arn });
    const key = await newKey(context);
    const KeyId = key.KeyId;
    const { Policy = '' } = await context.kms.getKeyPolicy({ KeyId });
    const policy = JSON.parse(Policy) as { Statement: object[] };
    const condition = { StringEquals: { 'kms:EncryptionContext:tenant': 'red' } };
    policy.Statement.push({
      Effect: 'Allow',
      Principal: { AWS: ZOE },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: condition,
    });
    await context.kms.putKeyPolicy({ KeyId, Policy: JSON.stringify(policy) });
    const Constraints = { EncryptionContextSubset: { tenant: 'red' } };
    await context.kms.createGrant({
      KeyId,
      GranteePrincipal: BEN,
      Operations: ['Encrypt', 'DescribeKey'],
      Constraints,
    });
    const tab = await place('strong-key-access-tab', { context, key });
    await until(() => tab.shadowRoot?.querySelector('strong-matrix'));
    const matrix = inside<HTMLElementTagNameMap['strong-matrix']>(tab, 'strong-matrix');
    await until(() => matrix.rows.length > 0);
    const conditional = matrix.rows.flatMap(({ cells }) =>
      [...cells.values()].filter(({ outcome }) => outcome === 'conditional').map(cellName),
    );
    expect(conditional.toSorted()).to.deep.equal([`${BEN} Encrypt`, `${ZOE} Decrypt`]);
    const conditions = async (principal: string, operation: string) => {
      matrix.dispatchEvent(new CustomEvent('strong-cell', { detail: { principal, operation } }));
      await drawn(tab);
      const list = inside<HTMLElementTagNameMap['strong-access-conditions']>(tab, 'strong-access-conditions');
      await drawn(list);
      return textOf(list);
    };
    expect(await conditions(ZOE, 'Decrypt'))
      .to.contain('Key policy: this must match')
      .and.to.contain('StringEquals kms:EncryptionContext:tenant')
      .and.to.contain('“red”')
      .and.not.to.contain('Grant');
    expect(await conditions(BEN, 'Encrypt')).to.match(
      /Grants: this must match.*EncryptionContextSubset tenant.*“red”/s,
    );
    await expectAccessible(tab);
  });

  it('shows the operations that the key cannot do when they are wanted', async () => {
    const { tab, matrix } = await open('Decrypt');
    const names = () => matrix.groups.map(({ name }) => name);
    expect(names()).not.to.include('Of other keys');
    inside<HTMLInputElement>(tab, 'input[type=checkbox]').click();
    await until(() => names().includes('Of other keys'));
  });
});
