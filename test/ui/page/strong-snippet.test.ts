import { expect } from 'chai';
import '../../../src/ui/page/strong-snippet.ts';
import { Recorder } from '../../../src/ui/page/call-recorder.ts';
import { SNIPPET } from '../../../src/ui/envelope/sample-snippet.ts';
import { runSnippet } from '../../../src/ui/envelope/run-sample-snippet.ts';
import { TEXTS } from '../../../src/ui/page/call-texts.ts';
import { DEFAULT_SANDBOX, recordShownSandbox } from '../../../src/ui/page/shown-sandbox.ts';
import { pageContext } from '../context.ts';
import { allInside, drawn, expectAccessible, inside, next, place, textOf } from '../fixture.ts';

describe('strong-snippet', () => {
  it('is accessible before and after it ran, and when it failed', async () => {
    const element = await place('strong-snippet', { code: SNIPPET });
    await expectAccessible(element);
    const recorder = new Recorder(pageContext().kms);
    element.printed = await runSnippet(recorder);
    element.calls = recorder.calls;
    element.problem = { name: 'DisabledException', message: '' };
    await drawn(element);
    await expectAccessible(element);
  });

  it('shows the code as it is, to read by the keyboard and to copy', async () => {
    const element = await place('strong-snippet', { code: 'one\n  <two>' });
    expect(inside(element, 'pre').textContent).to.equal('one\n  <two>');
    expect(inside(element, 'pre').tabIndex).to.equal(0);
    expect(inside<HTMLElementTagNameMap['strong-copy']>(element, 'strong-copy').text).to.equal('one\n  <two>');
    expect(inside<HTMLAnchorElement>(element, 'a').getAttribute('href')).to.equal('#/library');
  });

  it('shows the code for the sandbox of the tab', async () => {
    recordShownSandbox('lab-L15');
    try {
      const element = await place('strong-snippet', { code: SNIPPET });
      expect(inside(element, 'pre').textContent).to.contain("strongroom.world('lab-L15').requestHandler()");
    } finally {
      recordShownSandbox(DEFAULT_SANDBOX);
    }
  });

  it('asks for the calls, and shows them with what was printed', async () => {
    const element = await place('strong-snippet', { code: SNIPPET });
    const asked = next(element, 'strong-run');
    inside<HTMLButtonElement>(element, '.row button').click();
    await asked;
    expect(allInside(element, 'output')).to.deep.equal([]);
    const recorder = new Recorder(pageContext().kms);
    element.printed = await runSnippet(recorder);
    element.calls = recorder.calls;
    await drawn(element);
    expect(inside(element, 'output').textContent).to.equal('hello');
    expect(recorder.calls.map(({ operation }) => operation)).to.deep.equal(['CreateKey', 'Encrypt', 'Decrypt']);
    expect(allInside(element, 'strong-call')).to.have.length(3);
  });

  it('keeps the button in its place while it works', async () => {
    const element = await place('strong-snippet', { code: SNIPPET, busy: true });
    const button = inside<HTMLButtonElement>(element, '.row button');
    expect([button.disabled, button.getAttribute('aria-disabled'), button.textContent.trim()]).to.deep.equal([
      false,
      'true',
      TEXTS.snippet.running,
    ]);
  });

  it('shows what nothing printed, and the error of a call', async () => {
    const element = await place('strong-snippet', {
      code: SNIPPET,
      printed: '',
      problem: { name: 'DisabledException', message: 'disabled.' },
    });
    expect(inside(element, 'output').textContent).to.equal('');
    expect(textOf(inside(element, 'strong-problem'))).to.contain('DisabledException: disabled.');
  });
});
