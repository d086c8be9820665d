/** A class from making it to reading its reports, on the pages. */
import { expect } from 'chai';
import type { ClassFile } from '../../../src/class/class-file.ts';
import { encodeClass } from '../../../src/class/class-link.ts';
import { createCompletionReport } from '../../../src/class/completion-report.ts';
import { reportFileText } from '../../../src/class/read-report-file.ts';
import type { Lab } from '../../../src/labs/lab.ts';
import { loadLab } from '../../../src/labs/labs.ts';
import { ReportSigner } from '../../../src/services/sign-report.ts';
import '../../../src/ui/class/class-page.ts';
import { TEXTS } from '../../../src/ui/class/class-texts.ts';
import { JoinedClasses } from '../../../src/ui/class/joined-classes.ts';
import { joinClass } from '../../../src/ui/class/load-class-sandbox.ts';
import { readReportKey } from '../../../src/ui/class/report-key.ts';
import { sampleLab } from '../../labs/sample-lab.ts';
import { pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const CLASS: ClassFile = {
  form: 1,
  id: 'test-day',
  title: 'A test day',
  labs: ['L01', 'sample'],
  ownLabs: [sampleLab()],
  sandbox: { version: 1, keys: [{ name: 'orders' }], aliases: [{ name: 'alias/orders', key: 'orders' }] },
};

const signedFile = async (learner: string, signer = new ReportSigner()) => {
  const report = createCompletionReport(CLASS, learner, [{ lab: sampleLab(), progress: undefined }], Date.now());
  return new File([reportFileText(await signer.sign(report))], `${learner}.json`);
};

/** The element inside of `host`, once it is rendered. */
async function found<E extends HTMLElement = HTMLElement>(host: Element, selector: string): Promise<E> {
  await until(() => host.shadowRoot?.querySelector(selector));
  return inside<E>(host, selector);
}

describe('the page of classes', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => {
    localStorage.clear();
    location.hash = '';
  });

  it('shows what a class of a link creates, and creates nothing before it is joined', async () => {
    const context = pageContext();
    const query = new URLSearchParams({ file: await encodeClass(CLASS) });
    const page = await place('strong-class-page', { context, query });
    const panel = inside(page, 'strong-open-class-panel');
    const join = await found<HTMLButtonElement>(panel, '#join');
    const plan = inside(panel, 'strong-class-plan');
    expect(textOf(plan)).to.contain('1 KMS key, 1 alias').and.to.contain('class-test-day');
    await expectAccessible(page);
    const { sandbox } = context.strongroom.world('class-test-day');
    expect(await sandbox.keys.list('111122223333', 'us-east-1')).to.deep.equal([]);
    join.click();
    await until(() => location.hash === '#/class/test-day');
    expect(await sandbox.keys.list('111122223333', 'us-east-1')).to.have.length(1);
  });

  it('joins twice without losing anything', async () => {
    const { strongroom } = pageContext();
    await joinClass(strongroom, CLASS);
    const kms = strongroom.world('class-test-day').kms();
    const keyOf = async () => (await kms.describeKey({ KeyId: 'alias/orders' })).KeyMetadata?.KeyId;
    const before = await keyOf();
    await kms.createAlias({ AliasName: 'alias/mine', TargetKeyId: before });
    await joinClass(strongroom, CLASS);
    localStorage.clear();
    await joinClass(strongroom, CLASS);
    expect(await keyOf()).to.equal(before);
    expect((await kms.describeKey({ KeyId: 'alias/mine' })).KeyMetadata?.KeyId).to.equal(before);
  });

  it('joins a version with other labs, and refuses one that repeats an alias in another sandbox', async () => {
    const { strongroom } = pageContext();
    await joinClass(strongroom, CLASS);
    const { sandbox } = strongroom.world('class-test-day');
    const keys = async () => (await sandbox.keys.list('111122223333', 'us-east-1')).length;
    await joinClass(strongroom, { ...CLASS, labs: ['L01'], ownLabs: [] });
    expect(await keys()).to.equal(1);
    const changed: ClassFile = {
      ...CLASS,
      sandbox: { ...CLASS.sandbox, version: 1, accounts: [{ id: '999988887777' }] },
    };
    const refusal: unknown = await joinClass(strongroom, changed).catch((error: unknown) => error);
    expect(refusal).to.include({ name: 'SeedError' });
    expect(await keys()).to.equal(1);
    expect((await sandbox.accounts.list()).map(({ id }) => id)).not.to.include('999988887777');
  });

  it('refuses a damaged link with the reason', async () => {
    const page = await place('strong-class-page', {
      context: pageContext(),
      query: new URLSearchParams({ file: 'x' }),
    });
    const panel = inside(page, 'strong-open-class-panel');
    const plan = await found(panel, 'strong-class-plan');
    await until(() => textOf(plan).includes(TEXTS.open.problems.cut));
    await expectAccessible(page);
  });

  it('lists the labs of a joined class with the next one', async () => {
    const context = pageContext();
    await joinClass(context.strongroom, CLASS);
    const page = await place('strong-class-page', { context, view: 'test-day' });
    const panel = inside(page, 'strong-joined-class-panel');
    const next = await found<HTMLAnchorElement>(panel, '#continue');
    expect(next.hash).to.equal('#/labs/L01');
    await expectAccessible(page);
    inside<HTMLButtonElement>(panel, '#remove').click();
    expect(new JoinedClasses(localStorage).all()).to.deep.equal([]);
  });

  it('shows findings at the fields of a class, and makes one without', async () => {
    const page = await place('strong-class-page', { context: pageContext(), view: 'new' });
    const panel = inside(page, 'strong-make-class-panel');
    const form = await found(panel, 'strong-class-form');
    const type = async (id: string, value: string) => {
      const field = inside<HTMLInputElement>(form, `#${id}`);
      field.value = value;
      field.dispatchEvent(new Event('input'));
      await until(() => inside<HTMLInputElement>(form, `#${id}`).value === value);
    };
    await type('delay', '999');
    inside<HTMLButtonElement>(form, '#make').click();
    await found(form, '#title-finding');
    expect(inside(form, '#id').getAttribute('aria-invalid')).to.equal('true');
    await expectAccessible(page);
    await type('title', 'My class');
    await type('id', 'mine');
    inside<HTMLInputElement>(form, 'input[name=L01]').click();
    inside<HTMLButtonElement>(form, '#make').click();
    await until(() => textOf(form).includes('300'));
    await type('delay', '');
    inside<HTMLButtonElement>(form, '#make').click();
    const link = await found<HTMLInputElement>(panel, '#link');
    expect(link.value).to.contain('#/class?file=');
    await expectAccessible(page);
  });

  it('reads reports, refuses changed ones, and keeps markup of strangers as text', async () => {
    const page = await place('strong-class-page', { context: pageContext(), view: 'reports' });
    const panel = inside(page, 'strong-reports-panel');
    const drop = await found(panel, 'strong-file-drop');
    const ana = await signedFile('<img src=x>');
    const ben = await signedFile('Ben');
    const changed = new File([(await ben.text()).replace('Ben', 'Eve')], 'changed.json');
    const files = [ana, ben, changed].map((file) => ({ file, path: file.name }));
    drop.dispatchEvent(new CustomEvent('strong-files', { detail: { files } }));
    await found(panel, '#count');
    expect(textOf(panel)).to.contain('2 learners').and.to.contain(TEXTS.reports.reasons['signature-not-valid']);
    const table = inside(panel, 'strong-learner-table');
    expect(textOf(table)).to.contain('<img src=x>').and.to.contain(TEXTS.reports.standings.open);
    expect(allInside(table, 'img')).to.have.length(0);
    await expectAccessible(page);
  });

  it('signs with one key per browser, which cannot be exported', async () => {
    const [first, second] = [await readReportKey(), await readReportKey()];
    const spki = async ({ publicKey }: CryptoKeyPair) =>
      new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)).join();
    expect(await spki(first)).to.equal(await spki(second));
    expect(first.privateKey.extractable).to.equal(false);
  });

  it('explains no cause of a report that only every object has', async () => {
    const lab = (await loadLab('L01')) as Lab;
    const progress = { lab: lab.id, startedAt: 0, tasks: {} };
    const checks = { create: { isDone: false, evidence: [], unmet: 'valueOf', mistake: 'toString' } };
    const report = createCompletionReport(CLASS, 'Eve', [{ lab, progress, checks }], Date.now());
    const file = new File([reportFileText(await new ReportSigner().sign(report))], 'eve.json');
    const page = await place('strong-class-page', { context: pageContext(), view: 'reports' });
    const panel = inside(page, 'strong-reports-panel');
    (await found(panel, 'strong-file-drop')).dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
    const list = await found(panel, 'strong-stuck-list');
    await until(() => textOf(list).includes('toString'));
    expect(textOf(list)).not.to.contain('native code');
    await expectAccessible(page);
  });
});
