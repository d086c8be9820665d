import { expect } from 'chai';
import { TEXTS } from '../../../src/ui/directory/directory-texts.ts';
import { newEntry, type Entry } from '../../../src/ui/directory/directory-entry.ts';
import { PUT_ENTRY } from '../../../src/ui/directory/strong-entry-form.ts';
import type { EventOf } from '../../../src/ui/kit/typed-event.ts';
import { drawn, expectAccessible, inside, place, textOf, type } from '../fixture.ts';

const ACCOUNT = '111122223333';
const ANA = `arn:aws:iam::${ACCOUNT}:user/ana`;
const CHOICES = { accounts: [{ id: ACCOUNT, words: 'Default' }], groups: [], ids: new Set([ANA]) };

/** The form of a new entry, and the entries that it dispatches. */
async function open(entry: Entry) {
  const form = await place('strong-entry-form', { entry, choices: CHOICES });
  const put: Entry[] = [];
  form.addEventListener(PUT_ENTRY.name, (event) => put.push((event as EventOf<typeof PUT_ENTRY>).detail.entry));
  const submit = async () => {
    inside<HTMLFormElement>(form, 'form').requestSubmit();
    await drawn(form);
  };
  return { form, put, submit };
}

describe('strong-entry-form', () => {
  afterEach(() => {
    sessionStorage.clear();
  });

  it('refuses the name of an existing entry at its field, until the name changes', async () => {
    const { form, put, submit } = await open(newEntry('user', ACCOUNT));
    const name = inside<HTMLInputElement>(form, '#name');
    type(name, 'ana');
    await submit();
    expect(put).to.deep.equal([]);
    expect(name.getAttribute('aria-invalid')).to.equal('true');
    expect(textOf(inside(form, '#name-error'))).to.equal(TEXTS.form.taken('user ana'));
    expect(form.shadowRoot?.activeElement).to.equal(name);
    await expectAccessible(form);
    type(name, 'ann');
    await drawn(form);
    expect(name.getAttribute('aria-invalid')).to.equal('false');
    await submit();
    expect(put.map(({ values }) => values.name)).to.deep.equal(['ann']);
  });

  for (const [kind, values, field] of [
    ['user', { name: 'bad name!' }, 'name'],
    ['user', { name: 'a'.repeat(65) }, 'name'],
    ['role', { name: '/ana' }, 'name'],
    ['federated', { name: 'a' }, 'name'],
    ['group', { name: 'team/ana' }, 'name'],
    ['session', { role: 'a/b', session: 's' }, 'role'],
    ['session', { role: 'a', session: 's/t' }, 'session'],
    ['account', { id: '1111-2222-3333' }, 'id'],
    ['account', { id: '444455556666', organizationId: 'o-1' }, 'organizationPath'],
    ['account', { id: '444455556666', organizationPath: 'o-1/r-1/' }, 'organizationId'],
    ['endpoint', { id: 'vpc-1', vpc: 'vpc-1' }, 'id'],
    ['endpoint', { id: 'vpce-1', vpc: '' }, 'vpc'],
  ] as const)
    it(`refuses at its field what the sandbox would refuse: ${kind} ${JSON.stringify(values)}`, async () => {
      const { form, put, submit } = await open(newEntry(kind, ACCOUNT, values));
      await submit();
      const input = inside<HTMLInputElement>(form, `#${field}`);
      expect(put).to.deep.equal([]);
      expect(input.getAttribute('aria-invalid')).to.equal('true');
      expect(textOf(inside(form, `#${field}-error`))).not.to.equal('');
      expect(form.shadowRoot?.activeElement).to.equal(input);
    });

  for (const [kind, values] of [
    ['user', { name: 'team/ana+b@c' }],
    ['role', { name: 'a'.repeat(64) }],
    ['federated', { name: 'ab' }],
    ['group', { name: 'ops' }],
    ['session', { role: 'a', session: 's@t' }],
    ['account', { id: '444455556666', organizationId: 'o-1', organizationPath: 'o-1/r-1/' }],
    ['endpoint', { id: 'vpce-1', vpc: 'vpc-1' }],
  ] as const)
    it(`accepts ${kind} ${JSON.stringify(values)}`, async () => {
      const { put, submit } = await open(newEntry(kind, ACCOUNT, values));
      await submit();
      expect(put).to.have.length(1);
    });

  it('refuses an empty name', async () => {
    const { form, put, submit } = await open(newEntry('user', ACCOUNT));
    await submit();
    expect(put).to.deep.equal([]);
    expect(inside<HTMLInputElement>(form, '#name').validity.valueMissing).to.equal(true);
  });

  for (const [name, rows] of [
    ['a tag name that is used twice', ['team', 'team']],
    ['a tag value without a name', ['']],
  ] as const)
    it(`refuses ${name} at its field, and keeps the row`, async () => {
      const { form, put, submit } = await open(newEntry('user', ACCOUNT, { name: 'eve' }));
      const pairs = inside(form, 'strong-pairs');
      for (const [index, key] of rows.entries()) {
        inside<HTMLButtonElement>(pairs, '.row button').click();
        await drawn(pairs);
        const inputs = pairs.shadowRoot?.querySelectorAll<HTMLInputElement>('.pair')[index]?.querySelectorAll('input');
        if (key) type(inputs?.[0] as HTMLInputElement, key);
        type(inputs?.[1] as HTMLInputElement, `value ${index}`);
        await drawn(pairs);
      }
      await submit();
      await drawn(pairs);
      expect(put).to.deep.equal([]);
      inside(pairs, '[aria-invalid="true"]');
      expect(pairs.shadowRoot?.querySelectorAll('.pair')).to.have.length(rows.length);
    });

  it('keeps a name that is still typed when the form is left', async () => {
    const entry = newEntry('user', ACCOUNT);
    const { form } = await open(entry);
    type(inside(form, '#name'), 'team/ev');
    form.remove();
    const again = await open(entry);
    expect(inside<HTMLInputElement>(again.form, '#name').value).to.equal('team/ev');
    expect(textOf(again.form)).to.contain(TEXTS.form.kept);
  });
});
