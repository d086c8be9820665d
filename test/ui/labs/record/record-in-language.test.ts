/** *Record a lab* in another language: no text stays English, longer ones fit, and what is English is marked. */
// cspell:ignore Aufruf Aufrufe wurde wurden weiterer weitere ausgelassen
// cspell:ignore aufgezeichneter aufgezeichnete Schritt Schritte
import { expect } from 'chai';
import '../../../../src/ui/labs/record/record-lab-page.ts';
import '../../../../src/ui/labs/record/record-panel.ts';
import { TEXTS as GERMAN } from '../../../../src/ui/labs/record/german-record-lab-texts.ts';
import { TEXTS as ENGLISH } from '../../../../src/ui/labs/record/record-lab-texts.ts';
import { RecordingSession } from '../../../../src/ui/labs/record/recording-session.ts';
import { chooseLabLanguage } from '../../../../src/ui/page/lab-language.ts';
import { TEXTS as GERMAN_CALLER } from '../../../../src/ui/page/german-caller-texts.ts';
import { TEXTS as PAGE } from '../../../../src/ui/page/page-texts.ts';
import { pageContext } from '../../context.ts';
import { allInside, drawn, expectAccessible, inside, place, textOf, type, until } from '../../fixture.ts';
import { pseudoCatalogue } from '../pseudo-catalogue.ts';
import { overflowing, plainWords } from '../pseudo-check.ts';

/** Width of a small phone, in CSS pixels. */
const NARROW = 320;
/** Words that the page shows as they are: of the sandbox, of operations and of the API. */
const DATA = new Set(['record', 'CreateKey', 'CreateAlias', 'default', 'admin']);

const german = { ...GERMAN };
const germanCaller = { ...GERMAN_CALLER };

describe('strong-record-lab-page in a language', () => {
  let session: RecordingSession | undefined;

  async function open() {
    const context = pageContext();
    session = new RecordingSession(() => undefined);
    const page = await place('strong-record-lab-page', { context, session });
    return { page, context, session };
  }

  /** Records a task of two calls, and creates the draft. */
  async function record() {
    const opened = await open();
    const { page, context } = opened;
    inside(page, '#start-here').click();
    await until(() => page.shadowRoot?.querySelector('strong-record-controls'));
    inside(inside(page, 'strong-record-controls'), '#task-begins').click();
    await until(() => opened.session.recording?.part.kind === 'task');
    const { KeyMetadata } = await context.kms.createKey({});
    await context.kms.createAlias({ AliasName: 'alias/a', TargetKeyId: KeyMetadata?.KeyId ?? '' });
    await until(() => opened.session.recording?.entries.length === 2);
    await until(() => page.shadowRoot?.querySelector('#create'));
    inside(page, '#create').click();
    await until(() => page.shadowRoot?.querySelector('strong-lab-form'));
    await drawn(page);
    return opened;
  }

  beforeEach(() => {
    localStorage.clear();
    document.body.style.cssText = `container-type: inline-size; width: ${NARROW}px`;
  });
  afterEach(() => {
    session?.release();
    session = undefined;
    localStorage.clear();
    Object.assign(GERMAN, german);
    Object.assign(GERMAN_CALLER, germanCaller);
    document.body.style.cssText = '';
  });

  const usePseudo = () => {
    Object.assign(GERMAN, pseudoCatalogue(ENGLISH));
    Object.assign(GERMAN_CALLER, pseudoCatalogue(PAGE.caller));
    chooseLabLanguage('de');
  };

  it(`shows its texts from the catalogue, and longer ones fit ${NARROW} px, at the start`, async () => {
    usePseudo();
    const { page } = await open();
    inside<HTMLDetailsElement>(page, 'details').open = true;
    expect(textOf(page)).to.contain('~~');
    expect(plainWords(page, DATA)).to.deep.equal([]);
    expect(overflowing(page)).to.deep.equal([]);
  });

  it(`shows its texts from the catalogue, and longer ones fit ${NARROW} px, with a draft`, async () => {
    usePseudo();
    const { page, session: recorded } = await record();
    for (const details of allInside<HTMLDetailsElement>(page, 'details')) details.open = true;
    inside(page, '#check').click();
    await until(() => page.shadowRoot?.querySelector('strong-lab-findings'));
    await drawn(inside(page, 'strong-lab-findings'));
    expect(plainWords(page, DATA)).to.deep.equal([]);
    expect(overflowing(page)).to.deep.equal([]);
    const panel = await place('strong-record-panel', { context: pageContext(), session: recorded });
    expect(textOf(panel)).to.contain('~~');
    expect(plainWords(panel, DATA)).to.deep.equal([]);
    expect(overflowing(panel)).to.deep.equal([]);
  });

  it('is German at once, marks the texts of the draft and of findings as English, and stays accessible', async () => {
    const { page } = await record();
    expect(page.lang).to.equal('en');
    chooseLabLanguage('de');
    await until(() => textOf(inside(page, '#recording')) === german.recording.heading);
    expect(page.lang).to.equal('de');
    const form = inside(page, 'strong-lab-form');
    await until(() => form.lang === 'de');
    expect(inside(form, '#f-texts-en-title').lang).to.equal('en');
    type(inside<HTMLTextAreaElement>(form, '#f-start'), '[');
    await drawn(page);
    inside(page, '#check').click();
    await until(() => page.shadowRoot?.querySelector('strong-lab-findings'));
    const findings = inside(page, 'strong-lab-findings');
    await drawn(findings);
    expect(textOf(findings)).to.contain(german.check.broken);
    const languages = allInside(findings, 'li > span').map((message) => message.getAttribute('lang'));
    expect(languages[0]).to.equal(null);
    await expectAccessible(page);
  });

  it('has the plural forms and numbers of German', () => {
    const { recording, list } = german;
    expect(recording.omitted(1, 5000)).to.contain('1 weiterer Aufruf wurde ausgelassen').and.contain('5.000');
    expect(recording.omitted(2, 5000)).to.contain('2 weitere Aufrufe wurden ausgelassen');
    expect([list.caption(1), list.caption(1200)]).to.deep.equal([
      '1 aufgezeichneter Schritt',
      '1.200 aufgezeichnete Schritte',
    ]);
  });
});
