/** Texts of labs are those of strangers: markup, scripts and deceptive characters are text, and links stay in the app. */
import { expect } from 'chai';
import { html, render } from 'lit';
import { isOwnAddress, parseMarkup, plainText } from '../../../src/ui/page/lab-markup.ts';
import { renderMarkup } from '../../../src/ui/page/render-markup.ts';

describe('the markup of lab texts', () => {
  it('has code and links to pages, in order', () => {
    expect(parseMarkup('Call `Sign` on [Keys](#/keys?manager=customer), then stop.')).to.deep.equal([
      { kind: 'text', text: 'Call ' },
      { kind: 'code', text: 'Sign' },
      { kind: 'text', text: ' on ' },
      { kind: 'link', text: 'Keys', href: '#/keys?manager=customer' },
      { kind: 'text', text: ', then stop.' },
    ]);
  });

  const foreign = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>',
    'https://example.com/',
    '//example.com',
    '#/nowhere',
    '#keys',
    '/keys',
    '#/keys"onclick="x',
    '#/keys/../../../x?"><b>',
  ];
  for (const address of foreign) {
    it(`makes no link to ${address}`, () => {
      expect(isOwnAddress(address)).to.equal(false);
      expect(parseMarkup(`[click](${address})`).some(({ kind }) => kind === 'link')).to.equal(false);
    });
  }

  it('renders HTML as text, and creates no element of it', () => {
    const hostile = '<img src=x onerror=alert(1)><script>alert(1)</script> [<b>x</b>](#/keys) `<i>`\n<h1>y';
    const place = document.createElement('div');
    render(html`${renderMarkup(hostile)}`, place);
    expect([...place.querySelectorAll('*')].map(({ localName }) => localName)).to.deep.equal(['p', 'a', 'code', 'p']);
    expect(place.textContent).to.contain('<img src=x onerror=alert(1)>').and.to.contain('<b>x</b>');
  });

  it('drops characters that reverse or hide text, and keeps the letters of every language', () => {
    expect(plainText('a\u202Eb\u2066c\u200Bd\uFEFFe\u0000f\u001Bg')).to.equal('abcdefg');
    for (const text of ['\u0627\u0644\u0639', '\u05E2\u05D1\u05E8', '日本語', 'café', 'a\nb\tc', '👩‍🔬'])
      expect(plainText(text)).to.equal(text);
  });

  it('gives each line the direction of its own letters', () => {
    const place = document.createElement('div');
    render(html`${renderMarkup('one\n\u05E9\u05EA\u05D9')}`, place);
    const [first, second] = [...place.querySelectorAll('p')];
    document.body.append(place);
    expect(first && getComputedStyle(first).unicodeBidi).to.equal('isolate');
    expect(second && getComputedStyle(second).direction).to.equal('rtl');
    place.remove();
  });

  it('takes text of any length without being slow', () => {
    const text = `${'`'.repeat(20_000)}${'['.repeat(20_000)}${'[a]('.repeat(20_000)}`;
    expect(
      parseMarkup(text)
        .map((part) => part.text)
        .join(''),
    ).to.equal(text);
  });
});
