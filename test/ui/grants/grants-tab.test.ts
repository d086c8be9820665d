import { expect } from 'chai';
import '../../../src/ui/grants/grants-tab.ts';
import { TEXTS } from '../../../src/ui/grants/grants-texts.ts';
import type { KeyView } from '../../../src/ui/page/key-view.ts';
import type { InputOf } from '../../../src/model/operations.ts';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import { describeKey, newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

type Tab = HTMLElementTagNameMap['strong-key-grants-tab'];

const ANN = 'arn:aws:iam::111122223333:user/ann';
const ADMIN = 'arn:aws:iam::111122223333:user/admin';

async function open(context: PageContext, key: KeyView): Promise<Tab> {
  const tab = await place('strong-key-grants-tab', { context, key });
  tab.addEventListener('strong-key-changed', () => void describeKey(context, key).then((now) => (tab.key = now)));
  await until(() => tab.shadowRoot?.querySelector('#grants'));
  return tab;
}

async function fresh(input: InputOf<'CreateKey'> = {}, delay = 0) {
  const context = pageContext();
  await context.strongroom.sandbox.principals.put({ arn: ANN });
  await context.strongroom.sandbox.settings.set({ propagationDelaySeconds: delay });
  const key = await newKey(context, input);
  return { context, key };
}

function button(element: Element, words: string): HTMLButtonElement {
  const found = allInside<HTMLButtonElement>(element, 'button').find(
    (one) => one.textContent.trim() === words || one.getAttribute('aria-label') === words,
  );
  expect(found, words).to.exist;
  return found!;
}

const formOf = (tab: Tab) => inside<HTMLElementTagNameMap['strong-grant-form']>(tab, 'strong-grant-form');
const choose = (element: Element, selector: string, value: string): void => {
  const select = inside<HTMLSelectElement>(element, selector);
  select.value = value;
  select.dispatchEvent(new Event('change'));
};
const tick = (form: Element, words: string): void =>
  allInside<HTMLLabelElement>(form, 'label.choice')
    .find(({ textContent }) => textContent.trim() === words)
    ?.querySelector('input')
    ?.click();
const grantsOf = async ({ kms }: PageContext, { KeyId }: KeyView) => (await kms.listGrants({ KeyId })).Grants ?? [];

describe('strong-key-grants-tab', () => {
  it('reports an empty list, and offers the operations of the key usage', async () => {
    const { context, key } = await fresh({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    const tab = await open(context, key);
    expect(textOf(tab)).to.contain(TEXTS.empty).and.to.contain(TEXTS.delay(0));
    const offered = allInside(formOf(tab), '.operations code').map(({ textContent }) => textContent);
    expect(offered).to.have.members(['CreateGrant', 'DescribeKey', 'RetireGrant', 'Sign', 'Verify', 'GetPublicKey']);
    expect(allInside(formOf(tab), 'input[name=constraint]')).to.have.length(0);
    await expectAccessible(tab);
  });

  it('creates a grant with a constraint, shows its token once, and lists it', async () => {
    const { context, key } = await fresh();
    const tab = await open(context, key);
    const form = formOf(tab);
    // The directory loads after the form: nothing is chosen until the caller chooses.
    expect(inside<HTMLSelectElement>(form, '#grantee').value).to.equal('');
    expect(inside<HTMLSelectElement>(form, '#grantee').checkValidity()).to.equal(false);
    choose(form, '#grantee', ANN);
    expect(inside<HTMLSelectElement>(form, '#grantee').value).to.equal(ANN);
    button(form, TEXTS.form.create).click();
    await until(() => form.shadowRoot?.querySelector('#wrong'));
    expect(inside(form, 'fieldset').getAttribute('aria-describedby')).to.equal('wrong');
    expect(inside(form, '#wrong').textContent).to.equal(TEXTS.form.noOperation);
    tick(form, 'Decrypt');
    tick(form, 'Encrypt');
    tick(form, TEXTS.form.constraints.EncryptionContextSubset);
    await until(() => form.shadowRoot?.querySelector('strong-pairs'));
    form.shadowRoot
      ?.querySelector('strong-pairs')
      ?.dispatchEvent(new CustomEvent('strong-pairs', { detail: { tenant: 'red' } }));
    choose(form, '#retiring', ADMIN);
    type(inside<HTMLInputElement>(form, '#name'), 'batch-7');
    await expectAccessible(tab);
    button(form, TEXTS.form.create).click();
    await until(() => tab.shadowRoot?.querySelector('.token'));
    const [grant] = await grantsOf(context, key);
    expect(grant).to.deep.include({
      GranteePrincipal: ANN,
      RetiringPrincipal: ADMIN,
      Name: 'batch-7',
      Operations: ['Encrypt', 'Decrypt'],
      Constraints: { EncryptionContextSubset: { tenant: 'red' } },
    });
    await until(() => allInside(tab, 'strong-grant-list').flatMap((list) => allInside(list, 'h3')).length === 1);
    expect(inside(tab, '[role=status]').textContent.trim()).to.equal(TEXTS.listed(1, false));
    expect(textOf(inside(tab, 'strong-grant-list')))
      .to.contain('batch-7')
      .and.to.contain(TEXTS.list.contextContains('tenant = red'));
    const token = inside(tab, '.token pre').textContent;
    await context.kms.retireGrant({ GrantToken: token });
    await expectAccessible(tab);
    button(tab, TEXTS.token.done).click();
    await until(() => !tab.shadowRoot?.querySelector('.token'));
    expect(allInside(form, 'input:checked').length).to.equal(1);
  });

  it('creates a grant to a service with its source and retiring principal', async () => {
    const { context, key } = await fresh();
    const tab = await open(context, key);
    const form = formOf(tab);
    choose(form, '#grantee', 'else');
    await until(() => form.shadowRoot?.querySelector('#other'));
    type(inside<HTMLInputElement>(form, '#other'), 'rds.us-east-1.amazonaws.com');
    await until(() => form.shadowRoot?.querySelector('#source'));
    type(inside<HTMLInputElement>(form, '#source'), 'arn:aws:rds:us-east-1:111122223333:db:mydb');
    choose(form, '#retiring', ADMIN);
    tick(form, 'Decrypt');
    await expectAccessible(tab);
    button(form, TEXTS.form.create).click();
    await until(() => tab.shadowRoot?.querySelector('.token'));
    expect((await grantsOf(context, key))[0]).to.deep.include({
      GranteeServicePrincipal: 'rds.us-east-1.amazonaws.com',
    });
    const source = 'arn:aws:rds:us-east-1:111122223333:db:mydb';
    await until(() => textOf(tab).includes(TEXTS.list.sourceArn(source)));
  });

  it('shows the error of KMS, and keeps the form', async () => {
    const { context, key } = await fresh();
    const tab = await open(context, key);
    const form = formOf(tab);
    choose(form, '#grantee', 'else');
    await until(() => form.shadowRoot?.querySelector('#other'));
    type(inside<HTMLInputElement>(form, '#other'), 'arn:aws:iam::111122223333:user/nobody');
    tick(form, 'Decrypt');
    await until(() => form.shadowRoot?.querySelector<HTMLInputElement>('input:checked'));
    button(form, TEXTS.form.create).click();
    await until(() => tab.shadowRoot?.querySelector('strong-problem'));
    await until(() => textOf(inside(tab, 'strong-problem')).includes('InvalidArnException'));
    expect(inside<HTMLInputElement>(form, '#other').value).to.contain('nobody');
  });

  it('shows a principal and a source that are no ARNs as errors at their fields, and sends nothing', async () => {
    const { context, key } = await fresh();
    const tab = await open(context, key);
    const form = formOf(tab);
    choose(form, '#grantee', 'else');
    await until(() => form.shadowRoot?.querySelector('#other'));
    tick(form, 'Decrypt');
    await until(() => form.shadowRoot?.querySelector<HTMLInputElement>('input:checked'));
    type(inside<HTMLInputElement>(form, '#other'), 'bob');
    button(form, TEXTS.form.create).click();
    await until(() => inside(form, '#other-error').textContent === TEXTS.form.notAPrincipal);
    expect(form.shadowRoot?.activeElement?.id).to.equal('other');
    await expectAccessible(form);
    type(inside<HTMLInputElement>(form, '#other'), 'rds.us-east-1.amazonaws.com');
    await until(() => inside(form, '#other-error').textContent === '');
    await until(() => form.shadowRoot?.querySelector('#source'));
    inside<HTMLInputElement>(form, '#source').value = 'my-bucket';
    choose(form, '#retiring', ADMIN);
    button(form, TEXTS.form.create).click();
    await until(() => inside(form, '#source-error').textContent === TEXTS.form.notAnArn);
    expect(tab.shadowRoot?.querySelector('strong-problem')).to.equal(null);
    expect(await grantsOf(context, key)).to.deep.equal([]);
  });

  it('follows grants that another client creates and revokes', async () => {
    const { context, key } = await fresh();
    const tab = await open(context, key);
    const other = context.strongroom.kms(context.region, context.caller);
    const input = { KeyId: key.KeyId, GranteePrincipal: ANN, Operations: ['Decrypt'], Name: 'one' } as const;
    const { GrantId } = await other.createGrant({ ...input, Operations: ['Decrypt'] });
    await until(() => allInside(tab, 'strong-grant-list').some((list) => textOf(list).includes('one')));
    await other.revokeGrant({ KeyId: key.KeyId, GrantId });
    await until(() => allInside(tab, 'strong-grant-list').length === 0);
  });

  it('revokes a grant, and retires one on another key that names the caller', async () => {
    const { context, key } = await fresh();
    const other = await newKey(context);
    const common = { GranteePrincipal: ANN, Operations: ['Decrypt'] } as InputOf<'CreateGrant'>;
    await context.kms.createGrant({ ...common, KeyId: key.KeyId, Name: 'one' });
    await context.kms.createGrant({ ...common, KeyId: other.KeyId, Name: 'two', RetiringPrincipal: ADMIN });
    const tab = await open(context, key);
    const [own, mine] = allInside(tab, 'strong-grant-list');
    expect(textOf(own!)).to.contain('one').and.not.to.contain('two');
    expect(textOf(mine!)).to.contain('two').and.to.contain(other.Arn);
    await expectAccessible(tab);
    button(own!, TEXTS.list.revokeOne(TEXTS.named('one'))).click();
    await until(() => allInside(tab, 'strong-grant-list').length === 1);
    expect(await grantsOf(context, key)).to.deep.equal([]);
    button(inside(tab, 'strong-grant-list'), TEXTS.list.retireOne(TEXTS.named('two'))).click();
    await until(() => allInside(tab, 'strong-grant-list').length === 0);
    expect(await grantsOf(context, other)).to.deep.equal([]);
  });

  it('shows long lists page by page', async () => {
    const { context, key } = await fresh();
    for (let n = 0; n < 55; n += 1) {
      await context.kms.createGrant({
        KeyId: key.KeyId,
        GranteePrincipal: ANN,
        Operations: ['Decrypt'],
        Name: `grant-${n}`,
      });
    }
    const tab = await open(context, key);
    expect(inside(tab, '[role=status]').textContent.trim()).to.equal(TEXTS.listed(50, true));
    button(tab, TEXTS.more).click();
    await until(() => allInside(inside(tab, 'strong-grant-list'), 'h3').length === 55);
    expect(inside(tab, '[role=status]').textContent.trim()).to.equal(TEXTS.listed(55, false));
    expect(textOf(inside(tab, 'strong-grant-list'))).to.contain('grant-54');
  });

  it('shows the delay of the sandbox, and which grant has not taken effect', async () => {
    const { context, key } = await fresh({}, 60);
    await context.strongroom.sandbox.clock.pause();
    await context.kms.createGrant({ KeyId: key.KeyId, GranteePrincipal: ANN, Operations: ['Decrypt'], Name: 'slow' });
    const tab = await open(context, key);
    expect(textOf(tab)).to.contain(TEXTS.delay(60));
    const list = inside(tab, 'strong-grant-list');
    expect(inside(list, '.waiting').textContent).to.equal(TEXTS.list.waiting(60));
    await context.strongroom.sandbox.clock.advance(61);
    await until(() => allInside(list, '.waiting').length === 0);
  });

  it('shows the grants of the key when ListRetirableGrants is denied', async () => {
    const { context, key } = await fresh();
    const policies = [
      { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:ListGrants', Resource: '*' } },
    ];
    await context.strongroom.sandbox.principals.put({ arn: ANN, policies });
    const tab = await open({ ...context, caller: ANN, kms: context.strongroom.kms(context.region, ANN) }, key);
    expect(textOf(tab)).to.contain(TEXTS.empty);
    expect(textOf(inside(tab, 'strong-problem'))).to.contain('kms:ListRetirableGrants');
  });

  it('shows the retirable grants when ListGrants is denied', async () => {
    const { context, key } = await fresh();
    const policies = [
      { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:ListRetirableGrants', Resource: '*' } },
    ];
    await context.strongroom.sandbox.principals.put({ arn: ANN, policies });
    await context.kms.createGrant({
      KeyId: key.KeyId,
      GranteePrincipal: ANN,
      Operations: ['Decrypt'],
      Name: 'mine',
      RetiringPrincipal: ANN,
    });
    const tab = await open({ ...context, caller: ANN, kms: context.strongroom.kms(context.region, ANN) }, key);
    expect(textOf(inside(tab, 'strong-problem'))).to.contain('kms:ListGrants');
    expect(textOf(inside(tab, 'strong-grant-list'))).to.contain('mine');
  });

  it('lists the recent calls that each grant allowed, and filters', async () => {
    const { context, key } = await fresh();
    const { KeyId } = key;
    const grant = { KeyId, GranteePrincipal: ANN } as const;
    await context.kms.createGrant({ ...grant, Operations: ['Decrypt'], Name: 'reads' });
    await context.kms.createGrant({
      ...grant,
      Operations: ['Encrypt'],
      Name: 'writes',
      Constraints: { EncryptionContextSubset: { tenant: 'red' } },
    });
    for (let n = 0; n < 3; n += 1)
      await context.kms.createGrant({ ...grant, Operations: ['DescribeKey'], Name: `other-${n}` });
    const ann = context.strongroom.kms(context.region, ANN);
    const { CiphertextBlob } = await context.kms.encrypt({ KeyId, Plaintext: new Uint8Array(4) });
    for (let n = 0; n < 5; n += 1) await ann.decrypt({ CiphertextBlob });
    await ann.encrypt({ KeyId, Plaintext: new Uint8Array(4) }).catch(() => undefined);
    const tab = await open(context, key);
    const list = inside(tab, 'strong-grant-list');
    const rowOf = (name: string) =>
      allInside(list, 'h3')
        .find(({ textContent }) => textContent === name)
        ?.closest('li')
        ?.textContent.replace(/\s+/g, ' ');
    expect(rowOf('reads')).to.contain('Decrypt by user/ann').and.to.contain(TEXTS.list.earlierCalls(2));
    expect(rowOf('writes')).to.contain(TEXTS.list.noCalls(200));
    expect(inside<HTMLAnchorElement>(list, '.calls a').getAttribute('href')).to.match(/^#\/activity\?event=/);
    type(inside<HTMLInputElement>(tab, 'input[type=search]'), 'Tenant = RED');
    await until(() => allInside(list, 'h3').length === 1);
    expect(inside(tab, '[role=status]').textContent.trim()).to.equal(TEXTS.filtered(1, 5, false));
    expect(textOf(list)).to.contain('writes').and.not.to.contain('reads');
    await expectAccessible(tab);
  });
});
