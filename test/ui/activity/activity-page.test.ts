import { expect } from 'chai';
import '../../../src/ui/activity/activity-page.ts';
import { TEXTS } from '../../../src/ui/activity/activity-texts.ts';
import { consoleClient } from '../../../src/ui/page/console-reads.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../fixture.ts';

const ZOE = 'arn:aws:iam::111122223333:user/zoe';
const LEARNER = 'arn:aws:iam::111122223333:role/Learner';

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
  await until(() => page.shadowRoot?.querySelector('strong-event') ?? page.shadowRoot?.querySelector('.empty'));
  await Promise.all(allInside(page, 'strong-event').map(drawn));
  const lines = () => allInside(page, 'strong-event').map((event) => textOf(inside(event, 'summary')));
  return { page, lines };
}

describe('the activity page', () => {
  afterEach(() => history.replaceState(undefined, '', location.pathname + location.search));

  it('says in the line of a denied call why it was denied', async () => {
    const { page, lines } = await open();
    expect(lines()).to.have.length(4);
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
      expect(lines()).to.have.length(shown.length);
      for (const [index, words] of shown.entries()) expect(lines()[index]).to.contain(words);
    });
  }

  it('offers the callers of the directory', async () => {
    const { page } = await open();
    expect(allInside<HTMLOptionElement>(page, '#callers option').map(({ value }) => value)).to.include(ZOE);
  });

  it('filters as the user types, and puts the filters into the address without a new entry in the history', async () => {
    const { page, lines } = await open();
    const before = history.length;
    type(inside<HTMLInputElement>(page, '#caller'), 'r/zo');
    await until(() => allInside(page, 'strong-event').length === 1);
    await Promise.all(allInside(page, 'strong-event').map(drawn));
    expect(lines()[0]).to.contain('user/zoe');
    type(inside<HTMLInputElement>(page, '#operation'), 'Decr');
    await until(() => page.shadowRoot?.querySelector('.empty'));
    const query = new URLSearchParams(location.hash.split('?')[1]);
    expect([...query]).to.deep.equal([
      ['caller', 'r/zo'],
      ['operation', 'Decr'],
    ]);
    expect(history.length).to.equal(before);
  });

  it('filters by key and by encryption context', async () => {
    const { page, lines } = await open();
    const { kms } = page.context;
    const { KeyMetadata } = await kms.createKey({});
    const KeyId = KeyMetadata?.KeyId ?? '';
    await kms.encrypt({ KeyId, Plaintext: new Uint8Array(1), EncryptionContext: { tenant: 'eu' } });
    await kms.encrypt({ KeyId, Plaintext: new Uint8Array(1), EncryptionContext: { tenant: 'us' } });
    type(inside<HTMLInputElement>(page, '#context'), 'tenant=eu');
    await until(() => allInside(page, 'strong-event').length === 1);
    await Promise.all(allInside(page, 'strong-event').map(drawn));
    expect(lines()[0]).to.contain('Encrypt').and.to.contain('tenant=eu');
    type(inside<HTMLInputElement>(page, '#context'), '');
    type(inside<HTMLInputElement>(page, '#key'), KeyId.slice(0, 13));
    await until(() => allInside(page, 'strong-event').length === 3);
  });

  it('hides the reads with which the console shows its pages, says how many, and shows them on request', async () => {
    const { page, lines } = await open();
    const { strongroom, region, caller } = page.context;
    await consoleClient(strongroom, region, caller).call('ListKeys', {});
    await until(() => inside(page, '[role=status]').textContent.includes(TEXTS.hidden(1, '1')));
    expect(lines()).to.have.length(4);
    inside(page, '#console').click();
    await until(() => allInside(page, 'strong-event').length === 5);
    expect(inside(page, '[role=status]').textContent).not.to.contain(TEXTS.hidden(1, '1'));
    await expectAccessible(page);
  });

  it('draws the request and the decision of an event that is opened, as of then', async () => {
    const { page } = await open({ caller: ZOE });
    const event = allInside(page, 'strong-event')[0] as HTMLElement;
    inside<HTMLDetailsElement>(event, 'details').open = true;
    await until(() => event.shadowRoot?.querySelector('strong-decision'));
    const decision = inside<HTMLElementTagNameMap['strong-decision']>(event, 'strong-decision');
    expect(decision.past).to.equal(true);
    expect(textOf(decision)).to.contain('user zoe in account 1111-2222-3333').and.to.contain('identified by key ID');
  });

  it('shows a time of the URL that cannot be read as an error at the field', async () => {
    const { page } = await open({ from: 'yesterday' });
    expect(inside(page, '#from').getAttribute('aria-invalid')).to.equal('true');
    expect(inside(page, '#from-error').textContent).to.equal(TEXTS.invalidTime('yesterday'));
    expect(inside(page, '#to').getAttribute('aria-invalid')).to.equal('false');
    await expectAccessible(page);
  });
});
