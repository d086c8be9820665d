import { expect } from 'chai';
import '../../../src/ui/access/access-tab.ts';
import { TEXTS } from '../../../src/ui/access/access-texts.ts';
import { SELECT_CELL } from '../../../src/ui/access/strong-matrix-list.ts';
import { cellName } from '../../../src/ui/decision/access-matrix.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const ZOE = 'arn:aws:iam::111122223333:user/zoe';

/** Selects a cell of the matrix. */
const select = (matrix: Element, principal: string, operation: string): boolean =>
  SELECT_CELL.dispatch(matrix, { principal, operation });

async function open(operation: string) {
  const context = pageContext();
  await context.strongroom.sandbox.principals.put({ arn: ZOE });
  const key = await newKey(context);
  const tab = await place('strong-key-access-tab', { context, key });
  await until(() => tab.shadowRoot?.querySelector('strong-matrix'));
  const matrix = inside(tab, 'strong-matrix');
  select(matrix, ZOE, operation);
  await until(() => tab.shadowRoot?.querySelector('strong-decision')?.decision);
  return {
    tab,
    context,
    matrix: matrix as HTMLElementTagNameMap['strong-matrix'],
    decision: inside(tab, 'strong-decision'),
  };
}

describe('the access tab', () => {
  it('opens the decision of a cell, with a link to the simulator', async () => {
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
      select(matrix, ZOE, operation);
      await until(() => textOf(inside(tab, 'strong-decision')).includes(`kms:${operation}`));
    });
  }

  it('applies a fix: the call is allowed, and the matrix marks the changed cell until it is undone', async () => {
    const { tab, decision, matrix } = await open('Decrypt');
    const fix = decision.shadowRoot?.querySelector('strong-fix') as Element;
    inside<HTMLButtonElement>(fix, 'button.primary').click();
    await until(() => textOf(decision).includes('Allowed.'));
    expect(textOf(decision)).to.contain('Updated the identity policies of user/zoe.');
    expect([...matrix.altered]).to.deep.equal([`${ZOE} Decrypt`]);
    const outcome = () => matrix.rows.find(({ principal }) => principal === ZOE)?.cells.get('Decrypt')?.outcome;
    // The smallest fix allows requests with the encryption context of this one only: none.
    expect(outcome()).to.equal('conditional');
    expect(allInside(tab, 'strong-problem')).to.have.length(0);

    await until(() => decision.shadowRoot?.querySelector('.undo') !== null);
    inside<HTMLButtonElement>(decision, '.undo').click();
    await until(() => textOf(decision).includes('Denied.') && outcome() === 'denied');
    expect([...matrix.altered]).to.deep.equal([]);
    await until(() => decision.shadowRoot?.querySelector('strong-fix') !== null);
  });

  it('saves a decision as a permission test, once', async () => {
    localStorage.removeItem('strongroom.permission-tests');
    const { tab, matrix } = await open('Decrypt');
    const button = () => allInside<HTMLButtonElement>(tab, 'strong-dialog .row button')[0];
    await until(button);
    button()?.click();
    button()?.click();
    await until(() => textOf(inside(tab, 'strong-dialog [role=status]')).includes(TEXTS.testSaved));
    const kept = JSON.parse(localStorage.getItem('strongroom.permission-tests') ?? '{}') as object;
    expect(Object.values(kept)).to.deep.equal([[{ caller: ZOE, operation: 'Decrypt', expected: 'deny' }]]);
    select(matrix, ZOE, 'CreateAlias');
    await until(() => textOf(inside(tab, 'strong-decision')).includes('kms:CreateAlias'));
    expect(button()).to.equal(undefined);
    localStorage.removeItem('strongroom.permission-tests');
  });

  it('lists the conditions of a key policy and of a grant', async () => {
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
      select(matrix, principal, operation);
      await drawn(tab);
      const list = inside<HTMLElementTagNameMap['strong-access-conditions']>(tab, 'strong-access-conditions');
      await drawn(list);
      return textOf(list);
    };
    expect(await conditions(ZOE, 'Decrypt'))
      .to.contain(TEXTS.conditions.allow('Key policy', 1))
      .and.to.contain('StringEquals kms:EncryptionContext:tenant')
      .and.to.contain('“red”')
      .and.not.to.contain('Grant');
    expect(await conditions(BEN, 'Encrypt'))
      .to.contain(TEXTS.conditions.allow('Grants', 1))
      .and.to.match(/EncryptionContextSubset tenant.*“red”/s);
    await expectAccessible(tab);
  });

  it('shows the operations that the key does not support on request', async () => {
    const { tab, matrix } = await open('Decrypt');
    const names = () => matrix.groups.map(({ name }) => name);
    expect(names()).not.to.include(TEXTS.unsupported);
    inside<HTMLInputElement>(tab, 'input[type=checkbox]').click();
    await until(() => names().includes(TEXTS.unsupported));
  });
});
