import { EditorView } from '@codemirror/view';
import { acceptCompletion, completionStatus, currentCompletions, startCompletion } from '@codemirror/autocomplete';
import { expect } from 'chai';
import type { PolicyFinding } from '../../../src/model/policy-check.ts';
import { TEXTS } from '../../../src/ui/policy/policy-editor-texts.ts';
import '../../../src/ui/policy/strong-policy-editor.ts';
import { allInside, expectAccessible, inside, next, place, textOf, until } from '../fixture.ts';

type Editor = HTMLElementTagNameMap['strong-policy-editor'];

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": {
    "Sid": "Ann",
    "Action": "kms:Encyrpt"
  }
}`;
const FOUND: PolicyFinding = {
  severity: 'warning',
  path: ['Statement', 0, 'Action'],
  statement: 'Ann',
  says: 'No operation needs kms:Encyrpt.',
  mend: { kind: 'replace', path: ['Statement', 0, 'Action'], value: 'kms:Encrypt' },
};
const NAMEABLE = { principals: ['arn:aws:iam::111122223333:user/ann'], accounts: ['111122223333'] };

async function editor(members: Partial<Editor> = {}): Promise<{ element: Editor; view: EditorView }> {
  const element = await place('strong-policy-editor', { text: POLICY, nameable: NAMEABLE, ...members });
  await until(() => element.shadowRoot?.querySelector('strong-policy-code')?.shadowRoot?.querySelector('.cm-content'));
  const content = inside(inside(element, 'strong-policy-code'), '.cm-content');
  return { element, view: EditorView.findFromDOM(content) as EditorView };
}

const findings = (element: Editor): string[] =>
  allInside(inside(element, 'strong-findings'), 'li').map((row) => row.textContent.replace(/\s+/g, ' ').trim());

describe('strong-policy-editor', () => {
  it('is a labelled text field until the editor has loaded, and keeps what was typed', async () => {
    const element = await place('strong-policy-editor', { text: POLICY });
    const field = inside<HTMLTextAreaElement>(element, 'textarea');
    expect(inside(element, 'label').textContent).to.equal(TEXTS.label);
    field.value = '{ "typed": 1 }';
    field.dispatchEvent(new InputEvent('input'));
    await until(() => element.shadowRoot?.querySelector('strong-policy-code'));
    const code = inside(element, 'strong-policy-code');
    await until(() => textOf(code).includes('"typed"'));
  });

  it('is a labelled text box with line numbers, and describes its keys', async () => {
    const { element, view } = await editor();
    expect(view.contentDOM.getAttribute('role')).to.equal('textbox');
    expect(view.contentDOM.getAttribute('aria-label')).to.equal(TEXTS.label);
    const described = view.contentDOM.getAttribute('aria-describedby') ?? '';
    expect(inside(inside(element, 'strong-policy-code'), `#${described}`).textContent.trim()).to.equal(TEXTS.keys);
    await expectAccessible(element);
  });

  it('fires each change of the text', async () => {
    const { element, view } = await editor();
    const told = next<{ text: string }>(element, 'strong-draft');
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: '{}' } });
    expect((await told).detail.text).to.equal('{}');
    expect(textOf(element)).to.contain('2 of 32,768 bytes');
  });

  it('shows a finding at its line, in the list and in the editor, and applies its fix', async () => {
    const { element, view } = await editor({ checked: { text: POLICY, findings: [FOUND] } });
    await until(() => findings(element).length === 1);
    const { severities, line: lineText } = TEXTS.list;
    expect(findings(element)[0]).to.equal(
      `${severities.warning} ${lineText(5)} Ann: ${FOUND.says} ${TEXTS.fixes.replace('kms:Encrypt')}`,
    );
    await until(() => view.dom.querySelector('.cm-lintRange-warning')?.textContent === '"Action"');
    expect(textOf(inside(element, '[role=status]'))).to.equal(TEXTS.findings(1));
    await expectAccessible(element);
    const [line, fix] = allInside<HTMLButtonElement>(inside(element, 'strong-findings'), 'button');
    line?.click();
    expect(view.state.doc.lineAt(view.state.selection.main.head).number).to.equal(5);
    const told = next<{ text: string }>(element, 'strong-draft');
    fix?.click();
    expect((await told).detail.text).to.equal(POLICY.replace('Encyrpt', 'Encrypt'));
  });

  it('applies no fix to a text that changed since', async () => {
    const { element, view } = await editor({ checked: { text: POLICY, findings: [FOUND] } });
    await until(() => findings(element).length === 1);
    view.dispatch({ changes: { from: 2, insert: '  ' } });
    const after = view.state.doc.toString();
    allInside<HTMLButtonElement>(inside(element, 'strong-findings'), 'button')[1]?.click();
    expect(view.state.doc.toString()).to.equal(after);
  });

  const BROKEN: readonly { what: string; text: string; line: number; fix?: string }[] = [
    { what: 'an extra comma', text: '{\n  "a": 1,\n}', line: 3, fix: TEXTS.fixes.removeComma },
    { what: 'a missing comma', text: '{\n  "a": 1\n  "b": 2\n}', line: 3, fix: TEXTS.fixes.insertComma },
    { what: 'an unexpected end', text: '{\n  "a": [1', line: 2 },
    { what: 'an empty text', text: '', line: 1 },
  ];
  for (const { what, text, line, fix } of BROKEN) {
    it(`locates a syntax error: ${what}`, async () => {
      const { element, view } = await editor({ text });
      await until(() => findings(element).length === 1);
      expect(findings(element)[0]).to.contain(TEXTS.list.severities.error).and.to.contain(TEXTS.list.line(line));
      const buttons = allInside<HTMLButtonElement>(inside(element, 'strong-findings'), 'button');
      expect(buttons.slice(1).map((button) => button.textContent.trim())).to.deep.equal(fix === undefined ? [] : [fix]);
      buttons[1]?.click();
      if (fix !== undefined) expect(() => void JSON.parse(view.state.doc.toString())).not.to.throw();
    });
  }

  it('names alternatives when a policy is nearly full', async () => {
    const { element } = await editor({ text: JSON.stringify('x'.repeat(26_000)) });
    expect(textOf(element)).not.to.contain(TEXTS.nearlyFull(32_768));
    element.text = JSON.stringify('x'.repeat(27_000));
    await until(() => textOf(element).includes(TEXTS.nearlyFull(32_768)));
    await expectAccessible(element);
  });

  it('marks a policy that exceeds the maximum', async () => {
    const { element } = await editor({ text: JSON.stringify('x'.repeat(40_000)) });
    expect(inside(element, '.over').textContent).to.equal(TEXTS.tooManyBytes(40_002, 32_768));
  });

  it('completes words for the place of the cursor, with quotes', async () => {
    const { element, view } = await editor({ text: '{"Statement": [{"Action": }]}' });
    view.dispatch({ selection: { anchor: 26 } });
    view.focus();
    startCompletion(view);
    await until(() => completionStatus(view.state) === 'active');
    const offered = currentCompletions(view.state).map(({ label }) => label);
    expect(offered).to.include.members(['kms:*', 'kms:Encrypt']);
    expect(inside(inside(element, 'strong-policy-code'), '.cm-tooltip-autocomplete [role="listbox"]')).to.exist;
    const told = next<{ text: string }>(element, 'strong-draft');
    // The editor accepts no choice at first, so that typing on chooses nothing.
    await until(() => acceptCompletion(view));
    expect((await told).detail.text).to.equal(`{"Statement": [{"Action": "${offered[0]}"}]}`);
  });

  it('inserts typed text, with closing quotes and over a selection', async () => {
    const { view } = await editor({ text: '{"Version": "x"}' });
    const typed = (data: string): boolean =>
      view.contentDOM.dispatchEvent(
        new InputEvent('beforeinput', { inputType: 'insertText', data, bubbles: true, cancelable: true }),
      );
    view.dispatch({ selection: { anchor: 13, head: 14 } });
    expect(typed('y')).to.equal(false);
    expect(view.state.doc.toString()).to.equal('{"Version": "y"}');
    view.dispatch({ selection: { anchor: 1 } });
    typed('"');
    expect(view.state.doc.toString()).to.match(/^\{""?/);
  });

  it('can be read-only', async () => {
    const { view } = await editor({ locked: true });
    expect(view.state.readOnly).to.equal(true);
  });
});
