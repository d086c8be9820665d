/** A lab from a file or an address is data of a stranger: it is checked, and harmless when it is shown. */
import { expect } from 'chai';
import '../../../src/ui/labs/labs-page.ts';
import { TEXTS } from '../../../src/ui/labs/labs-texts.ts';
import { TEXTS as ADDRESS } from '../../../src/ui/page/own-address-texts.ts';
import { loadLabAddress, loadLabFile, loadLabText, type LoadedLab } from '../../../src/ui/labs/load-lab-file.ts';
import { LoadedLabs } from '../../../src/ui/labs/loaded-labs.ts';
import { loadCourse } from '../../../src/ui/labs/load-course.ts';
import { sampleLab } from '../../labs/sample-lab.ts';
import { pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, place, textOf, until } from '../fixture.ts';

const SAMPLE_LAB = sampleLab();
const text = (change: object = {}) => JSON.stringify({ ...SAMPLE_LAB, ...change });
const messages = (result: LoadedLab) => ('findings' in result ? result.findings.map(({ message }) => message) : []);
const pointers = (result: LoadedLab) => ('findings' in result ? result.findings.map(({ pointer }) => pointer) : []);
const { problems } = TEXTS.load;

describe('a lab that is loaded', () => {
  beforeEach(() => localStorage.clear());
  afterEach(() => localStorage.clear());

  it('is stored, listed and found', async () => {
    expect(loadLabText(text())).to.have.property('lab');
    const course = loadCourse(pageContext().strongroom);
    expect(course.entries().at(-1)).to.include({ id: SAMPLE_LAB.id, isLoaded: true });
    expect(await course.lab(SAMPLE_LAB.id)).to.deep.equal(JSON.parse(text()));
    loadLabText(text({ minutes: 99 }));
    expect(new LoadedLabs(localStorage).all().map(({ minutes }) => minutes)).to.deep.equal([99]);
    new LoadedLabs(localStorage).remove(SAMPLE_LAB.id);
    expect(await course.lab(SAMPLE_LAB.id)).to.equal(undefined);
  });

  it('is refused with the place of each error', () => {
    expect(messages(loadLabText('{'))).to.deep.equal([problems.notJson]);
    expect(pointers(loadLabText(text({ minutes: 'many' })))).to.deep.equal(['/minutes']);
    expect(pointers(loadLabText(text({ script: 'alert(1)' })))).to.deep.equal(['/script']);
    expect(pointers(loadLabText('null'))).to.deep.equal(['']);
    expect(new LoadedLabs(localStorage).all()).to.deep.equal([]);
  });

  it('cannot replace a lab of the course', () => {
    expect(messages(loadLabText(text({ id: 'L02' })))).to.deep.equal([problems.ofCourse]);
    expect(messages(loadLabText(text({ id: 'l02' })))).to.deep.equal([problems.ofCourse]);
  });

  it('cannot have an ID that is no part of the name of a sandbox', () => {
    for (const id of ['../default', 'a b', '', 'x'.repeat(61), 'a\u202Eb'])
      expect(loadLabText(text({ id })), id).to.have.property('findings');
  });

  it('is refused when the file is too large, or the browser does not store it', async () => {
    expect(messages(await loadLabFile(new Blob([' '.repeat(256 * 1024 + 1)])))).to.deep.equal([problems.tooLarge]);
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      expect(messages(loadLabText(text()))).to.deep.equal([problems.notStored]);
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });

  it('comes from an address of this site only', async () => {
    const asked: string[] = [];
    const answer: typeof fetch = (url, options) => {
      asked.push(`${String(url)} ${options?.redirect ?? ''}`);
      return Promise.resolve(new Response(text()));
    };
    for (const address of [
      'https://example.com/lab.json',
      '//example.com/x',
      'data:application/json,{}',
      'http://[',
      'javascript:1',
    ])
      expect(messages(await loadLabAddress(address, answer)), address).to.deep.equal([ADDRESS.foreign]);
    expect(asked).to.deep.equal([]);
    expect(await loadLabAddress('labs/mine.json', answer)).to.have.property('lab');
    expect(asked).to.deep.equal([`${new URL('labs/mine.json', document.baseURI).href} error`]);
    const missing: typeof fetch = () => Promise.resolve(new Response('', { status: 404 }));
    expect(messages(await loadLabAddress('x', missing))).to.deep.equal([ADDRESS.notFound(404)]);
    const offline: typeof fetch = () => Promise.reject(new TypeError('offline'));
    expect(messages(await loadLabAddress('x', offline))).to.deep.equal([ADDRESS.unreachable]);
  });

  it('shows its findings on the page, with markup of strangers as text', async () => {
    const page = await place('strong-labs-page', { context: pageContext() });
    const loader = inside(page, 'strong-load-lab-dialog');
    inside<HTMLDetailsElement>(loader, 'details').open = true;
    const drop = inside(loader, 'strong-file-drop');
    const give = (content: string) =>
      drop.dispatchEvent(new CustomEvent('strong-file', { detail: { file: new File([content], 'x.json') } }));
    give(text({ '<img src=x>': 1 }));
    await until(() => loader.shadowRoot?.querySelector('.findings li'));
    expect(textOf(loader)).to.contain('/<img src=x>');
    expect(allInside(loader, 'img').length).to.equal(0);
    await expectAccessible(page);
    const hostile = {
      ...SAMPLE_LAB.texts.en,
      title: '<b>Mine</b>\u202Egnp.exe',
      goal: '[go](javascript:alert(1)) <script>x',
    };
    give(text({ texts: { en: hostile } }));
    await until(() => loader.shadowRoot?.querySelector('#loaded'));
    await until(() => textOf(inside(page, 'strong-lab-list')).includes('<b>Mine</b>gnp.exe'));
    page.labId = SAMPLE_LAB.id;
    await until(() => page.shadowRoot?.querySelector('h1[dir]'));
    expect(textOf(page)).to.contain('[go](javascript:alert(1)) <script>x');
    expect(allInside(page, 'h1 *, script, img, a[href^=javascript]').length).to.equal(0);
  });
});
