/** The shell: who the visitor is, in words, and who else they can be. */
import { expect } from 'chai';
import type { ChangeNotice } from '../../../src/client/strongroom.ts';
import { createStrongroom } from '../../../src/memory.ts';
import '../../../src/ui/shell/strong-app.ts';
import { TEXTS } from '../../../src/ui/shell/shell-texts.ts';
import { TEXTS as CALLER_TEXTS } from '../../../src/ui/page/caller-texts.ts';
import { SWITCH_TO } from '../../../src/ui/page/page-context.ts';
import { WHY } from '../../../src/ui/page/denied-calls.ts';
import { allInside, drawn, inside, place, textOf, until } from '../fixture.ts';

const { groups } = CALLER_TEXTS;
const LEARNER = 'arn:aws:iam::111122223333:role/Learner';

async function open() {
  const strongroom = createStrongroom();
  await strongroom.sandbox.principals.put({
    arn: 'arn:aws:sts::111122223333:assumed-role/Learner/monday',
    sessionTags: { a: 'b' },
  });
  await strongroom.sandbox.principals.put({ arn: 'arn:aws:sts::111122223333:federated-user/guest' });
  const app = await place('strong-app', { strongroom });
  const caller = inside(app, '#caller') as HTMLElementTagNameMap['strong-switch'];
  inside(caller, '.value').click();
  return { app, strongroom, caller };
}

async function be(app: Element, caller: HTMLElementTagNameMap['strong-switch'], value: string): Promise<void> {
  caller.dispatchEvent(new CustomEvent('strong-choose', { detail: { value } }));
  await drawn(app);
  await drawn(caller);
}

describe('the shell', () => {
  const clear = () => {
    localStorage.clear();
    sessionStorage.clear();
  };
  beforeEach(clear);
  afterEach(clear);

  const callers = [
    ['arn:aws:iam::111122223333:user/admin', 'user admin', '1111-2222-3333'],
    [LEARNER, 'role Learner', '1111-2222-3333'],
    ['arn:aws:sts::111122223333:assumed-role/Learner/monday', 'role Learner in session monday', '1111-2222-3333'],
    ['arn:aws:sts::111122223333:federated-user/guest', 'federated user guest', '1111-2222-3333'],
    ['arn:aws:iam::444455556666:root', 'the root user', '4444-5555-6666'],
    ['s3.amazonaws.com', 'the service s3.amazonaws.com', TEXTS.noAccount],
  ] as const;
  for (const [id, words, account] of callers) {
    it(`can be ${words}, offers it, and remembers it`, async () => {
      const { app, caller, strongroom } = await open();
      await until(() => caller.options.some(({ value }) => value === id));
      await be(app, caller, 'arn:aws:iam::111122223333:root');
      await be(app, caller, id);
      expect(textOf(inside(caller, '.value'))).to.equal(words);
      expect(inside(app, '.who').classList.contains('else')).to.equal(words !== 'user admin');
      const where = inside(app, '#account');
      await drawn(where);
      expect(textOf(inside(where, '.value'))).to.equal(account);
      expect(localStorage.getItem('strongroom.choices')).to.contain(id);
      const again = await place('strong-app', { strongroom });
      expect(textOf(inside(inside(again, '#caller'), '.value'))).to.equal(words);
    });
  }

  it('switches to a caller of the default account when the caller is deleted, and announces it', async () => {
    const { app, caller, strongroom } = await open();
    const guest = 'arn:aws:sts::111122223333:federated-user/guest';
    await be(app, caller, guest);
    const live = inside(app, 'strong-live');
    await strongroom.sandbox.principals.remove(guest);
    await until(() => textOf(inside(caller, '.value')) === 'user admin');
    const said = `${TEXTS.callerDeleted('federated user guest')} ${TEXTS.announceCaller('user admin', '1111-2222-3333', 'us-east-1')}`;
    await until(() => textOf(live).includes(said));
    // Also where it was so from the start.
    sessionStorage.clear();
    localStorage.setItem(
      'strongroom.choices',
      JSON.stringify({ caller: 'arn:aws:sts::999988887777:assumed-role/Learner/x' }),
    );
    const again = await place('strong-app', { strongroom: createStrongroom() });
    await until(() => textOf(inside(inside(again, '#caller'), '.value')) === 'user admin');
  });

  it('shows the callers once they are known, with the focus in the filter', async () => {
    const { caller } = await open();
    await until(() => caller.shadowRoot?.activeElement != null);
    expect(inside<HTMLDialogElement>(inside(caller, 'strong-dialog'), 'dialog').open).to.equal(true);
    expect(caller.options.length).to.be.greaterThan(8);
    expect(caller.shadowRoot?.activeElement?.localName).to.equal('input');
  });

  it('names the kinds of callers, those of this account first', async () => {
    const { caller } = await open();
    await until(() => caller.options.some(({ group }) => group === groups.user));
    expect([...new Set(caller.options.map(({ group }) => group))]).to.deep.equal([
      groups.user,
      groups.role,
      groups.session,
      groups.federated,
      groups.root,
      groups.account('4444-5555-6666'),
      groups.services,
    ]);
  });

  it('opens the reason of a denial over any page', async () => {
    const { app, strongroom } = await open();
    const reply = await strongroom
      .kms('us-east-1', 'arn:aws:sts::111122223333:federated-user/guest')
      .call('ListKeys', {});
    app.dispatchEvent(new CustomEvent(WHY.name, { detail: { requestId: reply.requestId } }));
    await until(() => inside(app, 'strong-why-dialog').shadowRoot?.querySelector('strong-decision'));
    expect(
      inside<HTMLDialogElement>(inside(inside(app, 'strong-why-dialog'), 'strong-dialog'), 'dialog').open,
    ).to.equal(true);
  });

  it('provides the page with a context, and with a new one after a switch of Region', async () => {
    const { app } = await open();
    await until(() => app.shadowRoot?.querySelector('strong-home-page'));
    const page = inside<HTMLElementTagNameMap['strong-home-page']>(app, 'strong-home-page');
    expect(page.context.region).to.equal('us-east-1');
    SWITCH_TO.dispatch(page, { region: 'eu-west-1' });
    await until(() => page.context.region === 'eu-west-1');
    expect(page.isConnected).to.equal(true);
    expect((await page.context.kms.createKey({})).KeyMetadata?.Arn).to.contain(':eu-west-1:');
  });

  it('keeps the choice to collapse or expand the navigation', async () => {
    const { app, strongroom } = await open();
    const navigation = inside(app, 'strong-navigation') as HTMLElementTagNameMap['strong-navigation'];
    const before = navigation.collapsed;
    await drawn(navigation);
    inside(navigation, 'button.collapse').click();
    await drawn(app);
    expect(navigation.collapsed).to.equal(!before);
    const again = await place('strong-app', { strongroom });
    const other = inside(again, 'strong-navigation') as HTMLElementTagNameMap['strong-navigation'];
    expect(other.collapsed).to.equal(!before);
  });

  it('stays its own caller over a reload when another tab chose one, and a new tab begins as that one', async () => {
    const { app, strongroom, caller } = await open();
    await be(app, caller, LEARNER);
    // What another tab keeps.
    localStorage.setItem('strongroom.choices', JSON.stringify({ caller: 'arn:aws:iam::444455556666:root' }));
    const words = async () => {
      const again = await place('strong-app', { strongroom });
      return textOf(inside(inside(again, '#caller'), '.value'));
    };
    expect(await words()).to.equal('role Learner');
    sessionStorage.clear();
    expect(await words()).to.equal('the root user');
    // A tab that chose nothing stays what it began as, too.
    localStorage.setItem('strongroom.choices', JSON.stringify({ caller: LEARNER }));
    expect(await words()).to.equal('the root user');
  });

  it('reports lost data with its numbers, and continues with what is left when asked to', async () => {
    let accepted = false;
    const missing = { found: 3, expected: 10 };
    const strongroom = createStrongroom();
    const sandbox = {
      ...strongroom.sandbox,
      storage: () =>
        Promise.resolve({ kind: 'indexeddb' as const, ...(accepted ? {} : { problem: 'Data is missing.', missing }) }),
      continueWithStoredData: () => {
        accepted = true;
        return Promise.resolve();
      },
    };
    const app = await place('strong-app', { strongroom: { ...strongroom, sandbox } });
    const alerts = () => allInside(app, 'header [role=alert]');
    await until(() => alerts().length === 1);
    expect(textOf(inside(app, 'header [role=alert]'))).to.contain('7 of 10 commits');
    inside(app, 'header [role=alert] button').click();
    await until(() => alerts().length === 0);
  });

  it('says at once that storage fails, and takes that back when it works again', async () => {
    const strongroom = createStrongroom();
    const problem = 'The disk is full: free space, then try again.';
    let failing = false;
    const sandbox = {
      ...strongroom.sandbox,
      storage: () => Promise.resolve({ kind: 'indexeddb' as const, ...(failing ? { problem } : {}) }),
    };
    const listeners = new Set<(notice: ChangeNotice) => void>();
    const tell = (notice: ChangeNotice) => listeners.forEach((listener) => listener(notice));
    const app = await place('strong-app', {
      strongroom: {
        ...strongroom,
        sandbox,
        onChange(listener: (notice: ChangeNotice) => void) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
    });
    expect(allInside(app, 'header [role=alert]')).to.have.length(0);
    failing = true;
    tell({ world: 'default', own: false, seq: 1, touched: [], storage: true });
    await until(() => allInside(app, 'header [role=alert]').length === 1);
    expect(textOf(inside(app, 'header [role=alert]'))).to.contain(problem);
    failing = false;
    tell({ world: 'default', own: false, seq: 1, touched: [], storage: true });
    await until(() => allInside(app, 'header [role=alert]').length === 0);
  });

  it('moves the focus to the heading of the page when another sandbox is shown and nothing has the focus', async () => {
    const app = await place('strong-app', { strongroom: createStrongroom() });
    await until(() => app.shadowRoot?.querySelector('main > *')?.shadowRoot?.querySelector('h1'));
    const heading = () => app.shadowRoot?.activeElement?.shadowRoot?.activeElement?.localName;
    expect(document.activeElement).to.equal(document.body);
    SWITCH_TO.dispatch(app, { sandbox: 'lab-L01' });
    await until(() => heading() === 'h1');
  });
});
