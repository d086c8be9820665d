import { expect } from 'chai';
import '../../../src/ui/code/strong-code.ts';
import { allInside, expectAccessible, inside, place } from '../fixture.ts';

type Code = HTMLElementTagNameMap['strong-code'];

const CODE = "const client = new KMSClient({\n  region: 'us-east-1',\n  here: <only>,\n});\n\nclient.send();";
const copies = (element: Code) => allInside<HTMLElementTagNameMap['strong-copy']>(element, 'strong-copy');

describe('strong-code', () => {
  it('is accessible, with and without a marked line', async () => {
    await expectAccessible(await place('strong-code', { code: CODE, what: 'the code: a script' }));
    await expectAccessible(
      await place('strong-code', { code: CODE, what: 'the code: a script', local: 'here: <only>,', prints: 'hello' }),
    );
  });

  it('shows the lines as they are, to read by the keyboard', async () => {
    const element = await place('strong-code', { code: CODE, what: 'the code: a script' });
    const region = inside(element, 'pre');
    expect([region.tabIndex, region.getAttribute('aria-label')]).to.deep.equal([0, 'the code: a script']);
    expect(allInside(element, 'code > *').map((line) => line.textContent)).to.deep.equal(
      CODE.split('\n').map((line) => line || ' '),
    );
  });

  it('copies the code, and nothing else where no line is marked', async () => {
    const element = await place('strong-code', { code: CODE, local: 'not there' });
    expect(copies(element).map(({ text }) => text)).to.deep.equal([CODE]);
    expect(allInside(element, 'mark')).to.deep.equal([]);
    expect(allInside(element, 'output')).to.deep.equal([]);
  });

  it('marks the one line that is only for here, and copies the code without it too', async () => {
    const element = await place('strong-code', { code: CODE, local: 'here: <only>,', prints: 'hello' });
    expect(allInside(element, 'mark').map((line) => line.textContent)).to.deep.equal(['  here: <only>,']);
    expect(copies(element).map(({ text }) => text)).to.deep.equal([CODE, CODE.replace('  here: <only>,\n', '')]);
    expect(inside(element, 'output').textContent).to.equal('hello');
  });
});
