import { expect } from 'chai';
import '../../../src/ui/activity/activity-page.ts';
import { TEXTS } from '../../../src/ui/activity/activity-texts.ts';
import { SavedQueries } from '../../../src/ui/activity/saved-queries.ts';
import { TEXTS as SENSITIVE } from '../../../src/ui/kit/sensitive-texts.ts';
import { WHY } from '../../../src/ui/page/denied-calls.ts';
import { consoleClient } from '../../../src/ui/page/console-reads.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf, type, until } from '../fixture.ts';

const ZOE = 'arn:aws:iam::111122223333:user/zoe';
const LEARNER = 'arn:aws:iam::111122223333:role/Learner';

/** The rows of the events that are in view. */
const rowsOf = (page: Element): HTMLElement[] => {
  const table = page.shadowRoot?.querySelector('strong-event-table');
  return table ? allInside(table, 'lit-virtualizer [role=row]') : [];
};

/** The filter bar of the page. */
const barOf = (page: Element): HTMLElement => inside(page, 'strong-filter-bar');

/** Adds a filter as a visitor does. */
async function addFilter(page: Element, name: string, value: string): Promise<void> {
  const bar = barOf(page);
  const which = inside<HTMLSelectElement>(bar, '#which');
  which.value = name;
  which.dispatchEvent(new Event('change'));
  await drawn(bar);
  type(inside<HTMLInputElement>(bar, '#value'), value);
  await drawn(bar);
  inside<HTMLButtonElement>(bar, 'form button').click();
  await drawn(bar);
}

/** A world in which zoe was denied, a session of Learner was not, and a service was. */
async function open(query: Readonly<Record<string, string>> = {}) {
  const context = pageContext();
  const { strongroom } = context;
  await strongroom.sandbox.principals.put({ arn: ZOE });
  const { KeyId, Arn } = await newKey(context);
  await strongroom.kms('us-east-1', ZOE).call('DescribeKey', { KeyId });
  await strongroom
    .kms('us-east-1', 'arn:aws:sts::111122223333:assumed-role/Learner/monday')
    .call('DescribeKey', { KeyId });
  await strongroom.kms('us-east-1', 's3.amazonaws.com').call('GenerateDataKey', { KeyId: Arn, KeySpec: 'AES_256' });
  const page = await place('strong-activity-page', { context, query: new URLSearchParams(query) });
  await until(
    () => rowsOf(page).length > 0 || page.shadowRoot?.querySelector('.empty, strong-timeline, strong-account-pair'),
  );
  const lines = () => rowsOf(page).map(textOf);
  return { page, lines };
}

describe('the activity page', () => {
  afterEach(() => {
    history.replaceState(undefined, '', location.pathname + location.search);
    localStorage.removeItem('strongroom.saved-queries');
  });

  it('says in the line of a denied call why it was denied', async () => {
    const { page, lines } = await open();
    await until(() => lines().length === 4);
    expect(lines()[0])
      .to.contain('GenerateDataKey AccessDenied')
      .and.to.contain('Neither the key policy nor a grant allows the action.');
    expect(lines()[1]).not.to.contain('the action');
    expect(lines()[2]).to.contain('No identity policy of the caller allows the action.');
    await expectAccessible(page);
  });

  const filters: readonly (readonly [query: Readonly<Record<string, string>>, shown: readonly string[]])[] = [
    [{ caller: ZOE }, ['user/zoe']],
    // A role calls by its sessions.
    [{ caller: LEARNER }, ['assumed-role/Learner/monday']],
    [{ caller: 's3.amazonaws.com' }, ['s3.amazonaws.com']],
    [{ errors: '1' }, ['s3.amazonaws.com', 'user/zoe']],
    [{ operation: 'CreateKey' }, ['user/admin']],
    [{ caller: ZOE, operation: 'CreateKey' }, []],
    // Parts of what the rows show, in either letter case.
    [{ caller: 'user/ZO' }, ['user/zoe']],
    [{ caller: 'learner/mon' }, ['assumed-role/Learner/monday']],
    [{ operation: 'CREATE' }, ['user/admin']],
    [{ operation: 'describe', error: 'denied' }, ['user/zoe']],
    [{ error: 'notfound' }, []],
    [{ key: 'none' }, []],
    [{ from: '2999-01-01T00:00' }, []],
    [{ to: '1999-01-01T00:00' }, []],
    [{ from: '1999-01-01T00:00', operation: 'CreateKey' }, ['user/admin']],
  ];
  for (const [query, shown] of filters) {
    it(`shows of ${JSON.stringify(query)} what fits`, async () => {
      const { lines } = await open(query);
      await until(() => lines().length === shown.length);
      for (const [index, words] of shown.entries()) expect(lines()[index]).to.contain(words);
    });
  }

  it('offers the callers of the directory', async () => {
    const { page } = await open();
    const bar = barOf(page);
    const which = inside<HTMLSelectElement>(bar, '#which');
    which.value = 'caller';
    which.dispatchEvent(new Event('change'));
    await until(() => allInside<HTMLOptionElement>(bar, '#suggestions option').some(({ value }) => value === ZOE));
  });

  it('adds filters as chips, and puts them into the address without a new entry in the history', async () => {
    const { page, lines } = await open();
    const before = history.length;
    await addFilter(page, 'caller', 'r/zo');
    await until(() => lines().length === 1);
    expect(lines()[0]).to.contain('user/zoe');
    await addFilter(page, 'operation', 'Decrypt');
    await until(() => page.shadowRoot?.querySelector('.empty'));
    const query = new URLSearchParams(location.hash.split('?')[1]);
    expect([...query]).to.deep.equal([
      ['caller', 'r/zo'],
      ['operation', 'Decrypt'],
    ]);
    expect(history.length).to.equal(before);
    await expectAccessible(page);
    expect(allInside(barOf(page), '.chips li').map(({ dataset }) => dataset.filter)).to.deep.equal([
      'operation',
      'caller',
    ]);
    inside<HTMLButtonElement>(barOf(page), '[data-filter=operation] button').click();
    await until(() => lines().length === 1);
  });

  it('searches the records for a text as the user types', async () => {
    const { page, lines } = await open();
    type(inside<HTMLInputElement>(barOf(page), '#text'), 'LEARNER/mon');
    await until(() => lines().length === 1 && lines()[0]?.includes('assumed-role/Learner/monday'));
    expect(location.hash).to.contain('text=LEARNER');
  });

  it('filters by key and by encryption context, and notes a value that looks like personal data', async () => {
    const { page, lines } = await open();
    const { kms } = page.context;
    const { KeyMetadata } = await kms.createKey({});
    const { KeyId = '', Arn = '' } = KeyMetadata ?? {};
    await kms.encrypt({ KeyId, Plaintext: new Uint8Array(1), EncryptionContext: { tenant: 'eu' } });
    await kms.encrypt({ KeyId, Plaintext: new Uint8Array(1), EncryptionContext: { tenant: 'ana@example.com' } });
    await addFilter(page, 'contextKey', 'tenant');
    await until(() => lines().length === 2);
    expect(lines()[0]).to.contain(SENSITIVE.inLog('tenant', SENSITIVE.kinds.email));
    await addFilter(page, 'contextValue', 'eu');
    await until(() => lines().length === 1);
    expect(lines()[0]).to.contain('Encrypt').and.to.contain('tenant=eu').and.not.to.contain('looks like');
    for (const name of ['contextKey', 'contextValue'])
      inside<HTMLButtonElement>(barOf(page), `[data-filter=${name}] button`).click();
    for (const key of [KeyId.slice(0, 13), Arn]) {
      await addFilter(page, 'key', key);
      await until(() => lines().length === 3);
    }
  });

  it('hides the reads with which the console shows its pages, says how many, and shows them on request', async () => {
    const { page, lines } = await open();
    const { strongroom, region, caller } = page.context;
    await consoleClient(strongroom, region, caller).call('ListKeys', {});
    await until(() => inside(page, '[role=status]').textContent.includes(TEXTS.hidden(1, '1')));
    expect(lines()).to.have.length(4);
    inside(barOf(page), '#console').click();
    await until(() => lines().length === 5);
    expect(inside(page, '[role=status]').textContent).not.to.contain(TEXTS.hidden(1, '1'));
    await expectAccessible(page);
  });

  it('opens an event by its address, with its decision as of then, and keeps the list for the way back', async () => {
    const { page, lines } = await open({ caller: ZOE });
    const link = inside<HTMLAnchorElement>(inside(page, 'strong-event-table'), 'lit-virtualizer a');
    const query = new URLSearchParams(link.getAttribute('href')?.split('?')[1]);
    expect(query.get('caller')).to.equal(ZOE);
    page.query = query;
    await until(() => page.shadowRoot?.querySelector('strong-event-detail'));
    const detail = inside(page, 'strong-event-detail');
    await drawn(detail);
    const decision = inside<HTMLElementTagNameMap['strong-decision']>(detail, 'strong-decision');
    expect(decision.past).to.equal(true);
    await drawn(decision);
    expect(textOf(decision)).to.contain('user zoe in account 1111-2222-3333').and.to.contain('identified by key ID');
    const asked = next<{ readonly requestId: string }>(page, WHY.name);
    allInside<HTMLButtonElement>(detail, 'button')
      .find((one) => textOf(one) === TEXTS.event.explain)
      ?.click();
    expect((await asked).detail.requestId).to.have.length(36);
    await expectAccessible(page);
    const shown = inside(page, 'strong-event-table');
    page.query = new URLSearchParams({ caller: ZOE });
    await until(() => !page.shadowRoot?.querySelector('strong-event-detail'));
    expect(inside(page, 'strong-event-table')).to.equal(shown);
    await until(() => lines().length === 1);
  });

  it('says so when no event has the ID of the address', async () => {
    for (const event of ['none', '']) {
      const { page } = await open({ event });
      await until(() => page.shadowRoot?.querySelector('.empty'));
      expect(textOf(inside(page, '.empty'))).to.equal(TEXTS.eventNotFound);
      expect(allInside(page, 'strong-problem')).to.have.length(0);
    }
  });

  it('shows the problem of an address at that address only', async () => {
    const { page } = await open();
    const { events } = page.context.strongroom.sandbox;
    const { query } = events;
    events.query = () => Promise.reject(new Error('broken'));
    page.query = new URLSearchParams({ event: 'other' });
    await until(() => page.shadowRoot?.querySelector('strong-problem'));
    events.query = query;
    page.query = new URLSearchParams();
    await until(() => !page.shadowRoot?.querySelector('strong-problem'));
  });

  it('turns the order around when all events are loaded', async () => {
    const { page, lines } = await open();
    const first = lines()[0] ?? '';
    const table = inside(page, 'strong-event-table');
    inside<HTMLButtonElement>(table, '.head button').click();
    await until(() => lines().at(-1) === first);
    expect(inside(table, '[aria-sort]').getAttribute('aria-sort')).to.equal('ascending');
  });

  it('saves, renames and deletes a query', async () => {
    const { page } = await open({ caller: ZOE });
    const saved = inside(page, 'strong-saved-queries');
    inside<HTMLDetailsElement>(saved, 'details').open = true;
    const submit = async (field: string, text: string) => {
      const input = inside<HTMLInputElement>(saved, field);
      input.value = text;
      input.form?.requestSubmit();
      await until(() => [...allInside(saved, 'li > a')].some((link) => link.textContent === text));
    };
    await submit('#name', 'Zoe');
    expect(inside(saved, 'li a').getAttribute('href')).to.equal(`#/activity?${new URLSearchParams({ caller: ZOE })}`);
    await expectAccessible(page);
    allInside<HTMLButtonElement>(saved, 'li button')[0]?.click();
    await until(() => saved.shadowRoot?.activeElement?.id === 'renamed');
    await submit('#renamed', 'Calls of Zoe');
    expect(new SavedQueries(localStorage, 'default').list().map(({ name }) => name)).to.deep.equal(['Calls of Zoe']);
    allInside<HTMLButtonElement>(saved, 'li button')[1]?.click();
    await until(() => allInside(saved, 'li').length === 0);
    expect(new SavedQueries(localStorage, 'default').list()).to.deep.equal([]);
  });

  it('shows and saves the queries of the sandbox that is open', async () => {
    new SavedQueries(localStorage, 'default').save({ name: 'Of default', filters: 'errors=1' });
    const { page } = await open({ caller: ZOE });
    const saved = inside(page, 'strong-saved-queries');
    const names = () => allInside(saved, 'li > a').map(textOf);
    expect(names()).to.deep.equal(['Of default']);
    page.context = { ...page.context, strongroom: page.context.strongroom.world('workshop') };
    await until(() => names().length === 0);
    const input = inside<HTMLInputElement>(saved, '#name');
    input.value = 'Of the workshop';
    input.form?.requestSubmit();
    await until(() => names()[0] === 'Of the workshop');
    expect(new SavedQueries(localStorage, 'workshop').list()).to.have.length(1);
    expect(new SavedQueries(localStorage, 'default').list()).to.have.length(1);
  });

  it('shows the events as a timeline with a table of its lanes', async () => {
    const { page } = await open({ view: 'timeline', by: 'principal' });
    await until(() => page.shadowRoot?.querySelector('strong-timeline')?.shadowRoot?.querySelector('td'));
    const timeline = inside(page, 'strong-timeline');
    expect(allInside(timeline, 'tbody a').map(textOf)).to.have.members([
      'user/admin',
      'user/zoe',
      'assumed-role/Learner/monday',
      's3.amazonaws.com',
    ]);
    expect(allInside(inside(timeline, 'strong-timeline-picture'), '.denied')).to.have.length(2);
    await expectAccessible(page);
  });

  it('shows all events as a timeline, not only those of the table', async () => {
    const { page, lines } = await open({ caller: ZOE });
    const { KeyId } = await newKey(page.context);
    const zoe = page.context.strongroom.kms('us-east-1', ZOE);
    await Promise.all(Array.from({ length: 70 }, () => zoe.call('DescribeKey', { KeyId })));
    await until(() => inside(page, '[role=status]').textContent.includes('50 events, and older ones.'));
    expect(lines().length).to.be.greaterThan(1);
    page.query = new URLSearchParams({ caller: ZOE, view: 'timeline', by: 'principal' });
    await until(() => inside(page, '[role=status]').textContent.includes('71 events.'));
    const timeline = inside(page, 'strong-timeline');
    await drawn(timeline);
    expect(textOf(inside(timeline, 'tbody tr'))).to.match(/^user\/zoe 71 71 /);
    expect(page.shadowRoot?.textContent).not.to.contain(TEXTS.loadOlder);
  });

  it('shows both records of a cross-account call in one row', async () => {
    const other = '444455556666';
    const { page } = await open({ view: 'accounts', right: other });
    const { sandbox } = page.context.strongroom;
    await sandbox.accounts.put({ id: other, name: 'Other' });
    const caller = `arn:aws:iam::${other}:root`;
    const { KeyId = '', Arn = '' } = await newKey(page.context);
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: [`arn:aws:iam::111122223333:root`, caller] },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    };
    await page.context.kms.putKeyPolicy({ KeyId, PolicyName: 'default', Policy: JSON.stringify(policy) });
    await page.context.strongroom.kms('us-east-1', caller).call('DescribeKey', { KeyId: Arn });
    const cells = () => {
      const pair = page.shadowRoot?.querySelector('strong-account-pair');
      const rows = pair ? allInside(pair, 'lit-virtualizer [role=row]') : [];
      return rows.map((row) => [...row.children].slice(1).map(textOf));
    };
    await until(() => inside(page, '[role=status]').textContent.includes('7 events.'));
    // Only rows in view are rendered. A page that is scrolled does not take in new events.
    inside(page, 'strong-account-pair').scrollIntoView();
    await until(() => cells()[0]?.every((cell) => cell.includes('DescribeKey')));
    const shared = cells()[0]?.map((cell) => /[0-9a-f-]{36}/.exec(cell)?.[0]) ?? [];
    expect(shared[0]).to.equal(shared[1]).and.not.to.equal(undefined);
    expect(cells()[1]?.[1]).to.contain(TEXTS.accounts.noRecord);
    await expectAccessible(page);
  });

  it('shows a time of the URL that cannot be read as an error at the filter', async () => {
    const { page } = await open({ from: 'yesterday' });
    expect(textOf(inside(barOf(page), '.chips .wrong'))).to.contain(TEXTS.invalidTime('yesterday'));
    await expectAccessible(page);
  });
});
