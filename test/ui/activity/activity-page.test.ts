import { expect } from 'chai';
import '../../../src/ui/activity/activity-page.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

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
  ];
  for (const [query, shown] of filters) {
    it(`shows of ${JSON.stringify(query)} what fits`, async () => {
      const { lines } = await open(query);
      expect(lines()).to.have.length(shown.length);
      for (const [index, words] of shown.entries()) expect(lines()[index]).to.contain(words);
    });
  }

  it('offers the callers of the directory, and puts the choice into the address', async () => {
    const { page } = await open();
    expect(allInside<HTMLOptionElement>(page, '#callers option').map(({ value }) => value)).to.include(ZOE);
    const field = inside<HTMLInputElement>(page, '#caller');
    field.value = ZOE;
    field.dispatchEvent(new Event('change'));
    expect(new URLSearchParams(location.hash.split('?')[1]).get('caller')).to.equal(ZOE);
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
});
