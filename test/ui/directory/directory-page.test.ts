import { expect } from 'chai';
import type { PageContext } from '../../../src/ui/page/page-context.ts';
import '../../../src/ui/directory/directory-page.ts';
import { TEXTS } from '../../../src/ui/directory/directory-texts.ts';
import { WORDS } from '../../../src/ui/kit/kit-texts.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

const ACCOUNT = '111122223333';
const ADMIN = `arn:aws:iam::${ACCOUNT}:user/admin`;

async function open(context: PageContext, query: string) {
  const page = await place('strong-directory-page', { context, query: new URLSearchParams(query) });
  await until(() => page.shadowRoot?.querySelector('strong-directory-list'));
  await drawn(page);
  return page;
}

const STATEMENT = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };

const form = (page: Element) => inside(page, 'strong-entry-form');
const field = (page: Element, id: string) => inside<HTMLInputElement>(form(page), `#${id}`);
function fill(page: Element, values: Readonly<Record<string, string>>): void {
  for (const [id, value] of Object.entries(values)) {
    field(page, id).value = value;
    field(page, id).dispatchEvent(new Event(field(page, id).localName === 'select' ? 'change' : 'input'));
  }
}
const submit = (page: Element): void => inside<HTMLFormElement>(form(page), 'form').requestSubmit();
const documents = (page: Element, label: string) => inside(form(page), `strong-policy-documents[label="${label}"]`);
const press = (element: Element, words: string): void =>
  allInside<HTMLButtonElement>(element, 'button')
    .find((button) => button.textContent.trim() === words)
    ?.click();

describe('the Directory page', () => {
  afterEach(() => {
    history.replaceState(undefined, '', location.pathname + location.search);
    sessionStorage.clear();
  });

  it('lists the principals by account', async () => {
    const context = pageContext();
    await context.strongroom.sandbox.principals.put({
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Learner/monday`,
      sessionTags: { a: 'b' },
    });
    const page = await open(context, '');
    const list = textOf(inside(page, 'strong-directory-list'));
    for (const words of ['1111-2222-3333, Default', 'user admin', 'role Learner', 'session monday', '4444-5555-6666'])
      expect(list).to.contain(words);
    await expectAccessible(page);
  });

  const made: readonly {
    readonly kind: string;
    readonly values: Readonly<Record<string, string>>;
    readonly check: (context: PageContext) => Promise<unknown>;
  }[] = [
    {
      kind: 'user',
      values: { name: 'zoe' },
      check: ({ strongroom }) => strongroom.sandbox.principals.get(`arn:aws:iam::${ACCOUNT}:user/zoe`),
    },
    {
      kind: 'role',
      values: { name: 'team/App' },
      check: ({ strongroom }) => strongroom.sandbox.principals.get(`arn:aws:iam::${ACCOUNT}:role/team/App`),
    },
    {
      kind: 'session',
      values: { role: 'Learner', session: 'monday' },
      check: async ({ strongroom }) =>
        (await strongroom.sandbox.principals.list()).find(({ sessions }) => sessions?.[0]?.endsWith('Learner/monday')),
    },
    {
      kind: 'federated',
      values: { name: 'guest' },
      check: ({ strongroom }) => strongroom.sandbox.principals.get(`arn:aws:sts::${ACCOUNT}:federated-user/guest`),
    },
    {
      kind: 'group',
      values: { name: 'dev' },
      check: async ({ strongroom }) => (await strongroom.sandbox.groups.list()).find(({ name }) => name === 'dev'),
    },
    {
      kind: 'account',
      values: { id: '777788889999', name: 'Third', organizationId: 'o-example1', organizationPath: 'o-example1/r-1/' },
      check: async ({ strongroom }) =>
        (await strongroom.sandbox.accounts.list()).find(
          ({ id, organization }) => id === '777788889999' && organization?.id === 'o-example1',
        ),
    },
    {
      kind: 'endpoint',
      values: { id: 'vpce-1', vpc: 'vpc-1' },
      check: async ({ strongroom }) => (await strongroom.sandbox.endpoints.list()).find(({ id }) => id === 'vpce-1'),
    },
  ];
  for (const { kind, values, check } of made) {
    it(`creates a ${kind} and opens it`, async () => {
      const context = pageContext();
      const page = await open(context, `new=${kind}`);
      await until(() => page.shadowRoot?.querySelector('strong-entry-form')?.shadowRoot?.querySelector('form'));
      await expectAccessible(page);
      fill(page, values);
      submit(page);
      await until(() => location.hash.startsWith('#/directory?show='));
      expect(await check(context)).to.exist;
    });
  }

  it('says why an entry is refused, and changes nothing', async () => {
    const context = pageContext();
    const page = await open(context, 'new=user');
    await until(() => page.shadowRoot?.querySelector('strong-entry-form')?.shadowRoot?.querySelector('form'));
    fill(page, { name: 'zoe/' });
    submit(page);
    await until(() => inside(page, 'strong-entry-form').shadowRoot?.querySelector('#name[aria-invalid=true]'));
    expect(page.shadowRoot?.querySelector('strong-problem')).to.equal(null);
    expect(await context.strongroom.sandbox.principals.list()).to.have.length(4);
    await expectAccessible(page);
  });

  describe('refuses what a person typed without the name of an error for programs:', () => {
    const LONG = 'x'.repeat(2000);
    const VALUES = ['', ' ', '.', '/', 'a/', 'ä', '*', 'aws:x', '"', '<b>', '12', '\ud800', LONG];
    const LINES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      user: { name: 'zoe' },
      role: { name: 'App' },
      session: { role: 'Learner', session: 'monday' },
      federated: { name: 'guest' },
      group: { name: 'team' },
      account: {
        id: '123456789012',
        name: 'Team',
        organizationId: 'o-example1',
        organizationPath: 'o-example1/r-ab12/',
      },
      endpoint: { id: 'vpce-0a1b', vpc: 'vpc-0a1b' },
    };
    for (const [kind, lines] of Object.entries(LINES)) {
      for (const name of Object.keys(lines)) {
        it(`${kind}, ${name}`, async () => {
          const context = pageContext();
          for (const value of VALUES) {
            sessionStorage.clear();
            const page = await open(context, `new=${kind}`);
            fill(page, { ...lines, [name]: value });
            // The browser itself asks for required values.
            inside<HTMLFormElement>(form(page), 'form').noValidate = true;
            submit(page);
            await drawn(page);
            await until(() => !(form(page) as Element & { busy?: boolean }).busy);
            expect(textOf(page), JSON.stringify(value)).not.to.contain('TypeError');
            page.remove();
          }
        });
      }
    }

    for (const [tag, value] of [
      ['a', LONG],
      [LONG, 'a'],
    ] as const) {
      it(`the tag ${tag.slice(0, 10)} = ${value.slice(0, 10)}`, async () => {
        const page = await open(pageContext(), 'new=user');
        fill(page, { name: 'zoe' });
        (form(page) as unknown as { take(name: string, value: unknown): void }).take('tags', { [tag]: value });
        await drawn(page);
        submit(page);
        await until(() => page.shadowRoot?.querySelector('strong-problem'));
        await drawn(page);
        expect(textOf(page)).to.contain('Error: ').and.not.to.contain('TypeError');
      });
    }
  });

  it('shows the line of a JSON error, and saves only readable documents', async () => {
    const context = pageContext();
    const page = await open(context, `show=${ADMIN}`);
    await until(() => page.shadowRoot?.querySelector('strong-entry-form')?.shadowRoot?.querySelector('form'));
    press(documents(page, 'Permissions boundary'), TEXTS.documents.add('Permissions boundary'));
    await drawn(documents(page, 'Permissions boundary'));
    const text = inside<HTMLTextAreaElement>(documents(page, 'Permissions boundary'), 'textarea');
    type(text, '{\n  "Version" 1\n}');
    await drawn(documents(page, 'Permissions boundary'));
    await drawn(form(page));
    expect(textOf(documents(page, 'Permissions boundary'))).to.contain('Line 2');
    expect(textOf(form(page))).to.contain(TEXTS.form.blocked);
    submit(page);
    expect(await context.strongroom.sandbox.principals.get(ADMIN)).not.to.have.property('boundary');
    type(text, '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}');
    submit(page);
    const { principals } = context.strongroom.sandbox;
    await until(async () => (await principals.get(ADMIN))?.boundary);
    const view = await principals.get(ADMIN);
    expect(view?.boundary).to.deep.include({ Version: '2012-10-17' });
    expect(view?.policies).to.have.length(1);
  });

  it('shows and edits the trust policy of a role, with errors at its field, and removes it', async () => {
    const context = pageContext();
    const { principals } = context.strongroom.sandbox;
    const arn = `arn:aws:iam::444455556666:role/Worker`;
    const statement = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' };
    await principals.put({ arn, trustPolicy: { Version: '2012-10-17', Statement: [statement] } });
    const page = await open(context, `show=${arn}`);
    await until(() => page.shadowRoot?.querySelector('strong-entry-form')?.shadowRoot?.querySelector('form'));
    const label = TEXTS.fields.trustPolicy;
    const editor = documents(page, label);
    await drawn(editor);
    const text = inside<HTMLTextAreaElement>(editor, 'textarea');
    expect((JSON.parse(text.value) as { Statement: unknown }).Statement).to.deep.equal([statement]);
    type(text, JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, Resource: '*' }] }));
    submit(page);
    await until(() => textOf(inside(editor, '.error')).includes('Resource'));
    expect(text.getAttribute('aria-invalid')).to.equal('true');
    expect(editor.shadowRoot?.activeElement).to.equal(text);
    await expectAccessible(page);
    const stored = async () => (await principals.get(arn))?.trustPolicy;
    expect(await stored()).to.have.nested.property('Statement[0].Principal.AWS', ACCOUNT);
    type(text, JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, Action: 'sts:*' }] }));
    submit(page);
    await until(async () => ((await stored())?.Statement as { Action: string }[])[0]?.Action === 'sts:*');
    press(editor, 'Remove');
    submit(page);
    await until(async () => (await stored()) === undefined);
    // A new one begins as the default: the account of the role decides.
    await until(() => documents(page, label).shadowRoot?.querySelector('textarea') === null);
    press(documents(page, label), TEXTS.documents.add(label));
    await drawn(documents(page, label));
    const begun = JSON.parse(inside<HTMLTextAreaElement>(documents(page, label), 'textarea').value) as object;
    expect(begun).to.have.nested.property('Statement[0].Principal.AWS', 'arn:aws:iam::444455556666:root');
  });

  it('shows the secret of a new access key once', async () => {
    const context = pageContext();
    const page = await open(context, `show=${ADMIN}`);
    await until(() => page.shadowRoot?.querySelector('.create-key'));
    press(page, TEXTS.caller.createKey);
    await until(() => page.shadowRoot?.querySelector('strong-credentials'));
    const shown = inside(page, 'strong-credentials');
    expect(textOf(shown)).to.match(/Access key ID ?AKIA[A-Z2-7]{16} ?.*Secret access key ?\S{40}/);
    await expectAccessible(page);
    press(shown, TEXTS.credentials.done);
    await until(() => !page.shadowRoot?.querySelector('strong-credentials'));
  });

  it('lists the access keys, deletes one after confirmation, and creates none when an entry is saved', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    const { accessKeyId } = await sandbox.accessKeys.create(ADMIN);
    const page = await open(context, `show=${ADMIN}`);
    await until(() => page.shadowRoot?.querySelector('strong-access-keys'));
    const keys = inside(page, 'strong-access-keys');
    inside<HTMLDetailsElement>(keys, 'details').open = true;
    expect(textOf(keys))
      .to.contain('Access keys (2)')
      .and.to.contain('AKIAIOSFODNN7EXAMPLE')
      .and.to.contain(accessKeyId);
    await expectAccessible(page);
    inside<HTMLButtonElement>(keys, `button[aria-label="${TEXTS.accessKeys.deleteLabel(accessKeyId)}"]`).click();
    await drawn(keys);
    expect(inside(inside(keys, 'strong-dialog'), 'h2').textContent).to.contain(accessKeyId);
    press(keys, TEXTS.accessKeys.confirm);
    await until(() => textOf(keys).includes('Access keys (1)'));
    expect((await sandbox.accessKeys.list(ADMIN)).map(({ id }) => id)).to.deep.equal(['AKIAIOSFODNN7EXAMPLE']);
    press(documents(page, 'Permissions boundary'), TEXTS.documents.add('Permissions boundary'));
    await drawn(form(page));
    submit(page);
    await until(async () => (await sandbox.principals.get(ADMIN))?.boundary !== undefined);
    await until(async () => (await sandbox.accessKeys.list(ADMIN)).length === 1);
    expect(textOf(keys)).to.contain('Access keys (1)');
  });

  it('deletes a principal after confirmation', async () => {
    const context = pageContext();
    const arn = `arn:aws:iam::${ACCOUNT}:user/zoe`;
    await context.strongroom.sandbox.principals.put({ arn });
    const page = await open(context, `show=${arn}`);
    await until(() => page.shadowRoot?.querySelector('strong-dialog'));
    press(page, TEXTS.deletion.open);
    expect(inside<HTMLDialogElement>(inside(page, 'strong-dialog'), 'dialog').open).to.equal(true);
    press(page, WORDS.delete);
    await until(() => location.hash === '#/directory');
    expect(await context.strongroom.sandbox.principals.get(arn)).to.equal(undefined);
  });

  it('offers the groups of the chosen account, and adds the user to them', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    await sandbox.groups.put({ arn: `arn:aws:iam::${ACCOUNT}:group/dev`, policies: [] });
    await sandbox.groups.put({ arn: 'arn:aws:iam::444455556666:group/audit', policies: [] });
    const page = await open(context, 'new=user');
    await until(() => page.shadowRoot?.querySelector('strong-entry-form')?.shadowRoot?.querySelector('form'));
    const groups = () => allInside(form(page), '.choice').map((choice) => choice.textContent.trim());
    expect(groups()).to.deep.equal(['dev']);
    fill(page, { name: 'zoe', account: '444455556666' });
    await drawn(form(page));
    expect(groups()).to.deep.equal(['audit']);
    inside<HTMLInputElement>(form(page), '.choice input').click();
    await drawn(form(page));
    submit(page);
    await until(() => location.hash.startsWith('#/directory?show='));
    expect((await sandbox.principals.get('arn:aws:iam::444455556666:user/zoe'))?.groups).to.deep.equal(['audit']);
  });

  it('fills in a new entry from the URL', async () => {
    const page = await open(pageContext(), 'new=session&account=444455556666&role=App&session=night');
    await until(() => page.shadowRoot?.querySelector('strong-entry-form')?.shadowRoot?.querySelector('form'));
    for (const [name, value] of Object.entries({ account: '444455556666', role: 'App', session: 'night' }))
      expect(field(page, name).value).to.equal(value);
  });

  it('generates a policy from activity, and stores it only when the form is saved', async () => {
    const context = pageContext();
    const { sandbox } = context.strongroom;
    await context.kms.listKeys({});
    const page = await open(context, `show=${ADMIN}`);
    await until(() => page.shadowRoot?.querySelector('strong-least-privilege-policy'));
    const least = inside(page, 'strong-least-privilege-policy');
    inside<HTMLDetailsElement>(least, 'details').open = true;
    await until(() => least.shadowRoot?.querySelector('pre'));
    expect(textOf(least)).to.contain(TEXTS.generated.needed(1, 1)).and.to.contain('"kms:ListKeys"');
    expect(textOf(inside(least, 'strong-policy-diff'))).to.contain('FullAccess');
    await expectAccessible(page);
    press(least, TEXTS.generated.take);
    await drawn(form(page));
    expect((await sandbox.principals.get(ADMIN))?.policies).to.have.nested.property(
      '[0].Statement[0].Sid',
      'FullAccess',
    );
    submit(page);
    await until(async () => JSON.stringify((await sandbox.principals.get(ADMIN))?.policies).includes('kms:ListKeys'));
    expect((await sandbox.principals.get(ADMIN))?.policies).to.have.length(1);
  });

  it('says that a principal without activity has no policy to generate', async () => {
    const context = pageContext();
    const arn = `arn:aws:iam::${ACCOUNT}:user/zoe`;
    await context.strongroom.sandbox.principals.put({ arn });
    const page = await open(context, `show=${arn}`);
    await until(() => page.shadowRoot?.querySelector('strong-least-privilege-policy'));
    const least = inside(page, 'strong-least-privilege-policy');
    inside<HTMLDetailsElement>(least, 'details').open = true;
    await until(() => least.shadowRoot?.querySelector('.none'));
    expect(textOf(inside(least, '.none'))).to.equal(TEXTS.generated.noActivity);
    expect(allInside(least, 'button')).to.deep.equal([]);
  });

  const goes: readonly {
    readonly id: string;
    readonly says: string;
    readonly before: (context: PageContext) => Promise<unknown>;
    readonly left: (context: PageContext) => Promise<unknown>;
  }[] = [
    {
      id: `arn:aws:iam::${ACCOUNT}:group/dev`,
      says: TEXTS.deletion.groupWithMembers(['zoe']),
      before: async ({ strongroom: { sandbox } }) => {
        await sandbox.groups.put({ arn: `arn:aws:iam::${ACCOUNT}:group/dev`, policies: [] });
        await sandbox.principals.put({ arn: `arn:aws:iam::${ACCOUNT}:user/zoe`, groups: ['dev'] });
      },
      left: async ({ strongroom }) => (await strongroom.sandbox.groups.list()).length,
    },
    {
      id: 'vpce-1',
      says: TEXTS.deletion.endpoint,
      before: ({ strongroom }) => strongroom.sandbox.endpoints.put({ id: 'vpce-1', vpc: 'vpc-1' }),
      left: async ({ strongroom }) => (await strongroom.sandbox.endpoints.list()).length,
    },
    {
      id: '444455556666',
      says: TEXTS.deletion.account(['the root user', 'user zoe']),
      before: ({ strongroom }) => strongroom.sandbox.principals.put({ arn: 'arn:aws:iam::444455556666:user/zoe' }),
      left: async ({ strongroom }) => (await strongroom.sandbox.accounts.list()).length - 1,
    },
  ];
  for (const { id, says, before, left } of goes) {
    it(`deletes ${id} after naming what is deleted with it`, async () => {
      const context = pageContext();
      await before(context);
      const page = await open(context, `show=${id}`);
      await until(() => page.shadowRoot?.querySelector('strong-dialog'));
      press(page, TEXTS.deletion.open);
      expect(textOf(inside(page, 'strong-dialog'))).to.contain(says);
      await expectAccessible(page);
      press(page, WORDS.delete);
      await until(() => location.hash === '#/directory');
      expect(await left(context)).to.equal(0);
    });
  }

  it('shows why an account cannot be deleted, and keeps it', async () => {
    const context = pageContext();
    const page = await open(context, `show=${ACCOUNT}`);
    await until(() => page.shadowRoot?.querySelector('strong-dialog'));
    press(page, TEXTS.deletion.open);
    press(page, WORDS.delete);
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    expect(textOf(inside(page, 'strong-problem'))).to.contain('is the default account');
    expect(await context.strongroom.sandbox.accounts.list()).to.have.length(2);
  });

  it('removes an account from its organization', async () => {
    const context = pageContext();
    const organization = { id: 'o-example1', path: 'o-example1/r-1/' };
    await context.strongroom.sandbox.accounts.put({ id: ACCOUNT, organization });
    const page = await open(context, `show=${ACCOUNT}`);
    await until(() => page.shadowRoot?.querySelector('strong-entry-form')?.shadowRoot?.querySelector('form'));
    expect(field(page, 'organizationId').value).to.equal('o-example1');
    fill(page, { name: '', organizationId: '', organizationPath: '' });
    submit(page);
    const account = async () => (await context.strongroom.sandbox.accounts.list()).find(({ id }) => id === ACCOUNT);
    await until(async () => (await account())?.organization === undefined);
    expect(await account()).to.deep.equal({ id: ACCOUNT, scps: [], rcps: [] });
  });

  /** The JSON of the first document of a field, once it is drawn. */
  const json = async (page: Element, label: string) => {
    await until(() => documents(page, label).shadowRoot?.querySelector('textarea'));
    return inside<HTMLTextAreaElement>(documents(page, label), 'textarea');
  };

  it('keeps unsaved changes while an access key is created', async () => {
    const page = await open(pageContext(), `show=${ADMIN}`);
    await until(() => page.shadowRoot?.querySelector('strong-entry-form'));
    type(await json(page, 'Identity policy'), '{"Version": "2012-10-17", "Statement": []}');
    press(page, TEXTS.caller.createKey);
    await until(() => page.shadowRoot?.querySelector('strong-credentials'));
    expect((await json(page, 'Identity policy')).value).to.equal('{"Version": "2012-10-17", "Statement": []}');
  });

  for (const text of ['{"Version": "2012-10-17", "Statement": []}', '{"Version": '])
    it(`keeps the unsaved text ${text} for the next visit in this tab, until it is discarded`, async () => {
      const context = pageContext();
      const first = await open(context, `show=${ADMIN}`);
      await until(() => first.shadowRoot?.querySelector('strong-entry-form'));
      const before = (await json(first, 'Identity policy')).value;
      type(await json(first, 'Identity policy'), text);
      first.remove();
      const again = await open(context, `show=${ADMIN}`);
      await until(() => again.shadowRoot?.querySelector('strong-entry-form'));
      const shown = (await json(again, 'Identity policy')).value;
      expect(shown.replace(/\s+/g, '')).to.equal(text.replace(/\s+/g, ''));
      expect(textOf(form(again))).to.contain(TEXTS.form.kept);
      await expectAccessible(again);
      press(form(again), TEXTS.form.discard);
      await drawn(form(again));
      await until(async () => (await json(again, 'Identity policy')).value === before);
      again.remove();
      const last = await open(context, `show=${ADMIN}`);
      await until(() => last.shadowRoot?.querySelector('strong-entry-form'));
      expect(allInside(form(last), '.discard')).to.deep.equal([]);
    });

  it('follows changes by other clients, and keeps what was typed', async () => {
    const context = pageContext();
    const { principals } = context.strongroom.sandbox;
    const page = await open(context, `show=${ADMIN}`);
    await until(() => page.shadowRoot?.querySelector('strong-entry-form'));
    const typed = '{"Version": "2012-10-17", "Statement": []}';
    type(await json(page, 'Identity policy'), typed);
    const list = () => textOf(inside(page, 'strong-directory-list'));
    await principals.put({ arn: `arn:aws:iam::${ACCOUNT}:user/zoe`, accessKey: false });
    await until(() => list().includes('user zoe'));
    await principals.remove(`arn:aws:iam::${ACCOUNT}:user/zoe`);
    await until(() => !list().includes('user zoe'));
    expect((await json(page, 'Identity policy')).value).to.equal(typed);

    await principals.put({
      arn: ADMIN,
      policies: [{ Version: '2012-10-17', Statement: [STATEMENT] }],
      tags: { team: 'x' },
      accessKey: false,
    });
    await until(() => textOf(form(page)).includes(TEXTS.form.overtaken));
    expect((await json(page, 'Identity policy')).value).to.equal(typed);
    await principals.remove(ADMIN);
    await until(() => page.shadowRoot?.querySelector('.missing'));
    expect(page.shadowRoot?.querySelector('strong-entry-form')).to.equal(null);
  });

  it('keeps no draft of a saved entry', async () => {
    const context = pageContext();
    const page = await open(context, `show=${ADMIN}`);
    await until(() => page.shadowRoot?.querySelector('strong-entry-form'));
    type(await json(page, 'Identity policy'), `{"Version": "2012-10-17", "Statement": [${JSON.stringify(STATEMENT)}]}`);
    expect(sessionStorage.length).to.equal(1);
    submit(page);
    await until(() => sessionStorage.length === 0);
  });

  it('moves the focus to the entry that was opened, and to the page when it is closed', async () => {
    const page = await open(pageContext(), '');
    page.query = new URLSearchParams(`show=${ADMIN}`);
    await until(() => page.shadowRoot?.activeElement?.textContent === 'user admin');
    page.query = new URLSearchParams('');
    await until(() => page.shadowRoot?.activeElement?.localName === 'h1');
  });

  it('says that an entry does not exist', async () => {
    const page = await open(pageContext(), 'show=arn:aws:iam::111122223333:user/nobody');
    await until(() => page.shadowRoot?.querySelector('.missing'));
    expect(textOf(inside(page, '.missing'))).to.contain('arn:aws:iam::111122223333:user/nobody does not exist');
  });

  it('shows what the sandbox refuses of a policy at its text, and stores nothing', async () => {
    const context = pageContext();
    const page = await open(context, `show=${ADMIN}`);
    await until(() => page.shadowRoot?.querySelector('strong-entry-form'));
    const wrong = { Version: '2012-10-17', Statement: [{ ...STATEMENT, Effect: 'allow' }] };
    type(await json(page, 'Identity policy'), JSON.stringify(wrong));
    await drawn(form(page));
    submit(page);
    const area = () => documents(page, 'Identity policy');
    await until(() => area().shadowRoot?.querySelector('[aria-invalid="true"]'));
    expect(textOf(area())).to.contain('Effect must be "Allow" or "Deny"');
    await until(() => area().shadowRoot?.activeElement?.localName === 'textarea');
    expect(page.shadowRoot?.querySelector('strong-problem')).to.equal(null);
    await expectAccessible(page);
    const stored = await context.strongroom.sandbox.principals.get(ADMIN);
    expect(JSON.stringify(stored?.policies)).not.to.contain('"allow"');
    type(await json(page, 'Identity policy'), JSON.stringify({ ...wrong, Statement: [STATEMENT] }));
    await until(() => !area().shadowRoot?.querySelector('[aria-invalid="true"]'));
  });

  it('shows an account of the URL that does not exist as an error at the field', async () => {
    const context = pageContext();
    const page = await open(context, 'new=user&account=999988887777&name=eve');
    await until(() => page.shadowRoot?.querySelector('strong-entry-form'));
    await drawn(form(page));
    expect(field(page, 'account').value).to.equal('999988887777');
    expect(inside(form(page), '#account-error').textContent).to.equal(TEXTS.invalid.noAccount('999988887777'));
    submit(page);
    await drawn(form(page));
    expect(form(page).shadowRoot?.activeElement?.id).to.equal('account');
    expect(page.shadowRoot?.querySelector('strong-problem')).to.equal(null);
  });
});
