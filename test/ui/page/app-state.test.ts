/** The choices of the visitor, and where each is stored. */
import { expect } from 'chai';
import { AppState, isOtherCaller } from '../../../src/ui/page/app-state.ts';
import { recordShownSandbox, shownSandbox } from '../../../src/ui/page/shown-sandbox.ts';
import { keepDraft, readDraft } from '../../../src/ui/page/tab-draft.ts';

const ADMIN = 'arn:aws:iam::111122223333:user/admin';
const LEARNER = 'arn:aws:iam::111122223333:role/Learner';
const OTHER = 'arn:aws:iam::444455556666:root';

describe('the choices of the visitor', () => {
  const clear = () => {
    recordShownSandbox('default');
    localStorage.clear();
    sessionStorage.clear();
  };
  beforeEach(clear);
  afterEach(clear);

  const open = () => new AppState(localStorage, sessionStorage);

  it('are the learner in the sandbox of a lab, and the earlier caller and Region after the return', () => {
    const state = open();
    state.choose({ caller: OTHER, region: 'eu-west-1', theme: 'dark' });
    state.enter('lab-L01');
    expect(state.choices).to.deep.equal({ sandbox: 'lab-L01', caller: LEARNER, region: 'us-east-1', theme: 'dark' });
    expect(isOtherCaller(state.choices)).to.equal(false);
    state.enter('default');
    expect(state.choices).to.deep.equal({ sandbox: 'default', caller: OTHER, region: 'eu-west-1', theme: 'dark' });
  });

  it('of a lab are kept over a reload and another visit, and do not reach the default sandbox or other labs', () => {
    const state = open();
    state.enter('lab-L01');
    state.choose({ caller: OTHER, region: 'eu-west-1', theme: 'light' });
    expect(open().choices).to.deep.equal({ sandbox: 'lab-L01', caller: OTHER, region: 'eu-west-1', theme: 'light' });
    state.enter('lab-L02');
    expect(state.choices.caller).to.equal(LEARNER);
    state.enter('lab-L01');
    expect(state.choices.caller).to.equal(OTHER);
    state.enter('default');
    expect(state.choices).to.deep.equal({ sandbox: 'default', caller: ADMIN, region: 'us-east-1', theme: 'light' });
    expect(localStorage.getItem('strongroom.choices')).not.to.contain(OTHER);
  });

  it('fires one event per switch, none for the sandbox that is shown', () => {
    const state = open();
    let events = 0;
    state.addEventListener('change', () => (events += 1));
    state.enter('lab-L01');
    state.enter('lab-L01');
    expect(events).to.equal(1);
  });

  it('show the default sandbox for an ID that is not one of a lab', () => {
    for (const id of ['other', 'lab-', 'lab-a/b', 'lab-<b>', `lab-${'x'.repeat(61)}`]) {
      sessionStorage.setItem('strongroom.sandbox', id);
      expect(open().choices.sandbox, id).to.equal('default');
    }
  });

  it('keep drafts per sandbox', () => {
    const isText = (value: unknown): value is string => typeof value === 'string';
    keepDraft('playground', 'of default');
    recordShownSandbox('lab-L01');
    expect(readDraft('playground', isText)).to.equal(undefined);
    keepDraft('playground', 'of the lab');
    recordShownSandbox('default');
    expect(readDraft('playground', isText)).to.equal('of default');
    recordShownSandbox('lab-L01');
    expect(readDraft('playground', isText)).to.equal('of the lab');
  });

  it('show the sandbox as long as the document lives where the browser stores nothing', () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      const state = open();
      state.enter('lab-L01');
      expect(shownSandbox()).to.equal('lab-L01');
      state.enter('default');
      expect(shownSandbox()).to.equal('default');
    } finally {
      Storage.prototype.setItem = setItem;
    }
  });
});
